import { scoresOf, trainWeights } from "./classifier.ts";
import type { FeatureVector } from "./features.ts";
import { logisticRegression } from "./logistic.ts";

/** What the ranker knows of a sentence besides its scores. */
export interface Reading {
  readonly scores: Float32Array;
  /** Score of the background. */
  readonly foreign: number;
  /** Share of its words that were seen in training, in [0, 1]. */
  readonly knownShare: number;
  readonly length: number;
}

export interface Calibration {
  /** Scores are divided by it before the softmax. */
  readonly temperature: number;
  /** How surely a sentence is ours at all: a log-odds. `shares`: the softmax of its scores. */
  accept(reading: Reading, shares: Float64Array): number;
  /** Accepting from here on rejects 5 % of our own sentences. */
  readonly threshold: number;
}

export interface Sample {
  readonly vector: FeatureVector;
  readonly words: readonly string[];
  /** Number of the intent; -1 for background. */
  readonly label: number;
}

const folds = 3;
/** So many held-out sentences tell enough; a large pack reaches them with one fold, a small one needs all. */
const enoughHeld = 600;
/** Rough weights tell the spread of scores well enough. */
const passes = 5;
const falseRejection = 0.05;

/** Learns what scores mean from sentences the scoring weights have not seen (cross-validation). */
export function calibrate(samples: readonly Sample[], classes: number, features: number): Calibration {
  const held = heldOutReadings(samples, classes, features);
  const ours = held.filter(({ label }) => label >= 0);
  const temperature = temperatureOf(ours, classes);

  const foreign = held.filter(({ label }) => label < 0).map(({ reading }) => reading);
  const right = ours.filter(({ reading, label }) => argmax(reading.scores) === label).map(({ reading }) => reading);
  if (right.length === 0 || foreign.length === 0 || classes < 2) return { temperature, accept: () => 1, threshold: 0 };

  const evidenceOf = (reading: Reading): number[] => evidence(reading, softmax(reading.scores, temperature));
  const logOdds = logisticRegression(right.map(evidenceOf), foreign.map(evidenceOf));
  const accepted = ours.map(({ reading }) => logOdds(evidenceOf(reading))).sort((x, y) => x - y);
  return {
    temperature,
    accept: (reading, shares) => logOdds(evidence(reading, shares)),
    threshold: accepted[Math.floor(accepted.length * falseRejection)] ?? 0,
  };
}

export function softmax(scores: Float32Array, temperature: number): Float64Array {
  const top = scores[argmax(scores)] as number;
  const shares = new Float64Array(scores.length);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    const power = Math.exp(((scores[k] as number) - top) / temperature);
    shares[k] = power;
    sum += power;
  }
  for (let k = 0; k < shares.length; k++) shares[k] = (shares[k] as number) / sum;
  return shares;
}

/** -log of the share the softmax gives to the label. */
function surprise(scores: Float32Array, label: number, temperature: number): number {
  const top = scores[argmax(scores)] as number;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += Math.exp(((scores[k] as number) - top) / temperature);
  return Math.log(sum) - ((scores[label] as number) - top) / temperature;
}

export function argmax(scores: Float32Array): number {
  let best = 0;
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k;
  return best;
}

/**
 * @param scores of the classes, then of the background
 * @param known number of words seen in training
 */
export const readingOf = (scores: Float32Array, known: number, length: number): Reading => ({
  scores: scores.subarray(0, -1),
  foreign: scores.at(-1) ?? 0,
  knownShare: length === 0 ? 0 : known / length,
  length,
});

interface HeldOut {
  readonly reading: Reading;
  readonly label: number;
}

function heldOutReadings(samples: readonly Sample[], classes: number, features: number): HeldOut[] {
  const held: HeldOut[] = [];
  for (let fold = 0; fold < folds && held.length < enoughHeld; fold++) {
    const kept = samples.filter((_, i) => i % folds !== fold);
    const labels = Int32Array.from(kept, ({ label }) => label);
    const weights = trainWeights(
      kept.map(({ vector }) => vector),
      labels,
      classes,
      features,
      passes,
    );
    const vocabulary = new Set(kept.flatMap(({ words }) => words));
    for (const [i, { vector, words, label }] of samples.entries()) {
      if (i % folds !== fold) continue;
      const known = words.filter((word) => vocabulary.has(word)).length;
      held.push({ reading: readingOf(scoresOf(vector, weights), known, words.length), label });
    }
  }
  return held;
}

/** Minimises the negative log-likelihood by ternary search over the logarithm; the curve has one valley. */
function temperatureOf(held: readonly HeldOut[], classes: number): number {
  if (held.length === 0 || classes < 2) return 1;
  const loss = (log: number): number =>
    held.reduce((sum, { reading, label }) => sum + surprise(reading.scores, label, Math.exp(log)), 0);
  let low = Math.log(0.02);
  let high = Math.log(2);
  for (let step = 0; step < 14; step++) {
    const left = low + (high - low) / 3;
    const right = high - (high - low) / 3;
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** Best, lead over background, margin, entropy, log-odds, share of known words, length. */
function evidence({ scores, foreign, knownShare, length }: Reading, shares: Float64Array): number[] {
  const best = argmax(scores);
  const top = scores[best] as number;
  let second = Number.NEGATIVE_INFINITY;
  let entropy = 0;
  for (let k = 0; k < scores.length; k++) {
    if (k !== best) second = Math.max(second, scores[k] as number);
    const share = shares[k] as number;
    if (share > 1e-9) entropy -= share * Math.log(share);
  }
  const share = Math.min(Math.max(shares[best] as number, 1e-6), 1 - 1e-6);
  return [top, top - foreign, top - second, entropy, Math.log(share / (1 - share)), knownShare, Math.log(1 + length)];
}
