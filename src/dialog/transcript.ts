import type { Person } from "./activity.ts";
import { type StepAhead, stepsAhead } from "./ahead.ts";
import type { CaseState, Conversation, SlotFill, StepRecord } from "./conversation.ts";
import { conversationOf, priorityOf } from "./conversation.ts";
import type { CaseOutcome, DialogEvent, EventOf, Priority, SharedFile, StepRef } from "./events.ts";
import { inWords } from "./facts.ts";
import type { DeliveryId } from "./ids.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Message } from "./message.ts";
import type { Append } from "./ports.ts";
import { stepOf } from "./present.ts";
import type { SlotValue } from "./slots.ts";

/** What was said, by whom, in order. `seq` is the position of the event in the conversation, from 1. */
export type TranscriptItem = { readonly seq: number; readonly at: number } & (
  | {
      readonly kind: "user";
      readonly by: Person;
      /** Typed, or the label of the button pressed. */
      readonly text: string;
      /** The option pressed; null where the text was typed. */
      readonly option: string | null;
      /** The item whose text this replaces, where the person edited. */
      readonly edits: number | null;
    }
  | { readonly kind: "bot"; readonly message: Message }
  | { readonly kind: "agent"; readonly name: string; readonly text: string }
  | {
      readonly kind: "files";
      readonly side: "user" | "agent";
      readonly name: string;
      readonly files: readonly SharedFile[];
    }
  | { readonly kind: "handed_over"; readonly queue: string; readonly reason: string }
  | { readonly kind: "claimed" | "handed_back"; readonly name: string }
  | { readonly kind: "ended"; readonly outcome: CaseOutcome }
);

/** What was said to the user and by them. Notes are for nobody else's eyes and are not here. */
export const transcriptOf = (events: readonly DialogEvent[]): readonly TranscriptItem[] =>
  events.flatMap((event, i) => itemOf(event, i + 1, events) ?? []);

function itemOf(event: DialogEvent, seq: number, events: readonly DialogEvent[]): TranscriptItem | null {
  const place = { seq, at: event.at };
  switch (event.type) {
    case "UserUttered": {
      const { by, text, edits } = event;
      return { ...place, kind: "user", by, text, option: null, edits: edits === null ? null : seqOf(edits, events) };
    }
    case "ChoiceMade": {
      const { by, label, option, counted } = event;
      return counted ? { ...place, kind: "user", by, text: label, option, edits: null } : null;
    }
    case "BotReplied":
      return { ...place, kind: "bot", message: event.message };
    case "AgentReplied":
      return { ...place, kind: "agent", name: nameOf(event.by), text: event.text };
    case "FilesShared":
      return { ...place, kind: "files", side: event.side, name: nameOf(event.by), files: event.files.map(toldOf) };
    case "HandoffClaimed":
      return { ...place, kind: "claimed", name: nameOf(event.by) };
    case "HandoffClosed":
      return event.result === "handed_back" ? { ...place, kind: "handed_back", name: nameOf(event.by) } : null;
    case "HandoffRequested":
      return { ...place, kind: "handed_over", queue: event.queue, reason: event.reason };
    case "CaseClosed":
      return { ...place, kind: "ended", outcome: event.outcome };
    default:
      return null;
  }
}

const nameOf = ({ id, name }: Person): string => name ?? id;

/** The last position at which this delivery was heard; null where it is not among the events. */
function seqOf(delivery: DeliveryId, events: readonly DialogEvent[]): number | null {
  const index = events.findIndex((event) => event.type === "UserUttered" && event.delivery === delivery);
  return index < 0 ? null : index + 1;
}

/** Where a conversation takes place, as far as its events do not say it. */
export interface Where {
  /** Short name of the adapter; null where it is not known. */
  readonly channel: string | null;
  /** Address at which the conversation can be read; null where there is none. */
  readonly link: string | null;
}

/** Everything a person needs to take a case over without asking anything twice. Times: milliseconds since the epoch, UTC. */
export interface CaseFile {
  readonly schema: 1;
  readonly case: string;
  readonly conversation: string;
  readonly where: Where;
  /** Who spoke or pressed on the user's side, in order of appearance. */
  readonly people: readonly Person[];
  readonly openedAt: number;
  /** Hash of the knowledge the case was opened on. */
  readonly knowledge: string;
  /** In their own words. */
  readonly problem: string;
  readonly intent: string | null;
  /** What the pack calls the problem. */
  readonly title: string | null;
  /** In [0, 1]. */
  readonly confidence: number;
  readonly phase: "open" | "person" | "ended";
  readonly outcome: CaseOutcome | "escalated" | null;
  /** What they had told shortly before, in a case that has ended; null: nothing. */
  readonly before: CaseBefore | null;
  /** Null: no person was ever called. */
  readonly handoff: HandoffRecord | null;
  /** Where the conversation stands. */
  readonly flow: string | null;
  readonly step: string | null;
  readonly slots: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly value: SlotValue | null;
        readonly text: string | null;
      } & Pick<SlotFill, "words" | "how">
    >
  >;
  readonly tried: readonly {
    readonly action: string;
    readonly name: string;
    readonly seconds: number | null;
    readonly words: string;
  }[];
  /** `name`: what the pack calls the action of the step; null where it has no name. */
  readonly steps: readonly (StepRecord & { readonly name: string | null })[];
  /** What a vague name leaves possible, by slot. */
  readonly narrowed: Readonly<Record<string, { readonly name: string; readonly among: readonly string[] }>>;
  /** Problems told but not dealt with yet. */
  readonly waiting: readonly (CaseState["waiting"][number] & { readonly title: string | null })[];
  /** ISO 639-1, where they write in one that the pack lacks; else null. */
  readonly language: string | null;
  readonly consents: readonly Pick<EventOf<"ConsentGiven">, "step" | "loses" | "given" | "at">[];
  /** What the bot would try next if nothing helped, nearest first; empty where the tree is used up. */
  readonly next: readonly StepAhead[];
  readonly transcript: readonly TranscriptItem[];
}

export interface CaseBefore {
  readonly problem: string;
  readonly title: string | null;
  readonly outcome: CaseOutcome | null;
  /** Milliseconds since the epoch, UTC. */
  readonly endedAt: number;
  /** The last thing they said, and what the bot had asked before it. */
  readonly last: string | null;
  readonly asked: string | null;
  /** What was done and came of it, in order. */
  readonly steps: readonly (Pick<StepRecord, "asked" | "outcome"> & { readonly name: string | null })[];
  /** What was known then, by slot. */
  readonly slots: Readonly<Record<string, { readonly name: string; readonly text: string }>>;
}

/** How the last hand-off of a case went. Times: milliseconds since the epoch, UTC. */
export interface HandoffRecord {
  readonly queue: string;
  readonly reason: string;
  readonly priority: Priority;
  readonly since: number;
  /** Names of the desks that were told. */
  readonly desks: readonly string[];
  readonly claimedBy: Person | null;
  readonly claimedAt: number | null;
  readonly closed: {
    readonly by: Person;
    readonly at: number;
    readonly result: "handed_back" | "closed";
    /** What it was in truth. */
    readonly cause: string | null;
    readonly solved: boolean | null;
    readonly remark: string | null;
    readonly step: StepRef | null;
  } | null;
  /** For whoever helps; never for the user. */
  readonly notes: readonly { readonly by: Person; readonly at: number; readonly text: string }[];
}

/** A file as people are told of it. */
export const toldOf = ({ name, type, link }: SharedFile): SharedFile => ({ name, type, link });

/** The case file of the open case, else of the last one; null where none was ever opened. */
export function caseFileOf(
  events: readonly DialogEvent[],
  knowledge: Knowledge,
  where: Where = { channel: null, link: null },
): CaseFile | null {
  const state = conversationOf(events);
  const found = state.open ?? state.last;
  if (found === null) return null;
  const begin = events.findLastIndex((event) => event.type === "CaseOpened" && event.case === found.id);
  const own = events.slice(begin);
  return {
    schema: 1,
    case: found.id,
    conversation: found.id.slice(0, found.id.lastIndexOf("#")),
    where,
    people: peopleIn(own),
    openedAt: found.openedAt,
    knowledge: found.knowledge,
    problem: found.problem,
    intent: found.intent,
    title: knowledge.intents.get(found.intent ?? "")?.title ?? null,
    confidence: found.confidence,
    ...standingOf(state, found),
    before: caseBefore(events.slice(0, begin), found.openedAt, knowledge),
    handoff: handoffOf(own),
    slots: Object.fromEntries(
      Object.entries(found.slots).map(([slot, { value, words, how }]) => [
        slot,
        { name: knowledge.slots.get(slot)?.name ?? slot, value, text: inWords(slot, value, knowledge), words, how },
      ]),
    ),
    tried: Object.entries(found.tried).map(([action, { seconds, words }]) => ({
      action,
      name: knowledge.actions.get(action)?.name ?? action,
      seconds,
      words,
    })),
    steps: found.steps.map((record) => ({ ...record, name: actionOf(record, knowledge) })),
    narrowed: narrowedIn(found, knowledge),
    waiting: found.waiting.map((one) => ({ ...one, title: knowledge.intents.get(one.intent)?.title ?? null })),
    language: languageIn(own, knowledge),
    // Taken back by "back" or by an edit, the step's record is gone, and the yes with it.
    consents: own.flatMap((event) =>
      event.type === "ConsentGiven" &&
      found.steps.some(({ flow, step, at }) => flow === event.flow && step === event.step && at === event.at)
        ? [{ step: event.step, loses: event.loses, given: event.given, at: event.at }]
        : [],
    ),
    next: stepsAhead(events, knowledge),
    transcript: transcriptOf(events).filter(({ seq }) => seq > begin),
  };
}

/** The last thing that the user said, and the question that the bot had asked before it. */
export function lastExchange(items: readonly TranscriptItem[]) {
  const at = items.findLastIndex(({ kind }) => kind === "user");
  const said = items[at];
  const bot = items.slice(0, Math.max(0, at)).findLast(({ kind }) => kind === "bot");
  return {
    said: said?.kind === "user" ? said : null,
    asked: bot?.kind === "bot" ? (bot.message.question?.text ?? null) : null,
  };
}

/** Whoever comes back later than that comes with something else, milliseconds. */
const shortly = 24 * 3_600_000;

function caseBefore(events: readonly DialogEvent[], openedAt: number, knowledge: Knowledge): CaseBefore | null {
  const { last, lastOutcome } = conversationOf(events);
  const endedAt = events.findLast(({ type }) => type === "CaseClosed")?.at ?? 0;
  if (last === null || openedAt - endedAt > shortly) return null;
  const told = Object.entries(last.slots).flatMap(([slot, { value }]) => {
    const text = inWords(slot, value, knowledge);
    return text === null ? [] : [[slot, { name: knowledge.slots.get(slot)?.name ?? slot, text }] as const];
  });
  const begin = events.findLastIndex((event) => event.type === "CaseOpened" && event.case === last.id);
  const items = transcriptOf(events).filter(({ seq }) => seq > begin);
  const { said, asked } = lastExchange(items);
  return {
    problem: last.problem,
    title: knowledge.intents.get(last.intent ?? "")?.title ?? null,
    outcome: lastOutcome,
    endedAt,
    last: said?.text ?? null,
    asked,
    steps: last.steps
      .filter(({ counts }) => counts)
      .map((record) => ({ asked: record.asked, outcome: record.outcome, name: actionOf(record, knowledge) })),
    slots: Object.fromEntries(told),
  };
}

function languageIn(own: readonly DialogEvent[], { otherLanguages }: Knowledge): string | null {
  const languages = own.flatMap((event) => (event.type === "UserUttered" ? [event.language] : []));
  return languages.findLast((language) => otherLanguages.has(language)) ?? null;
}

function actionOf({ flow, step: id }: StepRecord, { flows, actions }: Knowledge): string | null {
  const step = stepOf(flows.get(flow), id);
  return step?.kind === "do" && step.action !== null ? (actions.get(step.action)?.name ?? null) : null;
}

const narrowedIn = ({ narrowed, slots }: CaseState, knowledge: Knowledge): CaseFile["narrowed"] =>
  Object.fromEntries(
    Object.entries(narrowed).flatMap(([slot, ids]) => {
      if (slots[slot] !== undefined) return [];
      const among = ids.map((id) => inWords(slot, id, knowledge) ?? id);
      return [[slot, { name: knowledge.slots.get(slot)?.name ?? slot, among }]];
    }),
  );

function peopleIn(events: readonly DialogEvent[]): readonly Person[] {
  const people = new Map<string, Person>();
  // A name may become known later.
  for (const event of events)
    if (
      (event.type === "UserUttered" || event.type === "ChoiceMade") &&
      (people.get(event.by.id)?.name ?? null) === null
    )
      people.set(event.by.id, event.by);
  return [...people.values()];
}

function standingOf(state: Conversation, found: CaseState): Pick<CaseFile, "phase" | "outcome" | "flow" | "step"> {
  const { phase, stack } = found;
  const top = stack.at(-1);
  const about = phase.kind === "asking" ? phase.question.about : null;
  const place = { flow: top?.flow ?? null, step: about?.kind === "step" ? about.step : (top?.at ?? null) };
  if (state.open === null) return { phase: "ended", outcome: state.lastOutcome, ...place };
  if (phase.kind === "person") return { phase: "person", outcome: "escalated", ...place };
  return { phase: "open", outcome: null, ...place };
}

/** Of the events of one case. */
function handoffOf(own: readonly DialogEvent[]): HandoffRecord | null {
  let record: HandoffRecord | null = null;
  for (const event of own) record = recorded(record, event);
  return record;
}

function recorded(record: HandoffRecord | null, event: DialogEvent): HandoffRecord | null {
  if (event.type === "HandoffRequested") {
    const { queue, reason, at } = event;
    const priority = priorityOf(reason);
    if (record !== null && record.closed === null) return { ...record, queue, reason, priority };
    const { desks = [], notes = [] } = record ?? {};
    return {
      queue,
      reason,
      priority,
      since: at,
      desks,
      claimedBy: null,
      claimedAt: null,
      closed: null,
      notes,
    };
  }
  if (record === null) return null;
  switch (event.type) {
    case "HandoffOffered":
      return { ...record, desks: [...new Set([...record.desks, ...event.desks])] };
    case "HandoffClaimed":
      return { ...record, claimedBy: event.by, claimedAt: event.at };
    case "HandoffReleased":
      return { ...record, claimedBy: null, claimedAt: null };
    case "AgentNoted":
      return { ...record, notes: [...record.notes, { by: event.by, at: event.at, text: event.text }] };
    case "HandoffClosed": {
      const { by, at, result, cause, solved, remark, step } = event;
      return { ...record, closed: { by, at, result, cause, solved, remark, step } };
    }
    default:
      return record;
  }
}

/** How a conversation appears in a list; `channel` is where it takes place. */
export function rowOf(state: Conversation, channel: string): Append["row"] {
  const found = state.open ?? state.last;
  const standing = state.open === null ? "ended" : state.open.phase.kind === "person" ? "person" : "open";
  return { channel, at: state.at, state: standing, title: (found?.problem ?? "").slice(0, titleLength) };
}

const titleLength = 120;
