import BayesClassifier from "natural/lib/natural/classifiers/bayes_classifier.js";
import porter from "natural/lib/natural/stemmers/porter_stemmer.js";
import { describe, expect, it } from "vitest";
import { scoresOf, trainWeights } from "../../src/understanding/classifier.ts";
import { FeatureIndex, trainingVector } from "../../src/understanding/features.ts";
import { bayesWeights, stem } from "../../src/understanding/natural.ts";
import { compileScorer } from "../../src/understanding/scorer.ts";
import { createCorrect } from "../../src/understanding/spelling.ts";
import { plain, wordsOf } from "../../src/understanding/words.ts";

const sentences: readonly (readonly [string, number])[] = [
  ["the light is on", 0],
  ["no light on the left one", 0],
  ["the light is off", 0],
  ["reset the buds", 1],
  ["how do i reset them", 1],
  ["a full reset", 1],
  ["no sound at all", 2],
  ["the sound is off", 2],
  ["i hear nothing", 2],
];

describe("natural's Bayes classifier read out as weights", () => {
  it("scores as natural itself does", () => {
    const ids = new Map<string, number>();
    const documents = sentences.map(([text]) => [...new Set(text.split(" "))]);
    for (const word of documents.flat()) if (!ids.has(word)) ids.set(word, ids.size);
    const natural = new BayesClassifier(porter, 0.1);
    for (const [i, words] of documents.entries()) natural.addDocument(words, String(sentences[i]?.[1]));
    natural.train();
    const { prior, unseen, seen } = bayesWeights(
      documents.map((words) => words.map((word) => ids.get(word) as number)),
      sentences.map(([, label]) => label),
      3,
      0.1,
    );

    for (const words of [...documents, ["light", "sound", "reset"], ["on"]])
      for (const { label, value } of natural.getClassifications(words)) {
        const k = Number(label);
        const ours = words.reduce(
          (sum, word) => sum + (seen[k]?.get(ids.get(word) as number) ?? (unseen[k] as number)),
          prior[k] as number,
        );
        expect(ours).toBeCloseTo(Math.log(value), 9);
      }
  });

  it("leaves nothing behind in the global scope", () => {
    expect("value" in globalThis).toBe(false);
  });
});

describe("the compiled scorer", () => {
  it("scores as the weights do, word by word", () => {
    const index = new FeatureIndex();
    const vectors = sentences.map(([text]) => trainingVector(text.split(" "), index));
    const weights = trainWeights(
      vectors,
      Int32Array.from(sentences, ([, label]) => label),
      3,
      index.size,
    );
    const score = compileScorer(index, weights);
    for (const [i, [text, label]] of sentences.entries()) {
      const expected = scoresOf(vectors[i] as (typeof vectors)[number], weights);
      const scores = score(text.split(" "));
      for (const [k, value] of expected.entries()) expect(scores[k]).toBeCloseTo(value, 4);
      expect(scores.indexOf(Math.max(...scores.subarray(0, 3)))).toBe(label);
    }
  });
});

describe("words", () => {
  it("keeps on, one and not apart", () => {
    expect(["on", "one", "no", "not", "off"].map(stem)).toEqual(["on", "one", "no", "not", "off"]);
  });

  it("keeps offsets through accents, typographic quotes and emoji", () => {
    const text = "Müller’s 🎧 don’t écoute — ok";
    expect(wordsOf(text).map(({ text: word, start, end }) => [word, text.slice(start, end)])).toEqual([
      ["mullers", "Müller’s"],
      ["dont", "don’t"],
      ["ecoute", "écoute"],
      ["ok", "ok"],
    ]);
  });

  it("cuts letters from digits and knows what separates words", () => {
    expect(wordsOf("buds4pro, v4.0. Ok\nbye").map(({ text, after }) => [text, after])).toEqual([
      ["buds", "sentence"],
      ["4", "space"],
      ["pro", "space"],
      ["v", "clause"],
      ["4", "space"],
      ["0", "space"],
      ["ok", "sentence"],
      ["bye", "sentence"],
    ]);
    expect(plain("  It's  OK!! ")).toBe("its ok");
  });
});

describe("spelling", () => {
  const correct = createCorrect(
    new Map([
      ["speaker", 9],
      ["battery", 3],
      ["batter", 1],
      ["light", 5],
      ["right", 5],
    ]),
  );

  it.each([
    ["speker", "speaker"],
    ["spekaer", "speaker"],
    ["speakerr", "speaker"],
    ["battary", "battery"],
    ["lighr", "light"],
    ["speaker", null],
    ["bat", null],
    ["xyzzyx", null],
    ["sp3aker", null],
  ])("corrects %j to %j", (word, expected) => {
    expect(correct(word)).toBe(expected);
  });
});
