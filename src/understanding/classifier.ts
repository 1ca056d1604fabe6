import type { FeatureVector } from "./features.ts";
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

export function scoresOf(vector: FeatureVector, { classes, weights, bias }: LinearWeights): Float32Array {
  const scores = Float32Array.from(bias);
  for (let j = 0; j < vector.ids.length; j++)
    addRow(scores, weights, vector.ids[j] as number, vector.values[j] as number);
  return scores;

  function addRow(sum: Float32Array, from: Float32Array, feature: number, factor: number): void {
    const row = feature * classes;
    for (let k = 0; k < classes; k++) sum[k] = (sum[k] as number) + factor * (from[row + k] as number);
  }
}
