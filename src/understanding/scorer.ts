import { blockScale, edge, type FeatureIndex, gramFeatures, pairsIn, sideOf, stemFeature } from "./features.ts";
import type { LinearWeights } from "./svm.ts";

/** Words of a sentence → scores of the classes, then of the background. */
export type Score = (words: readonly string[]) => Float32Array;

/** What a word brings whatever stands beside it: summed once, then only added. */
interface WordWeights {
  readonly stem: Float32Array | null;
  readonly chars: Float32Array;
  readonly grams: number;
  /** Its number as a side of a pair; -1 where training saw it in none. */
  readonly side: number;
}

const wordsKept = 20_000;

/** The weights rearranged for speed: summed per word and kept, pairs found by a number instead of a text. */
export function compileScorer(index: FeatureIndex, { classes, weights, bias }: LinearWeights): Score {
  const rowOf = (feature: number): Float32Array => weights.subarray(feature * classes, (feature + 1) * classes);

  const sides = new Map<string, number>([[edge, 0]]);
  const sideNumber = (side: string): number => {
    const known = sides.get(side);
    if (known !== undefined) return known;
    sides.set(side, sides.size);
    return sides.size - 1;
  };
  const seenPairs = pairsIn(index).map(({ left, right, id }) => ({
    left: sideNumber(left),
    right: sideNumber(right),
    id,
  }));
  const span = sides.size;
  const pairs = new Map(seenPairs.map(({ left, right, id }) => [left * span + right, rowOf(id)]));

  const cache = new Map<string, WordWeights>();
  function weightsOf(word: string): WordWeights {
    const known = cache.get(word);
    if (known !== undefined) return known;
    const stemId = index.id(stemFeature(word));
    const grams = gramFeatures(word);
    const chars = new Float32Array(classes);
    for (const gram of grams) {
      const id = index.id(gram);
      if (id !== undefined) add(chars, rowOf(id), 1);
    }
    const stem = stemId === undefined ? null : rowOf(stemId);
    const found = { stem, chars, grams: grams.length, side: sides.get(sideOf(word)) ?? -1 };
    // Words come from users: the cache must not grow for as long as the process lives.
    if (cache.size >= wordsKept) cache.clear();
    cache.set(word, found);
    return found;
  }

  return (words) => {
    const scores = Float32Array.from(bias);
    const all = words.map(weightsOf);
    const distinct = all.filter((word, i) => all.indexOf(word) === i);
    const stemScale = blockScale("stem", distinct.length);
    const charScale = blockScale(
      "chars",
      distinct.reduce((sum, word) => sum + word.grams, 0),
    );
    for (const { stem, chars } of distinct) {
      if (stem !== null) add(scores, stem, stemScale);
      add(scores, chars, charScale);
    }
    const pairScale = blockScale("pair", all.length + 1);
    for (let i = 0; i <= all.length; i++) {
      const left = all[i - 1]?.side ?? 0;
      const right = all[i]?.side ?? 0;
      const row = left < 0 || right < 0 ? undefined : pairs.get(left * span + right);
      if (row !== undefined) add(scores, row, pairScale);
    }
    return scores;
  };
}

function add(sum: Float32Array, row: Float32Array, factor: number): void {
  for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + factor * (row[k] as number);
}
