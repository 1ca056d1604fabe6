import { stepsAhead } from "../../dialog/ahead.ts";
import { type CaseState, conversationOf } from "../../dialog/conversation.ts";
import { stepInWords } from "../../dialog/desk.ts";
import type { DialogEvent, StepRef } from "../../dialog/events.ts";
import type { Flow } from "../../dialog/flow.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";

/** What whoever has a case need not type. */
export interface Macros {
  /** What the bot would try next. */
  readonly next: readonly StepChoice[];
  /** Every step that can be sent to the user or handed back at, by flow: first those under way, the innermost of all first. */
  readonly flows: readonly FlowChoice[];
  /** What can be asked: first what is missing, then whatever else is not known. */
  readonly questions: readonly QuestionChoice[];
}

/** `text`: what the step says and asks, in the words of the case. */
export type StepChoice = StepRef & { readonly text: string };

interface FlowChoice {
  readonly flow: string;
  readonly title: string;
  readonly isUnderway: boolean;
  readonly steps: readonly StepChoice[];
}

interface QuestionChoice {
  readonly slot: string;
  readonly text: string;
  /** A flow under way needs it, and it is not known. */
  readonly isMissing: boolean;
}

/** Of the open case, else of the last one; nothing where none was ever opened. */
export function macrosOf(events: readonly DialogEvent[], knowledge: Knowledge): Macros {
  const { open, last } = conversationOf(events);
  const found = open ?? last;
  if (found === null) return { next: [], flows: [], questions: [] };
  const underway = underwayIn(found, knowledge);
  return {
    next: stepsAhead(events, knowledge),
    flows: [...new Set([...underway, ...knowledge.flows.values()])].map((flow) => ({
      flow: flow.id,
      title: flow.title,
      isUnderway: underway.includes(flow),
      steps: stepsOf(flow, found, knowledge),
    })),
    questions: questionsOf(underway, found, knowledge),
  };
}

const underwayIn = ({ stack }: CaseState, { flows }: Knowledge): readonly Flow[] => [
  ...new Set(stack.toReversed().flatMap(({ flow }) => flows.get(flow) ?? [])),
];

const stepsOf = ({ id: flow, steps }: Flow, found: CaseState, knowledge: Knowledge): readonly StepChoice[] =>
  steps.flatMap(({ id: step }) => {
    const text = stepInWords({ flow, step }, found, knowledge);
    return text === null ? [] : [{ flow, step, text }];
  });

function questionsOf(underway: readonly Flow[], { slots }: CaseState, knowledge: Knowledge): readonly QuestionChoice[] {
  const needs = underway.flatMap((flow) => [...flow.needs, ...flow.steps.flatMap((step) => step.needs)]);
  const needed = new Set(needs.map(({ slot }) => slot));
  // What the user was asked and does not know is not known.
  const isKnown = (slot: string): boolean => (slots[slot]?.value ?? null) !== null;
  return [...new Set([...needed, ...knowledge.slots.keys()])]
    .toSorted((a, b) => Number(isKnown(a)) - Number(isKnown(b)))
    .flatMap((slot) => {
      const text = knowledge.slots.get(slot)?.question;
      return text === undefined ? [] : [{ slot, text, isMissing: needed.has(slot) && !isKnown(slot) }];
    });
}
