import type { AgentAction } from "../../../dialog/activity.ts";
import type { CaseState } from "../../../dialog/conversation.ts";
import { stepInWords } from "../../../dialog/desk.ts";
import type { StepRef } from "../../../dialog/events.ts";
import type { Flow } from "../../../dialog/flow.ts";
import type { Knowledge } from "../../../dialog/knowledge.ts";
import type { CaseFile } from "../../../dialog/transcript.ts";
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
export function macrosOf({ next }: CaseFile, open: CaseState, knowledge: Knowledge): readonly Macro[] {
  const steps = next.slice(0, atHand);
  return fitting([
    ...steps.map(({ flow, step, text }) => ({ kind: "send_step" as const, flow, step, label: `Send: ${text}` })),
    ...questionsOf(open, knowledge)
      .filter(({ isUnknown }) => isUnknown)
      .slice(0, atHand)
      .map(({ slot, text }) => ({ kind: "ask" as const, slot, label: `Ask: ${text}` })),
    ...steps.map(({ flow, step, text }) => ({
      kind: "hand_back" as const,
      flow,
      step,
      label: `Hand back at: ${text}`,
    })),
    { kind: "more" as const, label: "Another step or question …" },
  ]);
}

/** Everything that can be sent: the steps of the flow under way, then every question, unknown ones first. */
export const sendable = (open: CaseState, knowledge: Knowledge): readonly Macro[] =>
  fitting([
    ...underway(open, knowledge).flatMap((flow) =>
      stepsOf(flow, open, knowledge).map((one) => ({
        kind: "send_step" as const,
        ...one,
        label: `Send: ${one.label}`,
      })),
    ),
    ...questionsOf(open, knowledge).map(({ slot, text }) => ({ kind: "ask" as const, slot, label: `Ask: ${text}` })),
  ]).slice(0, limits.menu);

/** Where the bot can go on: at any step of the flow under way, or at the beginning of another. */
export function enterable(open: CaseState, knowledge: Knowledge): readonly Macro[] {
  const under = underway(open, knowledge);
  const others = [...knowledge.flows.values()].filter((flow) => !under.includes(flow));
  return fitting(
    [
      ...under.flatMap((flow) => stepsOf(flow, open, knowledge)),
      ...others.flatMap((flow) =>
        stepsOf(flow, open, knowledge)
          .slice(0, 1)
          .map((one) => ({ ...one, label: `${flow.title}: from the beginning` })),
      ),
    ].map((one) => ({ kind: "hand_back" as const, ...one })),
  ).slice(0, limits.menu - 1);
}

const underway = ({ stack }: CaseState, { flows }: Knowledge): readonly Flow[] => [
  ...new Set([...stack].reverse().flatMap(({ flow }) => flows.get(flow) ?? [])),
];

const stepsOf = ({ id: flow, steps }: Flow, open: CaseState, knowledge: Knowledge) =>
  steps.flatMap(({ id: step }) => {
    const label = stepInWords({ flow, step }, open, knowledge);
    return label === null ? [] : [{ flow, step, label }];
  });

/** Of the flows under way first, and of these what is not known. */
function questionsOf(open: CaseState, knowledge: Knowledge) {
  const needed = new Set(
    underway(open, knowledge).flatMap(({ needs, steps }) =>
      [...needs, ...steps.flatMap((step) => step.needs)].map(({ slot }) => slot),
    ),
  );
  const all = [...new Set([...needed, ...knowledge.slots.keys()])].flatMap((slot) => {
    const text = knowledge.slots.get(slot)?.question;
    const isUnknown = needed.has(slot) && (open.slots[slot]?.value ?? null) === null;
    return text === undefined ? [] : [{ slot, text, isUnknown }];
  });
  return all.sort((a, b) => Number(b.isUnknown) - Number(a.isUnknown));
}

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
