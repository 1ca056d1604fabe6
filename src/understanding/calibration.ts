import { scoresOf, trainWeights } from "./classifier.ts";
import type { FeatureVector } from "./features.ts";

/** What the ranker knows of a sentence besides its scores. */
export interface Reading {
  readonly scores: Float64Array;
  /** Score of the background. */
  readonly foreign: number;
  /** Share of its words that were seen in training, in [0, 1]. */
  readonly knownShare: number;
  readonly length: number;
}

export interface Calibration {
  /** Scores are divided by it before the softmax. */
  readonly temperature: number;
  /** How surely a sentence is ours at all: a log-odds. */
  accept(reading: Reading): number;
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

  const accept = logisticRegression(
    right.map((reading) => evidence(reading, temperature)),
    foreign.map((reading) => evidence(reading, temperature)),
  );
  const acceptReading = (reading: Reading): number => accept(evidence(reading, temperature));
  const accepted = ours.map(({ reading }) => acceptReading(reading)).sort((a, b) => a - b);
  return { temperature, accept: acceptReading, threshold: accepted[Math.floor(accepted.length * falseRejection)] ?? 0 };
}

export function softmax(scores: Float64Array, temperature: number): Float64Array {
  const top = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp((score - top) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** -log of the share the softmax gives to the label. */
function surprise(scores: Float64Array, label: number, temperature: number): number {
  const top = scores[argmax(scores)] as number;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += Math.exp(((scores[k] as number) - top) / temperature);
  return Math.log(sum) - ((scores[label] as number) - top) / temperature;
}

export function argmax(scores: Float64Array): number {
  let best = 0;
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k;
  return best;
}

/**
 * @param scores of the classes, then of the background
 * @param seen tells how far a word is known from training, in [0, 1]
 */
export function readingOf(scores: Float64Array, words: readonly string[], seen: (word: string) => number): Reading {
  const known = words.reduce((sum, word) => sum + seen(word), 0);
  return {
    scores: scores.subarray(0, -1),
    foreign: scores.at(-1) ?? 0,
    knownShare: words.length === 0 ? 0 : known / words.length,
    length: words.length,
  };
}

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
    const seen = (word: string): number => (vocabulary.has(word) ? 1 : 0);
    for (const [i, { vector, words, label }] of samples.entries())
      if (i % folds === fold) held.push({ reading: readingOf(scoresOf(vector, weights), words, seen), label });
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
function evidence({ scores, foreign, knownShare, length }: Reading, temperature: number): number[] {
  const best = argmax(scores);
  const top = scores[best] as number;
  const second = scores.reduce((max, score, k) => (k !== best && score > max ? score : max), Number.NEGATIVE_INFINITY);
  const shares = softmax(scores, temperature);
  const share = Math.min(Math.max(shares[best] as number, 1e-6), 1 - 1e-6);
  const entropy = shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
  return [top, top - foreign, top - second, entropy, Math.log(share / (1 - share)), knownShare, Math.log(1 + length)];
}

/** Newton's method on standardised features, both sides weighing the same; returns the log-odds of `yes`. */
function logisticRegression(
  yes: readonly number[][],
  no: readonly number[][],
): (features: readonly number[]) => number {
  const all = [...yes, ...no];
  const width = all[0]?.length ?? 0;
  const means = range(width).map((d) => all.reduce((sum, x) => sum + (x[d] as number), 0) / all.length);
  const spreads = range(width).map(
    (d) => Math.sqrt(all.reduce((sum, x) => sum + ((x[d] as number) - (means[d] as number)) ** 2, 0) / all.length) || 1,
  );
  const standard = (x: readonly number[]): number[] => [
    1,
    ...x.map((value, d) => (value - (means[d] as number)) / (spreads[d] as number)),
  ];
  const rows = all.map((x, i) => ({
    x: standard(x),
    target: i < yes.length ? 1 : 0,
    weight: i < yes.length ? all.length / (2 * yes.length) : all.length / (2 * no.length),
  }));
  let beta: number[] = new Array(width + 1).fill(0);
  for (let step = 0; step < 12; step++) {
    const gradient: number[] = beta.map((b) => -b);
    const hessian = beta.map((_, d) => beta.map((_b, e) => (d === e ? 1 : 0)));
    for (const { x, target, weight } of rows) {
      const p = 1 / (1 + Math.exp(-dot(beta, x)));
      for (let d = 0; d <= width; d++) {
        gradient[d] = (gradient[d] as number) + weight * (target - p) * (x[d] as number);
        const row = hessian[d] as number[];
        for (let e = 0; e <= width; e++)
          row[e] = (row[e] as number) + weight * p * (1 - p) * (x[d] as number) * (x[e] as number);
      }
    }
    const change = solve(hessian, gradient);
    beta = beta.map((b, d) => b + (change[d] as number));
  }
  return (x) => dot(beta, standard(x));
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

/** Gauss–Jordan; the matrix is positive definite, so the pivots need no exchange. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  for (const [i, pivotRow] of rows.entries()) {
    const pivot = pivotRow[i] as number;
    for (let c = 0; c < pivotRow.length; c++) pivotRow[c] = (pivotRow[c] as number) / pivot;
    for (const [r, row] of rows.entries()) {
      if (r === i) continue;
      const factor = row[i] as number;
      for (let c = 0; c < row.length; c++) row[c] = (row[c] as number) - factor * (pivotRow[c] as number);
    }
  }
  return rows.map((row) => row.at(-1) as number);
}
