import fc from "fast-check";
import BayesClassifier from "natural/lib/natural/classifiers/bayes_classifier.js";
import porter from "natural/lib/natural/stemmers/porter_stemmer.js";
import { describe, expect, it } from "vitest";
import { scoresOf, tableOf, trainWeights } from "../../src/understanding/classifier.ts";
import { createVectors, FeatureIndex } from "../../src/understanding/features.ts";
import { bayesTable, logWeights, stem, tokenize, withoutDocuments } from "../../src/understanding/natural.ts";
import { compileScorer } from "../../src/understanding/scorer.ts";
import { createCorrect } from "../../src/understanding/spelling.ts";
import { plain, textsIn, wordsOf } from "../../src/understanding/words.ts";

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
    const labelled = documents.map((words, i) => ({
      ids: words.map((word) => ids.get(word) as number),
      label: sentences[i]?.[1] as number,
    }));
    const { prior, weights } = logWeights(bayesTable(labelled, 3, ids.size, 0.1));

    for (const words of [...documents, ["light", "sound", "reset"], ["on"]])
      for (const { label, value } of natural.getClassifications(words)) {
        const k = Number(label);
        const ours = words.reduce(
          (sum, word) => sum + (weights[k]?.[ids.get(word) as number] as number),
          prior[k] as number,
        );
        expect(ours).toBeCloseTo(Math.log(value), 9);
      }
  });

  it("is without some sentences what it would be had it never seen them", () => {
    const documents = [
      { ids: [0, 1, 2], label: 0 },
      { ids: [1, 3], label: 0 },
      { ids: [1, 2], label: 1 },
      { ids: [3], label: 1 },
    ];
    const [held, ...kept] = documents;
    const less = withoutDocuments(bayesTable(documents, 2, 4, 0.1), held === undefined ? [] : [held]);
    const never = bayesTable(kept, 2, 4, 0.1);
    for (const [k, weights] of logWeights(never).weights.entries())
      for (const [f, weight] of weights.entries()) expect(logWeights(less).weights[k]?.[f]).toBeCloseTo(weight, 9);
    expect([...logWeights(less).prior]).toEqual([...logWeights(never).prior]);
  });

  it("leaves nothing behind in the global scope", () => {
    expect("value" in globalThis).toBe(false);
  });
});

describe("the compiled scorer", () => {
  it("scores as the weights do, word by word", () => {
    const index = new FeatureIndex();
    const vectorOf = createVectors(index);
    const vectors = sentences.map(([text]) => vectorOf(text.split(" ")));
    const twice = vectorOf("the light is the light".split(" "));
    const samples = vectors.map((vector, i) => ({ vector, label: sentences[i]?.[1] as number }));
    const weights = trainWeights(samples, tableOf(samples, 3, index.size), 3, index.size);
    const { add, score } = compileScorer(index, weights);
    const numbers = new Map<string, number>();
    for (const word of sentences.flatMap(([text]) => text.split(" ")))
      if (!numbers.has(word)) numbers.set(word, add(word));
    const scoreOf = (text: string): Float64Array => {
      const words = text.split(" ").map((word) => numbers.get(word) as number);
      return score(Int32Array.from(words), words.length);
    };
    // The same word twice counts once; a pair of words counts for itself.
    const scoresTwice = scoreOf("the light is the light");
    for (const [k, value] of scoresOf(twice, weights).entries()) expect(scoresTwice[k]).toBeCloseTo(value, 4);
    for (const [i, [text, label]] of sentences.entries()) {
      const expected = scoresOf(vectors[i] as (typeof vectors)[number], weights);
      const scores = scoreOf(text);
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

  it("are cut alike whatever stands around them, met before or not", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.stringMatching(/^[ab3'\-/.,İé ]{0,12}$/),
      fc.constantFrom("buds4pro", "don't", "wi-fi", "x".repeat(60)),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join(" ");
        // natural's tokenizer, on the text as a whole.
        const folded = Array.from({ length: text.length }, (_, i) => {
          const unit = text.charAt(i);
          const base = /[’‘´`]/.test(unit) ? "'" : unit.normalize("NFKD").charAt(0).toLowerCase();
          return base.length === 1 ? base : unit;
        }).join("");
        const expected = tokenize(folded).flatMap((token) => token.replaceAll("'", "").match(/[a-z]+|\d+/g) ?? []);
        expect(textsIn(text)).toEqual(expected.map((word) => word.slice(0, 48)));
        expect(wordsOf(text).map((word) => word.text)).toEqual(textsIn(text));
        for (const { text: word, start, end } of wordsOf(text)) expect(textsIn(text.slice(start, end))).toEqual([word]);
      }),
    );
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
      ["ipad", 2],
      ["hold", 4],
    ]),
  );

  it.each([
    ["speker", "speaker"],
    ["spekaer", "speaker"],
    ["speakerr", "speaker"],
    ["battary", "battery"],
    ["lighr", "light"],
    ["speaker", null],
    ["ligt", "light"],
    ["ipd", "ipad"],
    ["bat", null],
    ["btatrey", "battery"],
    ["speakres", "speaker"],
    ["sreakwr", "speaker"],
    ["kpeakwr", null],
    ["repeaker", null],
    ["lihgr", null],
    ["xyzzyx", null],
    ["sp3aker", null],
    ["holdd", "hold"],
    ["bold", null],
    ["fight", null],
  ])("corrects %j to %j", (word, expected) => {
    expect(correct(word)).toBe(expected);
  });
});
