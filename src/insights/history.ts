import { type CaseState, type Conversation, evolve, nothingYet, type StepRecord } from "../dialog/conversation.ts";
import type { CaseOutcome, DialogEvent, EventOf, StepRef } from "../dialog/events.ts";

/** How one case went. Times: milliseconds since the epoch, UTC. */
export interface CaseHistory {
  readonly case: string;
  /** Short name of the adapter. */
  readonly channel: string;
  readonly openedAt: number;
  readonly endedAt: number | null;
  readonly intent: string | null;
  /** The tree it went through last, not one that was called from it; null: none. */
  readonly flow: string | null;
  /** Null: it is under way. */
  readonly outcome: CaseOutcome | null;
  /** The steps the user was asked about, each once. */
  readonly asked: readonly StepRef[];
  /** What became of them, in order; what was taken back or corrected is not here. */
  readonly steps: readonly StepRecord[];
  /** What the bot waits for, or waited for when the case ended; null where nothing was asked. */
  readonly waitedAt: Place | null;
  readonly calls: readonly Call[];
  readonly misunderstood: readonly Misunderstood[];
}

/** Where in the trees a question stands. */
export interface Place {
  readonly flow: string | null;
  /** Id of the step; `slot:<id>` for a fact that is asked for; else what kind of question it is. */
  readonly at: string;
}

/** A person was called, until the case was handed back or ended. */
export interface Call {
  readonly at: number;
  /** The last, where they were called again for a more urgent one. */
  readonly reason: string;
  readonly queue: string;
  /** The step whose outcome came before it. */
  readonly after: StepRef | null;
  readonly claimedAt: number | null;
  readonly repliedAt: number | null;
  /** Null where it is under way, and where it was handed back. */
  readonly doneAt: number | null;
  /** Null where nobody closed it. */
  readonly closed: Pick<EventOf<"HandoffClosed">, "result" | "cause" | "solved" | "step"> | null;
}

export interface Misunderstood {
  readonly text: string;
  /** The question it was said to. */
  readonly at: Place | null;
  /** What it came nearest to. */
  readonly nearest: { readonly intent: string; readonly confidence: number } | null;
}

type Kept = { -readonly [Key in keyof CaseHistory]: CaseHistory[Key] };

/** The cases of one conversation, in the order they were opened. Pure. */
export function historiesOf(events: readonly DialogEvent[], channel: string): readonly CaseHistory[] {
  const kept = new Map<string, Kept>();
  let state = nothingYet;
  let said: EventOf<"UserUttered"> | null = null;
  for (const event of events) {
    const before = state;
    state = evolve(state, event);
    if (event.type === "UserUttered") said = event;
    const open = state.open ?? before.open;
    if (open === null) continue;
    const history = kept.get(open.id) ?? begun(open, channel);
    kept.set(open.id, history);
    note(history, event, before, said);
    stand(history, open);
  }
  return [...kept.values()];
}

const begun = ({ id, openedAt }: CaseState, channel: string): Kept => ({
  case: id,
  channel,
  openedAt,
  endedAt: null,
  intent: null,
  flow: null,
  outcome: null,
  asked: [],
  steps: [],
  waitedAt: null,
  calls: [],
  misunderstood: [],
});

/** What a case says of itself at any time. */
function stand(history: Kept, { intent, stack, steps, phase }: CaseState): void {
  history.intent = intent ?? history.intent;
  history.flow = stack[0]?.flow ?? history.flow;
  history.steps = steps.filter(({ counts }) => counts);
  history.waitedAt = phase.kind === "asking" ? placeOf(phase.question.about) : null;
}

function note(history: Kept, event: DialogEvent, before: Conversation, said: EventOf<"UserUttered"> | null): void {
  switch (event.type) {
    case "BotReplied": {
      const about = event.message.question?.about;
      if (about?.kind !== "step") return;
      const { flow, step } = about;
      if (!history.asked.some((one) => one.flow === flow && one.step === step))
        history.asked = [...history.asked, { flow, step }];
      return;
    }
    case "NotUnderstood": {
      const phase = before.open?.phase;
      const at = phase?.kind === "asking" ? placeOf(phase.question.about) : null;
      const intent = said?.text === event.text ? said.intent : null;
      const nearest = intent === null || said === null ? null : { intent, confidence: said.confidence };
      history.misunderstood = [...history.misunderstood, { text: event.text, at, nearest }];
      return;
    }
    case "HandoffRequested": {
      const { reason, queue, at } = event;
      if (before.open?.phase.kind === "person") return changeCall(history, { reason, queue });
      const fresh = { claimedAt: null, repliedAt: null, doneAt: null, closed: null };
      history.calls = [...history.calls, { at, reason, queue, after: lastOf(before.open), ...fresh }];
      return;
    }
    case "HandoffClaimed":
      return changeCall(history, { claimedAt: history.calls.at(-1)?.claimedAt ?? event.at });
    case "FilesShared":
      if (event.side === "user") return;
      return changeCall(history, { repliedAt: history.calls.at(-1)?.repliedAt ?? event.at });
    case "AgentReplied":
      return changeCall(history, { repliedAt: history.calls.at(-1)?.repliedAt ?? event.at });
    case "HandoffClosed": {
      const { result, cause, solved, step, at } = event;
      const doneAt = result === "closed" ? at : null;
      return changeCall(history, { doneAt, closed: { result, cause, solved, step } });
    }
    case "CaseClosed": {
      history.outcome = event.outcome;
      history.endedAt = event.at;
      // The user needs no person any more.
      if (before.open?.phase.kind === "person" && history.calls.at(-1)?.doneAt === null)
        changeCall(history, { doneAt: event.at });
      return;
    }
    case "CaseReopened":
      history.outcome = null;
      history.endedAt = null;
      return;
    default:
      return;
  }
}

function changeCall(history: Kept, change: Partial<Call>): void {
  history.calls = history.calls.map((call, i) => (i === history.calls.length - 1 ? { ...call, ...change } : call));
}

/** Passed over or only said, a step has decided nothing. */
export const deciding = ({ outcome }: StepRecord): boolean => outcome !== "said" && outcome !== "skipped_tried";

function lastOf(open: CaseState | null): StepRef | null {
  const last = open?.steps.findLast((record) => record.counts && deciding(record));
  return last === undefined ? null : { flow: last.flow, step: last.step };
}

type About = Extract<CaseState["phase"], { kind: "asking" }>["question"]["about"];

function placeOf(about: About): Place {
  switch (about.kind) {
    case "step":
      return { flow: about.flow, at: about.step };
    case "slot":
      return { flow: about.flow, at: `slot:${about.slot}` };
    case "offer":
      return { flow: about.flow, at: "offer" };
    case "start":
    case "intent":
    case "order":
    case "next_problem":
    case "switch":
    case "solved":
    case "person":
      return { flow: null, at: about.kind };
  }
}
