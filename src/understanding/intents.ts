import type { RankedIntent } from "../dialog/understanding.ts";
import { argmax, type Calibration, calibrate, readingOf, type Sample, softmax } from "./calibration.ts";
import { compileScorer, trainWeights } from "./classifier.ts";
import { FeatureIndex, isMask, trainingVector } from "./features.ts";
import { stem } from "./natural.ts";
import { createCorrect } from "./spelling.ts";

export interface Ranking {
  /** Best first. */
  readonly intents: readonly RankedIntent[];
  readonly outcome: "confident" | "unsure" | "out_of_scope";
  /** Above 0: ours; below: not. A log-odds less the threshold. */
  readonly acceptance: number;
}

/** Words of a sentence, names masked, in order. */
export type RankIntents = (words: readonly string[]) => Ranking;

export interface TrainingSet {
  readonly intents: readonly { readonly id: string; readonly sentences: readonly (readonly string[])[] }[];
  readonly background: readonly (readonly string[])[];
}

/** Confident from this share on, and only with this lead over the second. */
const confidentShare = 0.45;
const confidentLead = 0.15;
/** A corrected word is weaker evidence that the sentence is ours than a word as written. */
const correctedCounts = 0.7;
const kept = 6;

export function trainIntents({ intents, background }: TrainingSet): RankIntents {
  const index = new FeatureIndex();
  const sampleOf = (words: readonly string[], label: number): Sample => ({
    vector: trainingVector(words, index),
    words: words.map(stemOrMask),
    label,
  });
  const samples = [
    ...intents.flatMap(({ sentences }, label) => sentences.map((words) => sampleOf(words, label))),
    ...background.map((words) => sampleOf(words, -1)),
  ];
  if (intents.length === 0) return () => ({ intents: [], outcome: "out_of_scope", acceptance: -1 });

  const weights = trainWeights(
    samples.map(({ vector }) => vector),
    Int32Array.from(samples, ({ label }) => label),
    intents.length,
    index.size,
  );
  const score = compileScorer(index, weights);
  const calibration = calibrate(samples, intents.length, index.size);
  const trained = new Map<string, number>();
  for (const words of [...intents.flatMap(({ sentences }) => sentences), ...background])
    for (const word of words) trained.set(word, (trained.get(word) ?? 0) + 1);
  const stems = new Set(samples.flatMap(({ words }) => words));
  const correct = createCorrect(trained);

  return (words) => {
    const corrections = new Map<string, string>();
    for (const word of words) {
      if (isMask(word) || stems.has(stem(word))) continue;
      const corrected = correct(word);
      if (corrected !== null) corrections.set(word, corrected);
    }
    const used = words.map((word) => corrections.get(word) ?? word);
    const seen = (word: string): number =>
      corrections.has(word) ? correctedCounts : stems.has(stemOrMask(word)) ? 1 : 0;
    return rankingOf(
      intents.map(({ id }) => id),
      readingOf(score(used), words, seen),
      calibration,
    );
  };
}

const stemOrMask = (word: string): string => (isMask(word) ? word : stem(word));

function rankingOf(ids: readonly string[], reading: ReturnType<typeof readingOf>, calibration: Calibration): Ranking {
  const shares = softmax(reading.scores, calibration.temperature);
  const ranked = ids
    .map((intent, k) => ({ intent, confidence: shares[k] as number }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, kept);
  const acceptance = calibration.accept(reading) - calibration.threshold;
  const best = shares[argmax(shares)] as number;
  const lead = best - (ranked[1]?.confidence ?? 0);
  const outcome =
    acceptance < 0 || reading.knownShare === 0
      ? "out_of_scope"
      : best >= confidentShare && lead >= confidentLead
        ? "confident"
        : "unsure";
  return { intents: ranked, outcome, acceptance };
}
