import type { RankedIntent } from "../dialog/understanding.ts";
import { type Calibration, calibrate, type Reading, readingOf, type Sample } from "./calibration.ts";
import { tableOf, trainWeights } from "./classifier.ts";
import { FeatureIndex, isMask, stemOf, trainingVector } from "./features.ts";
import { compileScorer } from "./scorer.ts";
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
const wordsKept = 20_000;

export function trainIntents({ intents, background }: TrainingSet): RankIntents {
  const index = new FeatureIndex();
  const sampleOf = (words: readonly string[], label: number): Sample => ({
    vector: trainingVector(words, index),
    words: words.map(stemOf),
    label,
  });
  const samples = [
    ...intents.flatMap(({ sentences }, label) => sentences.map((words) => sampleOf(words, label))),
    ...background.map((words) => sampleOf(words, -1)),
  ];
  if (intents.length === 0) return () => ({ intents: [], outcome: "out_of_scope", acceptance: -1 });

  const table = tableOf(samples, intents.length, index.size);
  const score = compileScorer(index, trainWeights(samples, table, intents.length, index.size));
  const calibration = calibrate(samples, table, intents.length, index.size);
  const trained = new Map<string, number>();
  for (const words of [...intents.flatMap(({ sentences }) => sentences), ...background])
    for (const word of words) trained.set(word, (trained.get(word) ?? 0) + 1);
  const stems = new Set(samples.flatMap(({ words }) => words));
  const correct = createCorrect(trained);

  /** How a word is read, and how far it is known; kept, because most words come again. */
  const readings = new Map<string, { readonly used: string; readonly seen: number }>();
  function readingOfWord(word: string): { readonly used: string; readonly seen: number } {
    const known = readings.get(word);
    if (known !== undefined) return known;
    const trainedOn = stems.has(stemOf(word));
    const corrected = trainedOn || isMask(word) ? null : correct(word);
    const reading = { used: corrected ?? word, seen: trainedOn ? 1 : corrected === null ? 0 : correctedCounts };
    if (readings.size >= wordsKept) readings.clear();
    readings.set(word, reading);
    return reading;
  }

  const ids = intents.map(({ id }) => id);
  return (words) => {
    const read = words.map(readingOfWord);
    const known = read.reduce((sum, { seen }) => sum + seen, 0);
    return rankingOf(ids, readingOf(score(read.map(({ used }) => used)), known, words.length), calibration);
  };
}

function rankingOf(ids: readonly string[], reading: Reading, calibration: Calibration): Ranking {
  const shares = calibration.shares(reading.scores);
  const ranked = highest(shares, kept).map((k) => ({ intent: ids[k] as string, confidence: shares[k] as number }));
  const acceptance = calibration.accept(reading, shares) - calibration.threshold;
  return { intents: ranked, outcome: outcomeOf(ranked, acceptance >= 0 && reading.knownShare > 0), acceptance };
}

/** @param intents best first */
export function outcomeOf([first, second]: readonly RankedIntent[], accepted: boolean): Ranking["outcome"] {
  if (!accepted) return "out_of_scope";
  const best = first?.confidence ?? 0;
  return best >= confidentShare && best - (second?.confidence ?? 0) >= confidentLead ? "confident" : "unsure";
}

/** Places of the highest numbers, highest first; cheaper than sorting them all. */
function highest(numbers: Float64Array, count: number): number[] {
  const places: number[] = [];
  for (let k = 0; k < numbers.length; k++) {
    const value = numbers[k] as number;
    if (places.length === count && value <= (numbers[places[count - 1] as number] as number)) continue;
    let at = places.length;
    while (at > 0 && value > (numbers[places[at - 1] as number] as number)) at--;
    places.splice(at, 0, k);
    if (places.length > count) places.pop();
  }
  return places;
}
