import type { Understand } from "../dialog/ports.ts";
import { isLight } from "../dialog/slots.ts";
import type { Understanding } from "../dialog/understanding.ts";
import type { Labelled } from "./labelled.ts";

/** What was found where something else was to be found. */
export interface Figures {
  readonly messages: number;
  /** Of the messages with a problem: the best intent is one of them, and accepted. Shares in [0, 1]. */
  readonly accuracy: Share;
  /** All problems, in the order told. */
  readonly allProblems: Share;
  /** Of the messages with none: left alone. */
  readonly leftAlone: Share;
  /** Of the messages with a problem: turned away. */
  readonly turnedAway: Share;
  readonly intents: readonly OfIntent[];
  /** Most frequent first. */
  readonly confusions: readonly Confusion[];
  readonly slots: Match;
  readonly lights: Match;
  readonly tried: Match;
  readonly calibration: Calibration;
  /** The surest mistakes first. */
  readonly worst: readonly Mistake[];
}

export interface Share {
  readonly part: number;
  readonly whole: number;
}

export interface Match {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface OfIntent extends Match {
  readonly intent: string;
  readonly messages: number;
}

export interface Confusion {
  readonly intent: string;
  readonly takenFor: string;
  readonly count: number;
}

export interface Bin {
  /** Confidences from here up to the next bin. */
  readonly from: number;
  readonly messages: number;
  /** Means over the messages of the bin. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Calibration {
  readonly bins: readonly Bin[];
  /** Mean distance between confidence and accuracy, weighted by messages. */
  readonly error: number;
}

export interface Mistake {
  readonly text: string;
  readonly line: number;
  /** What is wrong, in words. */
  readonly wrong: readonly string[];
  readonly confidence: number;
}

/** What is none of the pack's business, as an intent beside the others. */
export const noIntent = "(none)";
const bins = 10;

interface Read {
  readonly message: Labelled;
  readonly found: Understanding;
  readonly wanted: string;
  readonly taken: string;
  readonly confidence: number;
}

export function figuresOf(messages: readonly Labelled[], understand: Understand): Figures {
  const read = messages.map((message) => readOf(message, understand(message.text)));
  const ours = read.filter(({ message }) => message.intents.length > 0);
  const foreign = read.filter(({ message }) => message.intents.length === 0);
  const share = (some: readonly Read[], test: (one: Read) => boolean): Share => ({
    part: some.filter(test).length,
    whole: some.length,
  });
  const looked = read.filter(({ message }) => message.slots !== undefined || message.intents.length > 0);
  return {
    messages: read.length,
    accuracy: share(ours, isRight),
    allProblems: share(ours, hasAllProblems),
    leftAlone: share(foreign, ({ taken }) => taken === noIntent),
    turnedAway: share(ours, ({ taken }) => taken === noIntent),
    intents: intentsOf(read),
    confusions: confusionsOf(read),
    slots: matchOf(looked, slotsFound, slotsDue),
    lights: matchOf(looked, lightsFound, lightsDue),
    tried: matchOf(looked, triedFound, triedDue),
    calibration: calibrationOf(read.filter(({ taken }) => taken !== noIntent)),
    worst: read
      .map(mistakeOf)
      .filter(({ wrong }) => wrong.length > 0)
      .sort((a, b) => b.confidence - a.confidence),
  };
}

const isOneOf = (wanted: string, intent: string | undefined): boolean =>
  intent !== undefined && wanted.split("|").includes(intent);

function readOf(message: Labelled, found: Understanding): Read {
  const best = found.intents[0];
  const accepted = found.outcome !== "out_of_scope" && best !== undefined;
  const taken = accepted ? best.intent : noIntent;
  const wanted = message.intents.some((one) => isOneOf(one, taken))
    ? taken
    : (message.intents[0]?.split("|")[0] ?? noIntent);
  return { message, found, wanted, taken, confidence: best?.confidence ?? 0 };
}

const isRight = ({ wanted, taken }: Read): boolean => wanted === taken;
const hasAllProblems = ({ message, found }: Read): boolean =>
  found.problems.length === message.intents.length &&
  message.intents.every((wanted, i) => isOneOf(wanted, found.problems[i]?.intent));

const slotsFound = ({ found }: Read): string[] =>
  found.slots
    .filter(({ value, negated }) => !negated && !isLight(value))
    .map(({ slot, value }) => `${slot}=${value ?? "?"}`);
const slotsDue = ({ message }: Read): string[] => Object.entries(message.slots ?? {}).map((pair) => pair.join("="));
const lightsFound = ({ found }: Read): string[] =>
  found.slots.flatMap(({ value }) =>
    isLight(value) ? [[value.colour, value.rhythm, value.part].map((word) => word ?? "-").join(" ")] : [],
  );
const lightsDue = ({ message: { light } }: Read): string[] => (light === null ? [] : [light]);
const triedFound = ({ found }: Read): string[] =>
  found.tried.map(({ action, seconds }) => (seconds === null ? action : `${action} ${seconds}s`));
const triedDue = ({ message }: Read): readonly string[] => message.tried;

type Values = (one: Read) => readonly string[];

function matchOf(read: readonly Read[], found: Values, due: Values): Match {
  let right = 0;
  let given = 0;
  let wanted = 0;
  for (const one of read) {
    const values = due(one);
    right += found(one).filter((value) => values.includes(value)).length;
    given += found(one).length;
    wanted += values.length;
  }
  return matching(right, given, wanted);
}

/** Where nothing was found and nothing was to be found, all is right. */
const matching = (right: number, given: number, wanted: number): Match => ({
  precision: given === 0 ? 1 : right / given,
  recall: wanted === 0 ? 1 : right / wanted,
  f1: given + wanted === 0 ? 1 : (2 * right) / (given + wanted),
});

function intentsOf(read: readonly Read[]): readonly OfIntent[] {
  const names = [...new Set(read.flatMap(({ wanted, taken }) => [wanted, taken]))].sort();
  return names.map((intent) => {
    const wanted = read.filter((one) => one.wanted === intent);
    const given = read.filter(({ taken }) => taken === intent);
    const right = wanted.filter(isRight).length;
    return { intent, messages: wanted.length, ...matching(right, given.length, wanted.length) };
  });
}

function confusionsOf(read: readonly Read[]): readonly Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const { wanted: intent, taken: takenFor } of read) {
    if (intent === takenFor) continue;
    const key = `${intent} ${takenFor}`;
    counts.set(key, { intent, takenFor, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

function calibrationOf(read: readonly Read[]): Calibration {
  const filled = Array.from({ length: bins }, (_, n): Bin => {
    const inBin = read.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === n);
    const mean = (value: (one: Read) => number): number =>
      inBin.reduce((sum, one) => sum + value(one), 0) / Math.max(inBin.length, 1);
    return {
      from: n / bins,
      messages: inBin.length,
      confidence: mean(({ confidence }) => confidence),
      accuracy: mean((one) => (isRight(one) ? 1 : 0)),
    };
  });
  const off = filled.reduce(
    (sum, { messages, confidence, accuracy }) => sum + messages * Math.abs(confidence - accuracy),
    0,
  );
  return { bins: filled, error: off / Math.max(read.length, 1) };
}

function mistakeOf(one: Read): Mistake {
  const { message, wanted, taken, confidence } = one;
  const wrong: string[] = [];
  if (!isRight(one)) wrong.push(`${taken} instead of ${wanted}`);
  else if (message.intents.length > 0 && !hasAllProblems(one))
    wrong.push(
      `problems ${listed(one.found.problems.map(({ intent }) => intent))} instead of ${listed(message.intents)}`,
    );
  for (const [name, found, due] of [
    ["slots", slotsFound, slotsDue],
    ["light", lightsFound, lightsDue],
    ["tried", triedFound, triedDue],
  ] as const) {
    const more = found(one).filter((value) => !due(one).includes(value));
    const less = due(one).filter((value) => !found(one).includes(value));
    if (more.length + less.length > 0) wrong.push(`${name} ${listed(more)} instead of ${listed(less)}`);
  }
  return { text: message.text, line: message.line, wrong, confidence };
}

const listed = (values: readonly string[]): string => (values.length === 0 ? "nothing" : values.join(", "));
