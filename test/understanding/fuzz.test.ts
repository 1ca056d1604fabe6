import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import type { MessageQuestion } from "../../src/dialog/message.ts";
import type { Understand } from "../../src/dialog/ports.ts";
import { realBrain } from "../support/real.ts";

let understand: Understand;
let knowledge: Knowledge;
beforeAll(async () => {
  ({ understand, knowledge } = await realBrain());
});

const longest = 100_000;
/** Everything that must hold whatever the text is. */
function isSound(text: string, pending: MessageQuestion | null): void {
  const read = understand(text, pending);
  const { intents, slots, tried, problems, safety, option, outcome } = read;
  const within = ({ start, end, words }: { start: number; end: number; words: string }): void => {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(text.length);
    expect(text.slice(start, end)).toBe(words);
  };
  slots.forEach(within);
  tried.forEach(within);
  for (const { intent, confidence } of intents) {
    expect(knowledge.intents.has(intent)).toBe(true);
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
  }
  if (outcome === "out_of_scope") expect(problems).toEqual([]);
  if (safety !== null) expect(text).toContain(safety);
  if (option !== null) expect(pending?.options.map(({ id }) => id)).toContain(option);
  expect(understand(text, pending)).toEqual(read);
}

const options = [
  { id: "yes", label: "Yes, it works", words: ["works now"], light: null },
  { id: "no", label: "Still not", words: ["same"], light: null },
];
const questions = (): fc.Arbitrary<MessageQuestion | null> =>
  fc.constantFrom(
    null,
    { id: "q", about: { kind: "step" as const, flow: "f", step: "s" }, text: "?", options },
    ...[...knowledge.slots.keys()].map((slot) => ({
      id: "q",
      about: { kind: "slot" as const, slot, flow: "f", at: null },
      text: "?",
      options,
    })),
  );

/** Any UTF-16 units: lone surrogates, null bytes, marks that turn the direction of writing. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
  .map((codes) => String.fromCharCode(...codes));
const signs = fc.constantFrom(
  ..."\u0000 \u200b \u200d \u200e \u202e \u2066 \ufeff \ufe0f \ud800 \udfff \u0301 İ ß ﬁ 👍🏽 \t \r\n \n . … ? ! , ; : - -- > | / ' ’ \" ( ) [ # * 1 17.4 v 3s 100%".split(
    " ",
  ),
  " ",
  "\n",
);
/** Words that mean something to the pack, in whatever order and company. */
const telling = (): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...[...knowledge.catalogue.values()].flatMap((entries) => [...entries.values()].flatMap(({ aliases }) => aliases)),
    ...[...knowledge.actions.values()].flatMap(({ phrases }) => phrases),
    ...[...knowledge.controls.values()].flat(),
    ...[...knowledge.lights.rhythms.values()].flatMap(({ words }) => words),
    ...[...knowledge.lights.colours.values()].flatMap(({ words }) => words),
    ...knowledge.safety,
    ..."not,never,and,but,i,it,them,the,haven't,should,hi there,thanks,from:,Agent:,firmware is,also my,no wait,for 3 seconds".split(
      ",",
    ),
  );
const mixed = (): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(telling(), signs, fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 60 })
    .chain((parts) => fc.constantFrom("", " ").map((between) => parts.join(between)));

describe("whatever a person sends", () => {
  it("is read without a fault: any UTF-16 units", () => {
    fc.assert(fc.property(units, questions(), isSound), { numRuns: 150 });
  });

  it("is read without a fault: words of the pack among signs", () => {
    fc.assert(fc.property(mixed(), questions(), isSound), { numRuns: 300 });
  });

  it("is read without a fault: up to 100 kB of the same again and again", () => {
    const long = fc
      .oneof(mixed(), units, signs)
      .filter((text) => text !== "")
      .map((text) => text.repeat(Math.ceil(longest / text.length)).slice(0, longest));
    fc.assert(fc.property(long, questions(), isSound), { numRuns: 12 });
  });
});
