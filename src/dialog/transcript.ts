import type { CaseState, Conversation, SlotFill, StepRecord } from "./conversation.ts";
import { conversationOf } from "./conversation.ts";
import type { CaseOutcome, DialogEvent, EventOf } from "./events.ts";
import { inWords } from "./facts.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Message } from "./message.ts";
import type { Append } from "./ports.ts";
import type { SlotValue } from "./slots.ts";

/** What was said, by whom, in order. `seq` is the position of the event in the conversation, from 1. */
export type TranscriptItem = { readonly seq: number; readonly at: number } & (
  | { readonly kind: "user"; readonly text: string }
  | { readonly kind: "bot"; readonly message: Message }
  | { readonly kind: "agent"; readonly name: string; readonly text: string }
  | { readonly kind: "handed_over"; readonly queue: string; readonly reason: string }
  | { readonly kind: "ended"; readonly outcome: CaseOutcome }
);

export const transcriptOf = (events: readonly DialogEvent[]): readonly TranscriptItem[] =>
  events.flatMap((event, i) => itemOf(event, i + 1) ?? []);

function itemOf(event: DialogEvent, seq: number): TranscriptItem | null {
  const place = { seq, at: event.at };
  switch (event.type) {
    case "UserUttered":
      return { ...place, kind: "user", text: event.text };
    case "ChoiceMade":
      return event.counted ? { ...place, kind: "user", text: event.label } : null;
    case "BotReplied":
      return { ...place, kind: "bot", message: event.message };
    case "AgentReplied":
      return { ...place, kind: "agent", name: event.by.name ?? event.by.id, text: event.text };
    case "HandoffRequested":
      return { ...place, kind: "handed_over", queue: event.queue, reason: event.reason };
    case "CaseClosed":
      return { ...place, kind: "ended", outcome: event.outcome };
    default:
      return null;
  }
}

/** Everything a person needs to take a case over without asking anything twice. */
export interface CaseFile {
  readonly schema: 1;
  readonly case: string;
  readonly openedAt: number;
  /** Hash of the knowledge the case was opened on. */
  readonly knowledge: string;
  readonly problem: string;
  readonly intent: string | null;
  readonly confidence: number;
  readonly phase: "open" | "person" | "ended";
  readonly outcome: CaseOutcome | "escalated" | null;
  readonly handoff: { readonly queue: string; readonly reason: string } | null;
  /** Where the conversation stands. */
  readonly flow: string | null;
  readonly step: string | null;
  readonly slots: Readonly<
    Record<string, { readonly value: SlotValue | null; readonly text: string | null } & Pick<SlotFill, "words" | "how">>
  >;
  readonly tried: readonly {
    readonly action: string;
    readonly name: string;
    readonly seconds: number | null;
    readonly words: string;
  }[];
  readonly steps: readonly StepRecord[];
  /** Problems told but not dealt with yet. */
  readonly waiting: CaseState["waiting"];
  readonly consents: readonly Pick<EventOf<"ConsentGiven">, "step" | "loses" | "given" | "at">[];
  readonly transcript: readonly TranscriptItem[];
}

/** The case file of the open case, else of the last one; null where none was ever opened. */
export function caseFileOf(events: readonly DialogEvent[], knowledge: Knowledge): CaseFile | null {
  const state = conversationOf(events);
  const found = state.open ?? state.last;
  if (found === null) return null;
  const begin = events.findLastIndex((event) => event.type === "CaseOpened" && event.case === found.id);
  const own = events.slice(begin);
  return {
    schema: 1,
    case: found.id,
    openedAt: found.openedAt,
    knowledge: found.knowledge,
    problem: found.problem,
    intent: found.intent,
    confidence: found.confidence,
    ...standingOf(state, found),
    slots: Object.fromEntries(
      Object.entries(found.slots).map(([slot, { value, words, how }]) => [
        slot,
        { value, text: inWords(slot, value, knowledge), words, how },
      ]),
    ),
    tried: Object.entries(found.tried).map(([action, { seconds, words }]) => ({
      action,
      name: knowledge.actions.get(action)?.name ?? action,
      seconds,
      words,
    })),
    steps: found.steps,
    waiting: found.waiting,
    // Taken back by "back" or by an edit, the step's record is gone, and the yes with it.
    consents: own.flatMap((event) =>
      event.type === "ConsentGiven" &&
      found.steps.some(({ flow, step, at }) => flow === event.flow && step === event.step && at === event.at)
        ? [{ step: event.step, loses: event.loses, given: event.given, at: event.at }]
        : [],
    ),
    transcript: transcriptOf(events).filter(({ seq }) => seq > begin),
  };
}

function standingOf(
  state: Conversation,
  found: CaseState,
): Pick<CaseFile, "phase" | "outcome" | "handoff" | "flow" | "step"> {
  const { phase, stack } = found;
  const top = stack.at(-1);
  const about = phase.kind === "asking" ? phase.question.about : null;
  const place = { flow: top?.flow ?? null, step: about?.kind === "step" ? about.step : (top?.at ?? null) };
  const handoff = phase.kind === "person" ? { queue: phase.queue, reason: phase.reason } : null;
  if (state.open === null) return { phase: "ended", outcome: state.lastOutcome, handoff, ...place };
  if (handoff !== null) return { phase: "person", outcome: "escalated", handoff, ...place };
  return { phase: "open", outcome: null, handoff, ...place };
}

/** How a conversation appears in a list; `channel` is where it takes place. */
export function rowOf(state: Conversation, channel: string): Append["row"] {
  const found = state.open ?? state.last;
  const standing = state.open === null ? "ended" : state.open.phase.kind === "person" ? "person" : "open";
  return { channel, at: state.at, state: standing, title: (found?.problem ?? "").slice(0, titleLength) };
}

const titleLength = 120;
