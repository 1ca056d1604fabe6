import { blockScale, edgeName, type FeatureIndex, isMask } from "./features.ts";
import type { LinearWeights } from "./svm.ts";

/** The weights rearranged for speed: summed per word, pairs found by numbers. Words go by numbers that are given out here. */
export interface Scorer {
  /** The number of a word not met before. What it brings whatever stands beside it is summed once, then only added. */
  add(word: string): number;
  /**
   * Scores of the classes, then of the background; overwritten by the next call.
   * @param words of which the first `count` are the sentence; one that comes twice counts once, but in each of its pairs
   */
  score(words: Int32Array, count: number): Float64Array;
  /** Gives the numbers out anew. */
  clear(): void;
}

const firstWords = 256;
/** The words of a sentence, at first. */
const firstRoom = 64;

export function compileScorer(index: FeatureIndex, { classes, weights, bias }: LinearWeights): Scorer {
  const width = 2 * classes;
  /**
   * Word by word the weights of its stem, zeros where training did not see it, then those of its letters: one array, because
   * that is read faster than many. As precise as the weights, in the format that needs no conversion.
   */
  let sums = new Float64Array(firstWords * width);
  /** Word by word: how many grams it has, its number as a side of a pair or -1, the sentence it was last counted in. */
  let facts = new Int32Array(firstWords * factsOfWord);
  let known = firstNumber;
  const start = Float64Array.from(bias);
  const scores = new Float64Array(classes);
  let sentences = 0;
  /** Where the weights of the sentence's words and pairs begin. */
  let wordRows = new Int32Array(firstRoom);
  let pairRows = new Int32Array(firstRoom);

  return {
    add(word) {
      const number = known++;
      const row = number * width;
      if (row === sums.length) {
        sums = larger(sums, new Float64Array(2 * sums.length));
        facts = larger(facts, new Int32Array(2 * facts.length));
      }
      sums.fill(0, row, row + width);
      const stem = index.stem(word);
      if (stem >= 0) addFeature(row, stem);
      const grams = index.gramKeys(word);
      for (const gram of grams) {
        const id = index.gram(gram);
        if (id >= 0) addFeature(row + classes, id);
      }
      facts.set([grams.length, stem >= 0 || isMask(word) ? index.side(word) : -1, 0], number * factsOfWord);
      return number;
    },
    score(words, count) {
      sentences = sentences === mostSentences ? 1 : sentences + 1;
      if (count + atOnce > wordRows.length) {
        wordRows = new Int32Array(2 * (count + atOnce));
        pairRows = new Int32Array(2 * (count + atOnce));
      }
      let distinct = 0;
      let grams = 0;
      let pairs = 0;
      let left = edgeName;
      for (let at = 0; at < count; at++) {
        const number = words[at] as number;
        const fact = number * factsOfWord;
        const side = facts[fact + 1] as number;
        const pair = index.pair(left, side);
        if (pair >= 0) pairRows[pairs++] = pair * classes;
        left = side;
        if (facts[fact + 2] === sentences) continue;
        facts[fact + 2] = sentences;
        wordRows[distinct++] = number * width;
        grams += facts[fact] as number;
      }
      const last = index.pair(left, edgeName);
      if (last >= 0) pairRows[pairs++] = last * classes;

      const stemFactor = blockScale("stem", distinct);
      // Filled up with the word that is nothing.
      while (distinct % atOnce > 0) wordRows[distinct++] = 0;
      for (let k = 0; k < classes; k++) scores[k] = start[k] as number;
      addWords(scores, classes, sums, wordRows, distinct, stemFactor, blockScale("chars", grams));
      addPairs(scores, classes, weights, pairRows, pairs, blockScale("pair", count + 1));
      return scores;
    },
    clear() {
      known = firstNumber;
    },
  };

  function addFeature(row: number, feature: number): void {
    for (let k = 0; k < classes; k++)
      sums[row + k] = Math.fround((sums[row + k] as number) + (weights[feature * classes + k] as number));
  }
}

/** Word 0 is none and weighs nothing. */
const firstNumber = 1;
/** So many rows in one walk over the classes. */
const atOnce = 4;
/** A power of two: one that is not used. */
const factsOfWord = 4;
/** Beyond it the numbers of 32 bits end. */
const mostSentences = 2 ** 31 - 1;

function larger<Numbers extends Float64Array | Int32Array>(numbers: Numbers, room: Numbers): Numbers {
  room.set(numbers);
  return room;
}

// Both are given all they use: what lies around a function is looked up in each round.

function addWords(
  to: Float64Array,
  classes: number,
  sums: Float64Array,
  rows: Int32Array,
  count: number,
  stemFactor: number,
  charFactor: number,
): void {
  for (let i = 0; i < count; i += atOnce) {
    const a = rows[i] as number;
    const b = rows[i + 1] as number;
    const c = rows[i + 2] as number;
    const d = rows[i + 3] as number;
    for (let k = 0; k < classes; k++) {
      const stems =
        (sums[a + k] as number) + (sums[b + k] as number) + (sums[c + k] as number) + (sums[d + k] as number);
      const at = k + classes;
      const chars =
        (sums[a + at] as number) + (sums[b + at] as number) + (sums[c + at] as number) + (sums[d + at] as number);
      to[k] = (to[k] as number) + stemFactor * stems + charFactor * chars;
    }
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
  let i = 0;
  for (; i + atOnce <= count; i += atOnce) {
    const a = rows[i] as number;
    const b = rows[i + 1] as number;
    const c = rows[i + 2] as number;
    const d = rows[i + 3] as number;
    for (let k = 0; k < classes; k++)
      to[k] =
        (to[k] as number) +
        factor *
          ((weights[a + k] as number) +
            (weights[b + k] as number) +
            (weights[c + k] as number) +
            (weights[d + k] as number));
  }
  for (; i < count; i += 2) {
    const row = rows[i] as number;
    // An odd one out is its own partner, with no weight.
    const other = i + 1 < count ? (rows[i + 1] as number) : row;
    const share = i + 1 < count ? factor : 0;
    for (let k = 0; k < classes; k++)
      to[k] = (to[k] as number) + factor * (weights[row + k] as number) + share * (weights[other + k] as number);
  }
}
