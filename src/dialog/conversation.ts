import type { Person } from "./activity.ts";
import type { CaseOutcome, DialogEvent, Drops, EventOf, Priority } from "./events.ts";
import type { StepOutcome } from "./flow.ts";
import type { CaseId, DeliveryId } from "./ids.ts";
import type { About, MessageQuestion } from "./message.ts";
import type { SlotValue } from "./slots.ts";

/** The state of a conversation: a fold of its events and nothing else. */
export interface Conversation {
  /** Number of events folded; the version an append is checked against. */
  readonly version: number;
  /** Cases opened so far. */
  readonly cases: number;
  readonly open: CaseState | null;
  /** The last case that ended, for "we were at …" when the person comes back. */
  readonly last: CaseState | null;
  readonly lastOutcome: CaseOutcome | null;
  /** Time of the last event, milliseconds since the epoch, UTC; 0 when there is none. */
  readonly at: number;
  /** The last thing the person said: an edit of it is a correction. */
  readonly lastSaid: DeliveryId | null;
  readonly chosen: Chosen | null;
}

/** The presses that counted, latest first; a chain, so that one more costs the same after any number. */
export interface Chosen {
  readonly question: string;
  readonly option: string;
  readonly before: Chosen | null;
}

export interface CaseState {
  readonly id: CaseId;
  /** Hash of the knowledge the case was opened on. */
  readonly knowledge: string;
  readonly openedAt: number;
  /** The first words of the person in this case. */
  readonly problem: string;
  /** Id of the person who told it; null before the first words. */
  readonly by: string | null;
  readonly intent: string | null;
  readonly confidence: number;
  readonly slots: Readonly<Record<string, SlotFill>>;
  /** Values still possible after a vague name, by slot. */
  readonly narrowed: Readonly<Record<string, readonly string[]>>;
  /** Actions the person says they had done before being asked to, by action id. */
  readonly tried: Readonly<Record<string, TriedFill>>;
  readonly steps: readonly StepRecord[];
  /** Flows under way, innermost last. */
  readonly stack: readonly Frame[];
  /** Problems told but put aside. */
  readonly waiting: readonly { readonly intent: string; readonly words: string }[];
  readonly phase: Phase;
  /** Desks that know of the case, in the order they were told. */
  readonly desks: readonly string[];
  /** Times in a row that nothing was understood. */
  readonly misunderstood: number;
  readonly nudged: boolean;
  /** What "back" returns to, oldest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** The state when the present turn began; becomes a checkpoint as soon as the turn moves on. */
  readonly turnStart: Checkpoint | null;
}

/** `asking` waits for the user; `person`: a human has the case; `idle` only within a turn. */
export type Phase =
  | { readonly kind: "idle" }
  | { readonly kind: "asking"; readonly question: MessageQuestion }
  | PersonPhase;

export interface PersonPhase {
  readonly kind: "person";
  readonly queue: string;
  readonly reason: string;
  /** When a person was called, milliseconds since the epoch, UTC. */
  readonly since: number;
  readonly claimedBy: Person | null;
  /** The desks it was offered to last; at stage 0 the first of its route. */
  readonly offeredTo: readonly string[];
  readonly stage: number;
  readonly reminded: boolean;
  /** When it is looked at again if nobody has taken it; null: not any more. */
  readonly due: number | null;
  /** What waited for the user when a person was called; null where that had been answered. */
  readonly before: About | null;
}

export interface SlotFill {
  /** Null: asked, and the user does not know. */
  readonly value: SlotValue | null;
  readonly words: string;
  readonly how: "said" | "chosen" | "implied" | "corrected" | "answer";
}

export interface TriedFill {
  readonly seconds: number | null;
  readonly words: string;
}

/** One step as it went; a step done twice has two records. */
export interface StepRecord {
  readonly flow: string;
  readonly step: string;
  readonly outcome: StepOutcome | "skipped_tried" | "said";
  readonly answer: string | null;
  readonly asked: string;
  readonly replied: string | null;
  readonly at: number;
  /** False once a correction took away what the step rested on. */
  readonly counts: boolean;
}

/** One flow under way. */
export interface Frame {
  readonly flow: string;
  /** The step reached in the order written; null before the first. */
  readonly at: string | null;
  /** Steps to do over after a correction, before going on from `at`. */
  readonly redo: readonly string[];
  /** How often each step was entered. */
  readonly visits: Readonly<Record<string, number>>;
}

/** The part of a case that "back" restores. */
export type Checkpoint = Pick<CaseState, "intent" | "slots" | "narrowed" | "steps" | "stack" | "phase" | "waiting">;

export const nothingYet: Conversation = {
  version: 0,
  cases: 0,
  open: null,
  last: null,
  lastOutcome: null,
  at: 0,
  lastSaid: null,
  chosen: null,
};

export const conversationOf = (events: readonly DialogEvent[], from: Conversation = nothingYet): Conversation =>
  events.reduce(evolve, from);

/** One event applied. Total: an event that does not fit the state changes nothing but version and time. */
export function evolve(was: Conversation, event: DialogEvent): Conversation {
  const now: Conversation = { ...was, version: was.version + 1, at: event.at };
  switch (event.type) {
    case "CaseOpened":
      return { ...now, cases: was.cases + 1, open: opened(event.case, event.knowledge, event.at) };
    case "UserUttered":
      return inCase({ ...now, lastSaid: event.edits ?? event.delivery }, (open) => ({
        ...turnBegun(open),
        problem: open.problem === "" ? event.text : open.problem,
        by: open.by ?? event.by.id,
      }));
    case "ChoiceMade":
      // A press that does not count is no turn: an edit still belongs to what was said before it.
      if (!event.counted) return now;
      return inCase(
        {
          ...now,
          lastSaid: event.delivery,
          chosen: { question: event.question, option: event.option, before: was.chosen },
        },
        (open) => understood(turnBegun(open)),
      );
    case "ProblemTold":
      return inCase(now, (open) => withProblem(open, event));
    case "ProblemChosen":
      return inCase(now, (open) => chosen(open, event.intent));
    case "ProblemSolved":
      return inCase(now, (open) => {
        const waiting = open.waiting.filter(({ intent }) => intent !== event.intent);
        return { ...open, intent: null, stack: [], checkpoints: [], turnStart: null, waiting };
      });
    case "SlotSet":
      return inCase(now, (open) => {
        const { phase } = open;
        const answers =
          phase.kind === "asking" && phase.question.about.kind === "slot" && phase.question.about.slot === event.slot;
        const moved = dropped(answers ? checkpointed(open) : open, event.slot, event.drops);
        const fill = { value: event.value, words: event.words, how: event.how };
        return understood({ ...moved, slots: { ...moved.slots, [event.slot]: fill } });
      });
    case "SlotCleared":
      return inCase(now, (open) => {
        const moved = dropped(open, event.slot, { ...event.drops, slots: [...event.drops.slots, event.slot] });
        return understood(moved);
      });
    case "SlotNarrowed":
      return inCase(now, (open) => understood({ ...open, narrowed: { ...open.narrowed, [event.slot]: event.among } }));
    case "StepTried":
      return inCase(now, (open) =>
        understood({
          ...open,
          tried: { ...open.tried, [event.action]: { seconds: event.seconds, words: event.words } },
        }),
      );
    case "FlowStarted":
      return inCase(now, (open) => {
        const moved = checkpointed(open);
        const under = event.mode === "call" ? moved.stack : event.mode === "change" ? moved.stack.slice(0, -1) : [];
        return {
          ...understood(moved),
          stack: [...under, { flow: event.flow, at: null, redo: [], visits: {} }],
        };
      });
    case "FlowFinished":
      return inCase(now, (open) => ({ ...open, stack: open.stack.slice(0, -1) }));
    case "StepEntered":
      return inCase(now, (open) => ({ ...open, stack: topChanged(open.stack, (top) => entered(top, event.step)) }));
    case "StepFinished": {
      const { flow, step, outcome, answer, asked, replied, at } = event;
      return inCase(now, (open) => ({
        ...understood(checkpointed(open)),
        steps: [...open.steps, { flow, step, outcome, answer, asked, replied, at, counts: true }],
      }));
    }
    case "NotUnderstood":
      return inCase(now, (open) => ({ ...open, misunderstood: open.misunderstood + 1 }));
    case "BotReplied":
      return inCase(now, (open) =>
        event.message.question === null
          ? open
          : { ...open, phase: { kind: "asking", question: event.message.question } },
      );
    case "HandoffRequested":
      return inCase(now, (open) => ({ ...open, phase: calledFor(open, event) }));
    case "HandoffOffered":
      return inPerson(now, (phase, open) => ({
        ...open,
        desks: [...new Set([...open.desks, ...event.desks])],
        phase: {
          ...phase,
          stage: event.stage,
          offeredTo: event.desks,
          reminded: false,
          due: event.due,
        },
      }));
    case "HandoffReminded":
      return inPerson(now, (phase, open) => ({ ...open, phase: { ...phase, reminded: true, due: event.due } }));
    case "HandoffClaimed":
      return inPerson(now, (phase, open) => ({ ...open, phase: { ...phase, claimedBy: event.by } }));
    case "HandoffReleased":
      return inPerson(now, (phase, open) => ({
        ...open,
        phase: { ...phase, claimedBy: null, reminded: false, due: event.due },
      }));
    case "HandoffClosed":
      return inCase(now, (open) => (event.result === "handed_back" ? { ...open, phase: { kind: "idle" } } : open));
    case "Undone":
      return inCase(now, (open) => {
        const last = open.checkpoints.at(-1);
        return last === undefined
          ? open
          : {
              ...open,
              ...last,
              slots: slotsBefore(open.slots, last.slots),
              narrowed: { ...last.narrowed, ...open.narrowed },
              checkpoints: open.checkpoints.slice(0, -1),
              turnStart: null,
              misunderstood: 0,
            };
      });
    case "Nudged":
      return inCase(now, (open) => ({ ...open, nudged: true }));
    case "CaseClosed":
      return { ...now, open: null, last: was.open, lastOutcome: event.outcome };
    case "CaseReopened":
      return was.last === null ? now : { ...now, open: { ...was.last, nudged: false }, last: null, lastOutcome: null };
    case "AgentReplied":
    case "AgentNoted":
    case "AgentRefused":
    case "FilesShared":
    case "ConsentGiven":
    case "FlowInterrupted":
    case "FlowResumed":
      return now;
  }
}

/** The option of this question that counted; null where none did. */
export function optionChosen({ chosen }: Conversation, question: string): string | null {
  for (let one = chosen; one !== null; one = one.before) if (one.question === question) return one.option;
  return null;
}

/** Bounds what a long conversation carries along. */
const undoDepth = 50;

const opened = (id: CaseId, knowledge: string, at: number): CaseState => ({
  id,
  knowledge,
  openedAt: at,
  problem: "",
  by: null,
  intent: null,
  confidence: 0,
  slots: {},
  narrowed: {},
  tried: {},
  steps: [],
  stack: [],
  waiting: [],
  phase: { kind: "idle" },
  desks: [],
  misunderstood: 0,
  nudged: false,
  checkpoints: [],
  turnStart: null,
});

const inCase = (now: Conversation, change: (open: CaseState) => CaseState): Conversation =>
  now.open === null ? now : { ...now, open: change(now.open) };

const inPerson = (now: Conversation, change: (phase: PersonPhase, open: CaseState) => CaseState): Conversation =>
  inCase(now, (open) => (open.phase.kind === "person" ? change(open.phase, open) : open));

/** Called for again, the case stays with whoever has it. */
function calledFor(
  { phase, turnStart }: CaseState,
  { queue, reason, at, due }: Pick<EventOf<"HandoffRequested">, "queue" | "reason" | "at" | "due">,
): PersonPhase {
  // Once the turn has moved on, what was asked before it is answered.
  const before = phase.kind === "asking" && turnStart !== null ? phase.question.about : null;
  const fresh = { since: at, claimedBy: null, offeredTo: [], stage: 0, reminded: false, due: null, before };
  const sooner = due === undefined ? {} : { due, reminded: false };
  return { ...(phase.kind === "person" ? phase : fresh), ...sooner, kind: "person", queue, reason };
}

/** Danger before anger, and both before the rest. */
export const priorityOf = (reason: string): Priority =>
  reason === "safety" ? "urgent" : reason === "angry" ? "high" : "normal";

/** Whatever was told in between, the next text not understood is the first in a row. */
const understood = (open: CaseState): CaseState => ({ ...open, misunderstood: 0 });

const turnBegun = (open: CaseState): CaseState => {
  const { intent, slots, narrowed, steps, stack, phase, waiting } = open;
  return { ...open, nudged: false, turnStart: { intent, slots, narrowed, steps, stack, phase, waiting } };
};

/** Keeps where the turn began, once; only a state in which something was asked is worth going back to. */
function checkpointed(open: CaseState): CaseState {
  if (open.turnStart === null || open.turnStart.phase.kind !== "asking") return open;
  return {
    ...open,
    checkpoints: [...open.checkpoints, open.turnStart].slice(-undoDepth),
    turnStart: null,
  };
}

function withProblem(open: CaseState, told: { intent: string; confidence: number; words: string }): CaseState {
  const waiting = open.waiting.filter(({ intent }) => intent !== told.intent);
  if (open.intent === null) return { ...open, intent: told.intent, confidence: told.confidence, waiting };
  if (open.intent === told.intent || open.waiting.some((other) => other.intent === told.intent)) return open;
  return { ...open, waiting: [...open.waiting, { intent: told.intent, words: told.words }] };
}

/** The problem under way so far is put aside, not forgotten. */
function chosen(open: CaseState, intent: string): CaseState {
  const others = open.waiting.filter((other) => other.intent !== intent);
  const aside = open.intent === null || open.intent === intent ? [] : [{ intent: open.intent, words: open.problem }];
  return { ...open, intent, waiting: [...others, ...aside] };
}

function dropped(open: CaseState, slot: string, drops: Drops): CaseState {
  // What no longer holds does not come back by "back" either.
  const forgotten = (checkpoint: Checkpoint): Checkpoint => ({
    ...checkpoint,
    slots: without(checkpoint.slots, drops.slots),
    narrowed: without(checkpoint.narrowed, drops.slots),
  });
  return {
    ...open,
    checkpoints: checkpointsBefore(open, drops.redo).map(forgotten),
    turnStart: drops.redo.length > 0 || open.turnStart === null ? null : forgotten(open.turnStart),
    slots: without(open.slots, drops.slots),
    narrowed: without(open.narrowed, [slot, ...drops.slots]),
    steps: open.steps.map((record) =>
      drops.steps.includes(`${record.flow}/${record.step}`) ? { ...record, counts: false } : record,
    ),
    stack: open.stack.map((frame) => withRedo(frame, drops.redo)),
  };
}

/** Answers are taken back; what the person said of their own accord stays true. */
function slotsBefore(now: CaseState["slots"], then: CaseState["slots"]): CaseState["slots"] {
  const told = Object.entries(now).filter(([, { how }]) => how !== "chosen" && how !== "answer");
  return { ...then, ...Object.fromEntries(told) };
}

/** After a correction "back" leads to before the first step that is done over, never into what no longer holds. */
function checkpointsBefore(open: CaseState, redo: readonly string[]): CaseState["checkpoints"] {
  const first = open.checkpoints.findIndex(({ phase }) => {
    const about = phase.kind === "asking" ? phase.question.about : null;
    return about?.kind === "step" && redo.includes(`${about.flow}/${about.step}`);
  });
  return first === -1 ? open.checkpoints : open.checkpoints.slice(0, first);
}

function withRedo(frame: Frame, over: readonly string[]): Frame {
  const prefix = `${frame.flow}/`;
  const redo = over.filter((step) => step.startsWith(prefix)).map((step) => step.slice(prefix.length));
  return redo.length === 0 ? frame : { ...frame, redo };
}

function entered(frame: Frame, step: string): Frame {
  const visits = { ...frame.visits, [step]: (frame.visits[step] ?? 0) + 1 };
  return frame.redo.includes(step)
    ? { ...frame, visits, redo: frame.redo.slice(frame.redo.indexOf(step) + 1) }
    : { ...frame, visits, at: step, redo: [] };
}

const topChanged = (stack: readonly Frame[], change: (top: Frame) => Frame): readonly Frame[] =>
  stack.map((frame, i) => (i === stack.length - 1 ? change(frame) : frame));

function without<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
