import type { RankedIntent } from "../dialog/understanding.ts";
import { acceptanceOf, highest, readingOf, sharesOf } from "./calibration.ts";
import { FeatureIndex, isMask, stemOf } from "./features.ts";
import type { IntentModel } from "./learning.ts";
import { compileScorer } from "./scorer.ts";
import { createCorrect } from "./spelling.ts";
import type { Term } from "./terms.ts";

export interface Ranking {
  /** Best first. */
  readonly intents: readonly RankedIntent[];
  readonly outcome: "confident" | "unsure" | "out_of_scope";
  /** Above 0: ours; below: not. A log-odds less the threshold. */
  readonly acceptance: number;
}

/** Words of a sentence, names masked, in order. */
export type RankIntents = (words: readonly Term[]) => Ranking;

/** Confident from this share on, and only with this lead over the second. */
const confidentShare = 0.45;
const confidentLead = 0.15;
/** A corrected word is weaker evidence that the sentence is ours than a word as written. */
const correctedCounts = 0.7;
const kept = 6;
const wordsKept = 20_000;
/** The words of a sentence, at first. */
const firstRoom = 64;

/** Tells the numbers of one ranker from those of another, and from its own of before it forgot. */
let writers = 0;

/** What was learnt, ready for use. The same model gives the same function. */
export function createRank({ ids, features, weights, bias, vocabulary, calibration }: IntentModel): RankIntents {
  if (ids.length === 0) return () => ({ intents: [], outcome: "out_of_scope", acceptance: -1 });
  const scorer = compileScorer(new FeatureIndex(features), { classes: ids.length + 1, weights, bias });
  const correct = createCorrect(vocabulary);
  const stems = new Set([...vocabulary.keys()].map(stemOf));

  let by = ++writers;
  const numbers = new Map<string, number>();
  /** The scorer's numbers by ours; of a slip it is that of the word it is read as. */
  const inScorer: number[] = [];
  /** How far each is known, in [0, 1]. */
  const seen: number[] = [];
  const scored = new Map<string, number>();
  function numberOf(term: Term): number {
    const number = numbers.get(term.text) ?? newNumber(term.text);
    term.by = by;
    term.number = number;
    return number;
  }
  function newNumber(word: string): number {
    const number = numbers.size;
    numbers.set(word, number);
    const trainedOn = stems.has(stemOf(word));
    const corrected = trainedOn || isMask(word) ? null : correct(word);
    const read = corrected ?? word;
    const ofRead = scored.get(read) ?? scorer.add(read);
    scored.set(read, ofRead);
    inScorer[number] = ofRead;
    seen[number] = trainedOn ? 1 : corrected === null ? 0 : correctedCounts;
    return number;
  }

  // Written anew for each sentence.
  let sentence = new Int32Array(firstRoom);
  const shares = new Float64Array(ids.length);
  const places = new Int32Array(Math.min(kept, ids.length));

  return (words) => {
    // Between sentences only: within one the same word must have the same number.
    if (numbers.size >= wordsKept) {
      numbers.clear();
      inScorer.length = 0;
      seen.length = 0;
      scored.clear();
      scorer.clear();
      by = ++writers;
    }
    if (words.length > sentence.length) sentence = new Int32Array(2 * words.length);
    let known = 0;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as Term;
      const number = word.by === by ? word.number : numberOf(word);
      known += seen[number] as number;
      sentence[at] = inScorer[number] as number;
    }
    const scores = scorer.score(sentence, words.length);
    const reading = readingOf(scores, highest(scores, ids.length, places), known, words.length);
    sharesOf(reading, calibration.temperature, shares);
    const ranked = new Array<RankedIntent>(places.length);
    for (let at = 0; at < places.length; at++) {
      const k = places[at] as number;
      ranked[at] = { intent: ids[k] as string, confidence: shares[k] as number };
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
