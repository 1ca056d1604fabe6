import {
  blockScale,
  edge,
  type FeatureIndex,
  gramFeatures,
  isMask,
  pairFeature,
  sideOf,
  stemFeature,
} from "./features.ts";
import type { LinearWeights } from "./svm.ts";

/** The weights rearranged for speed: summed per word, pairs found by a number instead of a text. */
export interface Scorer {
  /** The caller keeps it: the same word comes again and again, and the same object counts once a sentence. */
  weightsOf(word: string): WordWeights;
  /** Scores of the classes, then of the background; overwritten by the next call. */
  score(words: readonly WordWeights[]): Float32Array;
}

/** What a word brings whatever stands beside it: summed once, then only added. */
export interface WordWeights {
  /** Zeros where training did not see it. */
  readonly stem: Float32Array;
  readonly chars: Float32Array;
  readonly grams: number;
  /** Its number as a side of a pair; -1 where training did not see it. */
  readonly side: number;
  /** The sentence it was last counted in. */
  countedIn: number;
}

const pairsKept = 100_000;

export function compileScorer(index: FeatureIndex, { classes, weights, bias }: LinearWeights): Scorer {
  const rowOf = (feature: number): Float32Array => weights.subarray(feature * classes, (feature + 1) * classes);

  /** Stems as sides of a pair, numbered as they come; the edge of a sentence is 0. */
  const sides = new Map<string, number>([[edge, 0]]);
  const stemAt: string[] = [edge];
  function sideNumber(side: string): number {
    const known = sides.get(side);
    if (known !== undefined) return known;
    sides.set(side, stemAt.length);
    return stemAt.push(side) - 1;
  }
  /** No more sides than features, so that two of them make one number. */
  const span = index.size + 1;
  /** Pairs met so far; null where training met none. */
  const pairs = new Map<number, Float32Array | null>();

  const scores = new Float32Array(classes);
  const zeros = new Float32Array(classes);
  let sentences = 0;

  return {
    weightsOf(word) {
      const stemId = index.id(stemFeature(word));
      const grams = gramFeatures(word);
      const chars = new Float32Array(classes);
      for (const gram of grams) {
        const id = index.id(gram);
        if (id !== undefined) add(chars, rowOf(id), 1);
      }
      const stem = stemId === undefined ? zeros : rowOf(stemId);
      const side = stemId !== undefined || isMask(word) ? sideNumber(sideOf(word)) : -1;
      return { stem, chars, grams: grams.length, side, countedIn: 0 };
    },
    score(words) {
      sentences++;
      scores.set(bias);
      let distinct = 0;
      let grams = 0;
      for (const word of words) {
        if (word.countedIn === sentences) continue;
        word.countedIn = sentences;
        distinct++;
        grams += word.grams;
      }
      const stemScale = blockScale("stem", distinct);
      const charScale = blockScale("chars", grams);
      const pairScale = blockScale("pair", words.length + 1);
      let left = 0;
      for (const word of words) {
        if (word.countedIn === sentences) {
          word.countedIn = 0;
          addWord(word.stem, stemScale, word.chars, charScale);
        }
        addPair(left, word.side, pairScale);
        left = word.side;
      }
      addPair(left, 0, pairScale);
      return scores;
    },
  };

  function addPair(left: number, right: number, factor: number): void {
    if (left < 0 || right < 0) return;
    const known = pairs.get(left * span + right);
    const row = known === undefined ? metFirst(left, right) : known;
    if (row !== null) add(scores, row, factor);
  }

  function metFirst(left: number, right: number): Float32Array | null {
    const key = left * span + right;
    const id = index.id(pairFeature(stemAt[left] as string, stemAt[right] as string));
    const row = id === undefined ? null : rowOf(id);
    if (pairs.size >= pairsKept) pairs.clear();
    pairs.set(key, row);
    return row;
  }

  /** Both blocks in one walk over the classes. */
  function addWord(stem: Float32Array, stemFactor: number, chars: Float32Array, charFactor: number): void {
    for (let k = 0; k < classes; k++)
      scores[k] = (scores[k] as number) + stemFactor * (stem[k] as number) + charFactor * (chars[k] as number);
  }
}

function add(sum: Float32Array, row: Float32Array, factor: number): void {
  for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + factor * (row[k] as number);
}
