import type { AgentAction } from "../../../dialog/activity.ts";
import type { StepRef } from "../../../dialog/events.ts";
import type { Macros, StepChoice } from "../../common/macros.ts";
import { limits } from "../blocks.ts";

/** What the buttons and the menu of a ticket are called. */
export const deeds = {
  claim: "desk_claim",
  release: "desk_release",
  note: "desk_note",
  handBack: "desk_hand_back",
  close: "desk_close",
  macro: "desk_macro",
} as const;

/** Something done by one press; `more`: a choice of everything. */
export type Macro = { readonly label: string } & (
  | ({ readonly kind: "send_step" | "hand_back" } & StepRef)
  | { readonly kind: "ask"; readonly slot: string }
  | { readonly kind: "more" }
);

const mark = "|";

export function macroValue(macro: Macro): string {
  switch (macro.kind) {
    case "send_step":
    case "hand_back":
      return [macro.kind, macro.flow, macro.step].join(mark);
    case "ask":
      return [macro.kind, macro.slot].join(mark);
    case "more":
      return macro.kind;
  }
}

/** "more" for the choice of everything; null for a value that is none of these. */
export function actionOf(value: string): AgentAction | "more" | null {
  const [kind, first, second] = value.split(mark);
  if (kind === "more") return "more";
  if (kind === "ask" && first !== undefined) return { do: "ask", slot: first };
  if (first === undefined || second === undefined) return null;
  if (kind === "send_step") return { do: "send_step", flow: first, step: second };
  return kind === "hand_back" ? { do: "hand_back", at: { flow: first, step: second } } : null;
}

/** Of a menu that is read at a glance. */
const atHand = 3;

/** What lies nearest: the steps the bot would have come to, and what it does not know yet. */
export function menuOf({ next, questions }: Macros): readonly Macro[] {
  const steps = next.slice(0, atHand);
  const missing = questions.filter(({ isMissing }) => isMissing).slice(0, atHand);
  return fitting([
    ...steps.map(sending),
    ...missing.map(asking),
    ...steps.map((one) => handingBack(one, `Hand back at: ${one.text}`)),
    { kind: "more", label: "Another step or question …" },
  ]);
}

/** Everything that can be sent: the steps of the flows under way, then every question. */
export const sendable = ({ flows, questions }: Macros): readonly Macro[] =>
  fitting([
    ...flows.filter(({ isUnderway }) => isUnderway).flatMap(({ steps }) => steps.map(sending)),
    ...questions.map(asking),
  ]).slice(0, limits.menu);

/** Where the bot can go on: at any step of the flows under way, or at the beginning of another. */
export const enterable = ({ flows }: Macros): readonly Macro[] =>
  fitting(
    flows.flatMap(({ title, isUnderway, steps }) =>
      isUnderway
        ? steps.map((one) => handingBack(one, one.text))
        : steps.slice(0, 1).map((one) => handingBack(one, `${title}: from the beginning`)),
    ),
  ).slice(0, limits.menu - 1);

const sending = ({ flow, step, text }: StepChoice): Macro => ({
  kind: "send_step",
  flow,
  step,
  label: `Send: ${text}`,
});
const asking = ({ slot, text }: Macros["questions"][number]): Macro => ({ kind: "ask", slot, label: `Ask: ${text}` });
const handingBack = ({ flow, step }: StepRef, label: string): Macro => ({ kind: "hand_back", flow, step, label });

/** An option carries no more; each stands there once. */
function fitting(macros: readonly Macro[]): readonly Macro[] {
  const seen = new Set<string>();
  return macros.filter((macro) => {
    const value = macroValue(macro);
    const isNew = !seen.has(value) && value.length <= limits.value;
    seen.add(value);
    return isNew;
  });
}
