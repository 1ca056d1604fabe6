import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import type { Understand } from "../../src/dialog/ports.ts";
import { isLight } from "../../src/dialog/slots.ts";
import type { Understanding } from "../../src/dialog/understanding.ts";
import { realBrain } from "../support/real.ts";

/**
 * A message and what a person reads in it. Written by hand while the understanding was worked on: it guided that work, so
 * its figures flatter; it is never trained on.
 */
interface Labelled {
  readonly text: string;
  /** Problems in the order told, `a|b` where either is right; none: not ours, or a value and nothing more. */
  readonly intents: readonly string[];
  /** "?" where the words narrow it down only. */
  readonly slots?: Readonly<Record<string, string>>;
  /** Colour, rhythm and part, "-" for what is not said. */
  readonly light?: string;
  /** With the seconds, where told: "pairing_mode 3s". */
  readonly tried?: readonly string[];
}

const messages = readFileSync(resolve(import.meta.dirname, "dev.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Labelled);

let understand: Understand;
let knowledge: Knowledge;
let read: readonly { readonly message: Labelled; readonly found: Understanding }[];
beforeAll(async () => {
  ({ understand, knowledge } = await realBrain());
  read = messages.map((message) => ({ message, found: understand(message.text) }));
});

const accepts = (wanted: string | undefined, intent: string | undefined): boolean =>
  intent !== undefined && (wanted?.split("|").includes(intent) ?? false);

const slotsIn = ({ slots }: Understanding): string[] =>
  slots.filter(({ value, negated }) => !negated && !isLight(value)).map(({ slot, value }) => `${slot}=${value ?? "?"}`);
const lightsIn = ({ slots }: Understanding): string[] =>
  slots.flatMap(({ value }) =>
    isLight(value) ? [[value.colour, value.rhythm, value.part].map((word) => word ?? "-").join(" ")] : [],
  );
const triedIn = ({ tried }: Understanding): string[] =>
  tried.map(({ action, seconds }) => (seconds === null ? action : `${action} ${seconds}s`));

/** Harmonic mean of precision and recall over all messages. */
function f1(found: (one: Understanding) => readonly string[], wanted: (one: Labelled) => readonly string[]): number {
  let right = 0;
  let all = 0;
  for (const { message, found: one } of read) {
    const [got, due] = [found(one), wanted(message)];
    right += got.filter((value) => due.includes(value)).length;
    all += got.length + due.length;
  }
  return (2 * right) / all;
}

const share = (part: number, whole: number): number => part / whole;

/** Prints the figure, so that a change is seen before it falls below the floor. */
function atLeast(name: string, figure: number, floor: number): void {
  console.log(`${name}: ${figure.toFixed(3)} (floor ${floor})`);
  expect(figure, name).toBeGreaterThanOrEqual(floor);
}

describe("the development set", () => {
  it("holds messages that no example of the pack is", () => {
    expect(messages.length).toBeGreaterThanOrEqual(150);
    const trained = new Set(
      [...knowledge.intents.values()].flatMap(({ examples }) => examples).concat(knowledge.background),
    );
    expect(messages.filter(({ text }) => trained.has(text))).toEqual([]);
  });

  it("is about the right thing", () => {
    const ours = read.filter(({ message }) => message.intents.length > 0);
    const right = ours.filter(({ message, found }) =>
      found.outcome === "out_of_scope"
        ? false
        : message.intents.some((wanted) => accepts(wanted, found.intents[0]?.intent)),
    );
    atLeast("topic accuracy", share(right.length, ours.length), 0.8);
    const exact = ours.filter(
      ({ message, found }) =>
        found.problems.length === message.intents.length &&
        message.intents.every((wanted, i) => accepts(wanted, found.problems[i]?.intent)),
    );
    atLeast("all problems in order", share(exact.length, ours.length), 0.78);
  });

  it("leaves alone what is not ours", () => {
    const foreign = read.filter(({ message }) => message.intents.length === 0);
    const left = foreign.filter(({ found }) => found.outcome === "out_of_scope");
    atLeast("left alone", share(left.length, foreign.length), 0.9);
  });

  it("finds slots, lights and steps tried", () => {
    atLeast(
      "slot F1",
      f1(slotsIn, ({ slots }) => Object.entries(slots ?? {}).map((pair) => pair.join("="))),
      0.95,
    );
    atLeast(
      "light F1",
      f1(lightsIn, ({ light }) => (light === undefined ? [] : [light])),
      0.9,
    );
    atLeast(
      "tried F1",
      f1(triedIn, ({ tried }) => tried ?? []),
      0.95,
    );
  });

  it("is right where it is sure", () => {
    const sure = read.filter(
      ({ found }) => found.outcome !== "out_of_scope" && (found.intents[0]?.confidence ?? 0) >= 0.95,
    );
    const right = sure.filter(({ message, found }) =>
      message.intents.some((wanted) => accepts(wanted, found.intents[0]?.intent)),
    );
    atLeast(`right among the ${sure.length} at 95 % and above`, share(right.length, sure.length), 0.95);
  });
});
