import type { RankedIntent } from "../dialog/understanding.ts";
import { acceptanceOf, readingOf, sharesOf } from "./calibration.ts";
import { FeatureIndex, isMask, stemOf } from "./features.ts";
import type { IntentModel } from "./learning.ts";
import { compileScorer, type WordWeights } from "./scorer.ts";
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

/** Confident from this share on, and only with this lead over the second. */
const confidentShare = 0.45;
const confidentLead = 0.15;
/** A corrected word is weaker evidence that the sentence is ours than a word as written. */
const correctedCounts = 0.7;
const kept = 6;
const wordsKept = 20_000;

/** How a word is read. */
interface WordReading {
  readonly weights: WordWeights;
  /** How far it is known, in [0, 1]. */
  readonly seen: number;
}

/** What was learnt, ready for use. The same model gives the same function. */
export function createRank({ ids, features, weights, bias, vocabulary, calibration }: IntentModel): RankIntents {
  if (ids.length === 0) return () => ({ intents: [], outcome: "out_of_scope", acceptance: -1 });
  const { weightsOf, score } = compileScorer(new FeatureIndex(features), { classes: ids.length + 1, weights, bias });
  const correct = createCorrect(vocabulary);
  const stems = new Set([...vocabulary.keys()].map(stemOf));

  /** Kept, because most words come again. */
  const readings = new Map<string, WordReading>();
  /** By the word as read: a word and its slip are the same one. */
  const used = new Map<string, WordWeights>();
  function readingOfWord(word: string): WordReading {
    const known = readings.get(word);
    if (known !== undefined) return known;
    const trainedOn = stems.has(stemOf(word));
    const corrected = trainedOn || isMask(word) ? null : correct(word);
    const read = corrected ?? word;
    const weightsOfRead = used.get(read) ?? weightsOf(read);
    used.set(read, weightsOfRead);
    const reading = { weights: weightsOfRead, seen: trainedOn ? 1 : corrected === null ? 0 : correctedCounts };
    readings.set(word, reading);
    return reading;
  }

  // Written anew for each sentence.
  const shares = new Float64Array(ids.length);
  const places = new Int32Array(Math.min(kept, ids.length));

  return (words) => {
    // Between sentences only: within one the same word must be the same object.
    if (readings.size >= wordsKept) {
      readings.clear();
      used.clear();
    }
    let known = 0;
    const read = new Array<WordWeights>(words.length);
    for (let at = 0; at < words.length; at++) {
      const { weights: ofWord, seen } = readingOfWord(words[at] as string);
      known += seen;
      read[at] = ofWord;
    }
    const reading = readingOf(score(read), known, words.length);
    sharesOf(reading.scores, calibration.temperature, shares);
    highest(shares, places);
    const ranked: RankedIntent[] = [];
    for (let at = 0; at < places.length; at++) {
      const k = places[at] as number;
      ranked.push({ intent: ids[k] as string, confidence: shares[k] as number });
    }
    const acceptance = acceptanceOf(calibration, reading, shares);
    return { intents: ranked, outcome: outcomeOf(ranked, acceptance >= 0 && reading.knownShare > 0), acceptance };
  };
}

/** @param intents best first */
export function outcomeOf([first, second]: readonly RankedIntent[], accepted: boolean): Ranking["outcome"] {
  if (!accepted) return "out_of_scope";
  const best = first?.confidence ?? 0;
  return best >= confidentShare && best - (second?.confidence ?? 0) >= confidentLead ? "confident" : "unsure";
}

/**
 * Places of the highest numbers, highest first; cheaper than sorting them all.
 * @param places that are filled, no more than there are numbers
 */
function highest(numbers: Float64Array, places: Int32Array): void {
  const count = places.length;
  let found = 0;
  for (let k = 0; k < numbers.length; k++) {
    const value = numbers[k] as number;
    if (found === count && value <= (numbers[places[count - 1] as number] as number)) continue;
    let at = found < count ? found++ : count - 1;
    for (; at > 0 && value > (numbers[places[at - 1] as number] as number); at--) places[at] = places[at - 1] as number;
    places[at] = k;
  }
}
