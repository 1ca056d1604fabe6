import { conversationOf } from "../../dialog/conversation.ts";
import { stepInWords } from "../../dialog/desk.ts";
import type { DialogEvent, StepRef } from "../../dialog/events.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import { isAsking } from "../../dialog/present.ts";
import type { CaseFile } from "../../dialog/transcript.ts";

/** What whoever has a case need not type. */
export interface Macros {
  /** Steps to send, or to hand back at: first what the bot would try next, then the others of the tree it was in. */
  readonly steps: readonly (StepRef & { readonly text: string })[];
  /** Questions whose answer is not known: those of the tree, or any where it has none. */
  readonly asks: readonly { readonly slot: string; readonly question: string }[];
}

/** `events`: those that the case file was made of. */
export function macrosOf(file: CaseFile, events: readonly DialogEvent[], knowledge: Knowledge): Macros {
  const { open } = conversationOf(events);
  const flow = knowledge.flows.get(file.flow ?? "");
  const others =
    flow === undefined || open === null
      ? []
      : flow.steps
          .filter((step) => isAsking(step) && !file.next.some((one) => one.flow === flow.id && one.step === step.id))
          .flatMap(({ id }) => {
            const text = stepInWords({ flow: flow.id, step: id }, open, knowledge);
            return text === null ? [] : [{ flow: flow.id, step: id, text }];
          });
  const unknown = [...knowledge.slots.values()].filter(({ id }) => file.slots[id] === undefined);
  const needed = new Set(
    [...(flow?.needs ?? []), ...(flow?.steps ?? []).flatMap(({ needs }) => needs)].map(({ slot }) => slot),
  );
  const asked = unknown.filter(({ id }) => needed.has(id));
  return {
    steps: [...file.next, ...others],
    asks: (asked.length > 0 ? asked : unknown).map(({ id, question }) => ({ slot: id, question })),
  };
}
