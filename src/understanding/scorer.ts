import { blockScale, edgeName, type FeatureIndex, isMask } from "./features.ts";
import type { LinearWeights } from "./svm.ts";

/** The weights rearranged for speed: summed per word, pairs found by numbers. */
export interface Scorer {
  /** The caller keeps it: the same word comes again and again, and the same object counts once a sentence. */
  weightsOf(word: string): WordWeights;
  /** Scores of the classes, then of the background; overwritten by the next call. */
  score(words: readonly WordWeights[]): Float64Array;
}

/** What a word brings whatever stands beside it: summed once, then only added. */
export interface WordWeights {
  /** Where the weights of its stem begin among the sums, zeros where training did not see it; behind them those of its letters. */
  readonly row: number;
  readonly grams: number;
  /** Its number as a side of a pair; -1 where training did not see it. */
  readonly side: number;
  /** The sentence it was last counted in. */
  countedIn: number;
}

const firstRows = 256;
/** The words of a sentence, at first. */
const firstRoom = 64;

export function compileScorer(index: FeatureIndex, { classes, weights, bias }: LinearWeights): Scorer {
  /** Sums of one word after the other: one array, because that is read faster than many. */
  let sums = new Float32Array(firstRows * 2 * classes);
  let rows = 0;
  const start = Float64Array.from(bias);
  const scores = new Float64Array(classes);
  let sentences = 0;
  /** Where the weights of the sentence's words and pairs begin. */
  let wordRows = new Int32Array(firstRoom);
  let pairRows = new Int32Array(firstRoom);

  return {
    weightsOf(word) {
      const row = newRow();
      const stem = index.stem(word);
      if (stem >= 0) addFeature(row, stem);
      const grams = index.gramKeys(word);
      for (const gram of grams) {
        const id = index.gram(gram);
        if (id >= 0) addFeature(row + classes, id);
      }
      return { row, grams: grams.length, side: stem >= 0 || isMask(word) ? index.side(word) : -1, countedIn: 0 };
    },
    score(words) {
      sentences++;
      if (words.length >= wordRows.length) {
        wordRows = new Int32Array(2 * words.length);
        pairRows = new Int32Array(2 * words.length);
      }
      let distinct = 0;
      let grams = 0;
      let pairs = 0;
      let left = edgeName;
      for (const word of words) {
        const pair = index.pair(left, word.side);
        if (pair >= 0) pairRows[pairs++] = pair * classes;
        left = word.side;
        if (word.countedIn === sentences) continue;
        word.countedIn = sentences;
        wordRows[distinct++] = word.row;
        grams += word.grams;
      }
      const last = index.pair(left, edgeName);
      if (last >= 0) pairRows[pairs++] = last * classes;

      for (let k = 0; k < classes; k++) scores[k] = start[k] as number;
      addWords(scores, classes, sums, wordRows, distinct, blockScale("stem", distinct), blockScale("chars", grams));
      addPairs(scores, classes, weights, pairRows, pairs, blockScale("pair", words.length + 1));
      return scores;
    },
  };

  function newRow(): number {
    const row = rows * 2 * classes;
    rows++;
    if (row === sums.length) {
      const larger = new Float32Array(2 * sums.length);
      larger.set(sums);
      sums = larger;
    }
    return row;
  }

  function addFeature(row: number, feature: number): void {
    for (let k = 0; k < classes; k++)
      sums[row + k] = (sums[row + k] as number) + (weights[feature * classes + k] as number);
  }
}

// Two rows in one walk over the classes. Both are given all they use: what lies around a function is looked up in each round.

function addWords(
  to: Float64Array,
  classes: number,
  sums: Float32Array,
  rows: Int32Array,
  count: number,
  stemFactor: number,
  charFactor: number,
): void {
  for (let i = 0; i < count; i += 2) {
    const one = rows[i] as number;
    const oneChars = one + classes;
    if (i + 1 === count) {
      for (let k = 0; k < classes; k++)
        to[k] =
          (to[k] as number) + stemFactor * (sums[one + k] as number) + charFactor * (sums[oneChars + k] as number);
      return;
    }
    const two = rows[i + 1] as number;
    const twoChars = two + classes;
    for (let k = 0; k < classes; k++)
      to[k] =
        (to[k] as number) +
        stemFactor * ((sums[one + k] as number) + (sums[two + k] as number)) +
        charFactor * ((sums[oneChars + k] as number) + (sums[twoChars + k] as number));
  }
}

function addPairs(
  to: Float64Array,
  classes: number,
  weights: Float32Array,
  rows: Int32Array,
  count: number,
  factor: number,
): void {
  for (let i = 0; i < count; i += 2) {
    const one = rows[i] as number;
    if (i + 1 === count) {
      for (let k = 0; k < classes; k++) to[k] = (to[k] as number) + factor * (weights[one + k] as number);
      return;
    }
    const two = rows[i + 1] as number;
    for (let k = 0; k < classes; k++)
      to[k] = (to[k] as number) + factor * ((weights[one + k] as number) + (weights[two + k] as number));
  }
}
