import { z } from "zod";
import type { AgentAction } from "../../dialog/activity.ts";
import type { StepRef } from "../../dialog/events.ts";

export const deskVerb = "desk";
/** Where the bot was, as the forms of a ticket call it. */
export const whereItWas = "here";

/** The most that is taken of a field, UTF-16 units. */
export const longest = { cause: 200, remark: 1000, note: 2000 } as const;

/** What the buttons of a ticket carry, with the fields of their forms; the ids of these are unique in a card. */
const deed = z.object({
  stepwise: z.literal("desk"),
  do: z.enum(["claim", "release", "note", "send_step", "ask", "hand_back", "hand_back_at", "close"]),
  note: z.string().nullish(),
  at: z.string().nullish(),
  next: z.string().nullish(),
  slot: z.string().nullish(),
  cause: z.string().nullish(),
  solved: z.string().nullish(),
  remark: z.string().nullish(),
  solution: z.string().nullish(),
});
export type Field = Exclude<keyof z.infer<typeof deed>, "stepwise" | "do">;
export type Doing = z.infer<typeof deed>["do"];

/** Null for anything but a button of a ticket. `missing`: what its form still needs, for whoever pressed. */
export function deedIn(value: unknown): AgentAction | { readonly missing: string } | null {
  const { success, data } = deed.safeParse(value);
  if (!success) return null;
  switch (data.do) {
    case "claim":
    case "release":
      return { do: data.do };
    case "note": {
      const text = trimmed(data.note, longest.note);
      return text === null ? { missing: "Write the note first." } : { do: "note", text };
    }
    case "send_step": {
      const step = stepIn(data.next);
      return step === null ? { missing: "Choose a step first." } : { do: "send_step", ...step };
    }
    case "ask":
      return data.slot ? { do: "ask", slot: data.slot } : { missing: "Choose a question first." };
    case "hand_back_at": {
      const at = stepIn(data.next);
      return at === null ? { missing: "Choose a step first." } : { do: "hand_back", at };
    }
    case "hand_back":
      return { do: "hand_back", at: stepIn(data.at) };
    case "close": {
      const cause = trimmed(data.cause, longest.cause);
      if (cause === null) return { missing: "Say first what it was in truth." };
      const remark = trimmed(data.remark, longest.remark);
      return { do: "close", cause, solved: data.solved === "yes", remark, step: stepIn(data.solution) };
    }
  }
}

const trimmed = (text: string | null | undefined, most: number): string | null => text?.trim().slice(0, most) || null;

export const stepValue = ({ flow, step }: StepRef): string => `${flow}/${step}`;

function stepIn(value: string | null | undefined): StepRef | null {
  const [flow, step] = value?.split("/") ?? [];
  return flow && step ? { flow, step } : null;
}
