import { documentsIn, type LabelledVector, scoresOf, trainWeights } from "./classifier.ts";
import { exponential } from "./exponential.ts";
import { type Logistic, logisticRegression, logOddsOf } from "./logistic.ts";
import { type BayesTable, withoutDocuments } from "./natural.ts";

/** What the ranker knows of a sentence besides its scores. */
export interface Reading {
  /** Of the classes, then of the background. */
  readonly scores: Float64Array;
  /** The class with the highest score, and the one behind it; the same where there is but one. */
  readonly best: number;
  readonly second: number;
  /** Share of its words that were seen in training, in [0, 1]. */
  readonly knownShare: number;
  readonly length: number;
}

/** What turns scores into shares and into a yes or no; plain data. */
export interface Calibration {
  readonly temperature: number;
  /** How surely a sentence is ours at all; null where training had nothing to tell it by, and everything is. */
  readonly acceptance: Logistic | null;
  /** Accepting from here on rejects 5 % of our own sentences. */
  readonly threshold: number;
}

/** Above 0: ours; below: not. A log-odds less the threshold. */
export const acceptanceOf = ({ acceptance, threshold }: Calibration, reading: Reading, shares: Float64Array): number =>
  acceptance === null ? 1 : logOddsOf(acceptance, evidence(reading, shares, atHand)) - threshold;

export interface Sample extends LabelledVector {
  readonly words: readonly string[];
}

const folds = 3;
/** So many held-out sentences tell enough; a large pack reaches them with one fold, a small one needs all. */
const enoughHeld = 600;
/** Rough weights tell the spread of scores well enough. */
const passes = 5;
const falseRejection = 0.05;
/**
 * Share of readings that may be wrong whatever the scores say. Of the held-out sentences that score highest about one in
 * a hundred is wrong, and some hundreds of them can vouch for no more: nothing is shown as certain.
 */
const doubt = 0.01;

/** Learns what scores mean from sentences the scoring weights have not seen (cross-validation). */
export function calibrate(
  samples: readonly Sample[],
  table: BayesTable,
  classes: number,
  features: number,
): Calibration {
  const held = heldOutReadings(samples, table, classes, features);
  const ours = held.filter(({ label }) => label >= 0);
  const temperature = temperatureOf(ours, classes);

  const foreign = held.filter(({ label }) => label < 0).map(({ reading }) => reading);
  const right = ours.filter(({ reading, label }) => reading.best === label).map(({ reading }) => reading);
  if (right.length === 0 || foreign.length === 0 || classes < 2) return { temperature, acceptance: null, threshold: 0 };

  const shares = new Float64Array(classes);
  const evidenceOf = (reading: Reading): Float64Array =>
    evidence(reading, sharesOf(reading, temperature, shares), new Float64Array(evidences));
  const acceptance = logisticRegression(right.map(evidenceOf), foreign.map(evidenceOf));
  const accepted = ours.map(({ reading }) => logOddsOf(acceptance, evidenceOf(reading))).sort((x, y) => x - y);
  return { temperature, acceptance, threshold: accepted[Math.floor(accepted.length * falseRejection)] ?? 0 };
}

/**
 * A softmax that leaves some doubt to every class; the background has no share.
 * @param shares that are written and returned: whoever reads many sentences has one array for all
 */
export function sharesOf({ scores, best }: Reading, temperature: number, shares: Float64Array): Float64Array {
  const classes = shares.length;
  const top = scores[best] as number;
  const sharpness = 1 / temperature;
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    // What is fainter adds less than a millionth.
    const power = exponential(((scores[k] as number) - top) * sharpness);
    shares[k] = power;
    sum += power;
  }
  const rest = doubt / classes;
  const part = (1 - doubt) / sum;
  for (let k = 0; k < classes; k++) shares[k] = part * (shares[k] as number) + rest;
  return shares;
}

/**
 * Places of the highest numbers, highest first; cheaper than sorting them all.
 * @param count of the numbers to look at, from the first
 * @param places that are filled and returned, no more than `count`
 */
export function highest(numbers: Float64Array, count: number, places: Int32Array): Int32Array {
  const last = places.length - 1;
  let found = 0;
  let least = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    const value = numbers[k] as number;
    if (found > last && value <= least) continue;
    let at = found > last ? last : found++;
    for (; at > 0 && value > (numbers[places[at - 1] as number] as number); at--) places[at] = places[at - 1] as number;
    places[at] = k;
    least = numbers[places[found - 1] as number] as number;
  }
  return places;
}

/**
 * @param places of the highest scores of classes
 * @param known number of words seen in training
 */
export const readingOf = (scores: Float64Array, places: Int32Array, known: number, length: number): Reading => ({
  scores,
  best: places[0] as number,
  second: places[places.length > 1 ? 1 : 0] as number,
  knownShare: length === 0 ? 0 : known / length,
  length,
});

interface HeldOut {
  readonly reading: Reading;
  readonly label: number;
}

function heldOutReadings(samples: readonly Sample[], table: BayesTable, classes: number, features: number): HeldOut[] {
  const held: HeldOut[] = [];
  for (let fold = 0; fold < folds && held.length < enoughHeld; fold++) {
    const kept = samples.filter((_, i) => i % folds !== fold);
    const out = samples.filter((_, i) => i % folds === fold);
    const weights = trainWeights(kept, withoutDocuments(table, documentsIn(out)), classes, features, passes);
    const vocabulary = new Set(kept.flatMap(({ words }) => words));
    const places = new Int32Array(Math.min(2, classes));
    for (const { vector, words, label } of out) {
      const known = words.filter((word) => vocabulary.has(word)).length;
      const scores = scoresOf(vector, weights);
      held.push({ reading: readingOf(scores, highest(scores, classes, places), known, words.length), label });
    }
  }
  return held;
}

/** Minimises the negative log-likelihood by ternary search over the logarithm; the curve has one valley. */
function temperatureOf(held: readonly HeldOut[], classes: number): number {
  if (held.length === 0 || classes < 2) return 1;
  const loss = (log: number): number => surpriseOf(held, classes, Math.exp(log));
  let low = Math.log(0.02);
  let high = Math.log(2);
  for (let step = 0; step < 10; step++) {
    const left = low + (high - low) / 3;
    const right = high - (high - low) / 3;
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** Sum of -log of the share each sentence's own class gets. */
function surpriseOf(held: readonly HeldOut[], classes: number, temperature: number): number {
  let loss = 0;
  for (const { reading, label } of held) {
    const { scores } = reading;
    const own = scores[label] as number;
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(((scores[k] as number) - own) / temperature);
    loss -= Math.log((1 - doubt) / sum + doubt / classes);
  }
  return loss;
}

/**
 * Best, lead over background, margin, entropy, log-odds, share of known words, length.
 * @param into written and returned
 */
function evidence(
  { scores, best, second, knownShare, length }: Reading,
  shares: Float64Array,
  into: Float64Array,
): Float64Array {
  const classes = shares.length;
  const top = scores[best] as number;
  let entropy = 0;
  for (let k = 0; k < classes; k++) {
    const part = shares[k] as number;
    // A share this small adds less than it costs.
    if (part > negligible) entropy -= part * Math.log(part);
  }
  const share = Math.min(Math.max(shares[best] as number, 1e-6), 1 - 1e-6);
  into[0] = top;
  into[1] = top - (scores[classes] as number);
  into[2] = top - (scores[second] as number);
  into[3] = entropy;
  into[4] = Math.log(share / (1 - share));
  into[5] = knownShare;
  into[6] = Math.log(1 + length);
  return into;
}

const evidences = 7;
/** That of the sentence just read. */
const atHand = new Float64Array(evidences);
const negligible = 1e-3;
