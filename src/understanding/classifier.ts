import {
  blockScale,
  type FeatureIndex,
  type FeatureVector,
  gramFeatures,
  pairFeature,
  stemFeature,
} from "./features.ts";
import { bayesWeights } from "./natural.ts";
import { type LinearWeights, trainSvm } from "./svm.ts";

/** The generative half steadies classes with few examples; more than this and it drowns the other half. */
const bayesShare = 0.03;
/** natural's default of 1 is far too much for sets of a few hundred sentences. */
const bayesSmoothing = 0.1;

/**
 * Both halves folded into one weight matrix. Labels are class numbers, -1 for background. Background is a class of its
 * own in the discriminative half: its score stands last, behind those of the classes.
 */
export function trainWeights(
  vectors: readonly FeatureVector[],
  labels: Int32Array,
  classes: number,
  features: number,
  passes = 8,
): LinearWeights {
  const columns = classes + 1;
  const linear = trainSvm(
    vectors,
    labels.map((label) => (label < 0 ? classes : label)),
    columns,
    features,
    passes,
  );
  const ours = vectors.map((_, i) => i).filter((i) => (labels[i] ?? -1) >= 0);
  const bayes = bayesWeights(
    ours.map((i) => (vectors[i] as FeatureVector).ids),
    ours.map((i) => labels[i] as number),
    classes,
    bayesSmoothing,
  );
  // Only differences between classes matter, so the weights of each feature are centred over the classes.
  const meanPrior = mean(bayes.prior);
  const meanUnseen = mean(bayes.unseen);
  const means = new Float32Array(features).fill(meanUnseen);
  for (const [k, seen] of bayes.seen.entries())
    for (const [f, weight] of seen) means[f] = (means[f] as number) + (weight - (bayes.unseen[k] as number)) / classes;
  for (let k = 0; k < classes; k++) {
    linear.bias[k] = (linear.bias[k] as number) + bayesShare * ((bayes.prior[k] as number) - meanPrior);
    const seen = bayes.seen[k] as ReadonlyMap<number, number>;
    const unseen = bayes.unseen[k] as number;
    for (let f = 0; f < features; f++) {
      const at = f * columns + k;
      const weight = (seen.get(f) ?? unseen) - (means[f] as number);
      linear.weights[at] = (linear.weights[at] as number) + bayesShare * weight;
    }
  }
  return linear;
}

const mean = (numbers: Float64Array): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

export function scoresOf(vector: FeatureVector, { classes, weights, bias }: LinearWeights): Float64Array {
  const scores = Float64Array.from(bias);
  for (let j = 0; j < vector.ids.length; j++)
    addRow(scores, weights, vector.ids[j] as number, vector.values[j] as number);
  return scores;

  function addRow(sum: Float64Array, from: Float32Array, feature: number, factor: number): void {
    const row = feature * classes;
    for (let k = 0; k < classes; k++) sum[k] = (sum[k] as number) + factor * (from[row + k] as number);
  }
}

/** What a word brings whatever stands beside it: summed once, then only added. */
interface WordWeights {
  readonly stem: Float32Array | null;
  readonly chars: Float32Array;
  readonly grams: number;
}

const wordsKept = 20_000;

/** Scores of the classes for a sentence, fast: weights are summed per word and kept. */
export function compileScorer(index: FeatureIndex, linear: LinearWeights): (words: readonly string[]) => Float64Array {
  const { classes, weights, bias } = linear;
  const cache = new Map<string, WordWeights>();

  const rowOf = (feature: number): Float32Array => weights.subarray(feature * classes, (feature + 1) * classes);

  function weightsOf(word: string): WordWeights {
    const known = cache.get(word);
    if (known !== undefined) return known;
    const stemId = index.id(stemFeature(word));
    const grams = gramFeatures(word);
    const chars = new Float32Array(classes);
    for (const gram of grams) {
      const id = index.id(gram);
      if (id !== undefined) addTo(chars, rowOf(id), 1);
    }
    const found = { stem: stemId === undefined ? null : rowOf(stemId), chars, grams: grams.length };
    if (cache.size >= wordsKept) cache.clear();
    cache.set(word, found);
    return found;
  }

  return (words) => {
    const scores = Float64Array.from(bias);
    const distinct = [...new Set(words)].map(weightsOf);
    const stemScale = blockScale("stem", distinct.length);
    const charScale = blockScale(
      "chars",
      distinct.reduce((sum, word) => sum + word.grams, 0),
    );
    for (const word of distinct) {
      if (word.stem !== null) addTo(scores, word.stem, stemScale);
      addTo(scores, word.chars, charScale);
    }
    const pairScale = blockScale("pair", words.length + 1);
    for (let i = 0; i <= words.length; i++) {
      const id = index.id(pairFeature(words[i - 1] ?? null, words[i] ?? null));
      if (id !== undefined) addTo(scores, rowOf(id), pairScale);
    }
    return scores;
  };
}

function addTo(sum: Float32Array | Float64Array, row: Float32Array, factor: number): void {
  for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + factor * (row[k] as number);
}
