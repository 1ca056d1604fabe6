import type { CaseOutcome, StepRef } from "../dialog/events.ts";
import { type Call, type CaseHistory, deciding, type Place } from "./history.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** What many cases say together. Lists begin with what is most frequent. */
export interface Insights {
  readonly total: Tally;
  readonly outcomes: readonly ({ readonly outcome: CaseOutcome | "open" } & Count)[];
  readonly channels: readonly ({ readonly channel: string } & Tally)[];
  /** By the tree a case went through last; null: none. */
  readonly flows: readonly ({ readonly flow: string | null } & Tally)[];
  readonly steps: readonly StepInsight[];
  /** Where the bot waited for users who did not come back. */
  readonly dropOff: readonly (Place & Count)[];
  /** Why persons were called. */
  readonly reasons: readonly ({ readonly reason: string; readonly queue: string } & Count)[];
  /** What it was in truth, in the words of whoever closed it. */
  readonly causes: readonly ({ readonly cause: string; readonly solved: number } & Count)[];
  /** The steps that persons say would have solved it. */
  readonly wouldHaveSolved: readonly (StepRef & Count)[];
  readonly times: {
    /** From the call until somebody has taken the case. */
    readonly claim: Spread;
    /** From the call until a person's first words to the user. */
    readonly reply: Spread;
    /** From the call until the case ended; without what was handed back. */
    readonly resolution: Spread;
  };
  readonly notUnderstood: readonly NotUnderstoodInsight[];
}

export interface Count {
  readonly count: number;
}

export interface Tally {
  readonly cases: number;
  /** Of them under way. */
  readonly open: number;
  /** Solved or answered, by the bot or by a person. */
  readonly resolved: number;
  /** Solved with no person called. */
  readonly alone: number;
  /** A person was called. */
  readonly called: number;
  /** Put to rest because the user said no more. */
  readonly silent: number;
  /** `resolved` of those that have ended, in [0, 1]; null where none has. */
  readonly rate: number | null;
}

/** In how many cases. A step that came twice counts as it went the last time. */
export interface StepInsight extends StepRef {
  readonly asked: number;
  readonly worked: number;
  readonly didNotHelp: number;
  readonly couldNot: number;
  readonly notSure: number;
  /** Answered, agreed to or refused: it decided the way. */
  readonly answered: number;
  readonly skipped: number;
  /** It was the last before the case was solved without a person. */
  readonly ended: number;
  /** It was the last before a person was called. */
  readonly called: number;
  /** The user said no more. */
  readonly silent: number;
}

export interface NotUnderstoodInsight extends Count {
  /** As first written, without what a person can be found by. */
  readonly text: string;
  readonly at: Place | null;
  readonly nearest: string | null;
}

/** @param redact takes from a text what a person can be found by */
export function insightsOf(all: readonly CaseHistory[], redact: (text: string) => string): Insights {
  const calls = all.flatMap(({ calls }) => calls);
  return {
    total: tallyOf(all),
    outcomes: counted(all.map(({ outcome }) => ({ outcome: outcome ?? ("open" as const) }))),
    channels: grouped(all, ({ channel }) => channel).map(([{ channel }, own]) => ({ channel, ...tallyOf(own) })),
    flows: grouped(all, ({ flow }) => flow ?? "").map(([{ flow }, own]) => ({ flow, ...tallyOf(own) })),
    steps: stepsOf(all),
    dropOff: counted(all.flatMap(({ outcome, waitedAt }) => (outcome === "silent" && waitedAt ? [waitedAt] : []))),
    reasons: counted(calls.map(({ reason, queue }) => ({ reason, queue }))),
    causes: causesOf(calls, redact),
    wouldHaveSolved: counted(
      calls.flatMap(({ closed }) => (closed?.result === "closed" && closed.step !== null ? [closed.step] : [])),
    ),
    times: {
      claim: spreadOf(timesOf(calls, ({ claimedAt }) => claimedAt)),
      reply: spreadOf(timesOf(calls, ({ repliedAt }) => repliedAt)),
      resolution: spreadOf(timesOf(calls, ({ doneAt }) => doneAt)),
    },
    notUnderstood: notUnderstoodOf(all, redact),
  };
}

const timesOf = (calls: readonly Call[], end: (call: Call) => number | null): readonly number[] =>
  calls.flatMap((call) => {
    const at = end(call);
    return at === null ? [] : [at - call.at];
  });

const isResolved = ({ outcome }: CaseHistory): boolean => outcome === "resolved" || outcome === "answered";
const isAlone = (one: CaseHistory): boolean => isResolved(one) && one.calls.length === 0;

function tallyOf(all: readonly CaseHistory[]): Tally {
  const open = all.filter(({ outcome }) => outcome === null).length;
  const resolved = all.filter(isResolved).length;
  const ended = all.length - open;
  return {
    cases: all.length,
    open,
    resolved,
    alone: all.filter(isAlone).length,
    called: all.filter(({ calls }) => calls.length > 0).length,
    silent: all.filter(({ outcome }) => outcome === "silent").length,
    rate: ended === 0 ? null : resolved / ended,
  };
}

function stepsOf(all: readonly CaseHistory[]): readonly StepInsight[] {
  const parts = all.flatMap((one): readonly StepInsight[] => {
    const { asked, steps, calls, outcome, waitedAt } = one;
    const ended = isAlone(one) ? steps.findLast(deciding) : undefined;
    return uniqueSteps([...asked, ...steps]).map(({ flow, step }) => {
      const isIt = (other: StepRef | null | undefined): number => (other?.flow === flow && other.step === step ? 1 : 0);
      const last = steps.findLast((record) => isIt(record) === 1)?.outcome;
      const is = (...outcomes: readonly (typeof last)[]): number => (outcomes.includes(last) ? 1 : 0);
      return {
        flow,
        step,
        asked: asked.some((other) => isIt(other) === 1) ? 1 : 0,
        worked: is("worked"),
        didNotHelp: is("did_not_help"),
        couldNot: is("could_not"),
        notSure: is("not_sure"),
        answered: is("answered", "consented", "refused"),
        skipped: is("skipped_tried"),
        ended: isIt(ended),
        called: calls.some(({ after }) => isIt(after) === 1) ? 1 : 0,
        silent: outcome === "silent" && waitedAt?.flow === flow && waitedAt.at === step ? 1 : 0,
      };
    });
  });
  return grouped(parts, stepName)
    .map(([first, own]) => own.slice(1).reduce(added, first))
    .sort((a, b) => b.asked - a.asked || (stepName(a) < stepName(b) ? -1 : 1));
}

const stepName = ({ flow, step }: StepRef): string => `${flow}/${step}`;

const uniqueSteps = (all: readonly StepRef[]): readonly StepRef[] => grouped(all, stepName).map(([first]) => first);

const added = (a: StepInsight, b: StepInsight): StepInsight => ({
  flow: a.flow,
  step: a.step,
  asked: a.asked + b.asked,
  worked: a.worked + b.worked,
  didNotHelp: a.didNotHelp + b.didNotHelp,
  couldNot: a.couldNot + b.couldNot,
  notSure: a.notSure + b.notSure,
  answered: a.answered + b.answered,
  skipped: a.skipped + b.skipped,
  ended: a.ended + b.ended,
  called: a.called + b.called,
  silent: a.silent + b.silent,
});

function causesOf(calls: readonly Call[], redact: (text: string) => string): Insights["causes"] {
  const closed = calls.flatMap(({ closed: one }) =>
    one?.result === "closed" && one.cause !== null ? [{ cause: redact(one.cause), solved: one.solved === true }] : [],
  );
  return grouped(closed, ({ cause }) => gistOf(cause)).map(([{ cause }, own]) => ({
    cause,
    count: own.length,
    solved: own.filter(({ solved }) => solved).length,
  }));
}

function notUnderstoodOf(all: readonly CaseHistory[], redact: (text: string) => string): Insights["notUnderstood"] {
  const texts = all
    .flatMap(({ misunderstood }) => misunderstood)
    .map(({ text, at, nearest }) => ({ text: redact(text), at, nearest: nearest?.intent ?? null }))
    .filter(({ text }) => gistOf(text) !== "");
  return grouped(texts, ({ text }) => gistOf(text)).map(([first, own]) => ({ ...first, count: own.length }));
}

/** Texts that differ in case, spaces and punctuation at their end are one. */
const gistOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/[\s.!?…]+$/, "")
    .trim();

/** The largest group first, the others in the order of their keys; each with its first. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [first: T, own: readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups]
    .sort(([a, { length: as }], [b, { length: bs }]) => bs - as || (a < b ? -1 : 1))
    .flatMap(([, own]) => (own[0] === undefined ? [] : [[own[0], own] as const]));
}

const counted = <T extends object>(all: readonly T[]): readonly (T & Count)[] =>
  grouped(all, (one) => JSON.stringify(one)).map(([first, { length: count }]) => ({ ...first, count }));
