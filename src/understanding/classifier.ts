import type { FeatureVector } from "./features.ts";
import { type BayesDocument, type BayesTable, bayesTable, logWeights } from "./natural.ts";
import { type LinearWeights, trainSvm } from "./svm.ts";

/** A sentence and the number of its class; -1 for background. */
export interface LabelledVector {
  readonly vector: FeatureVector;
  readonly label: number;
}

/** The generative half steadies classes with few examples; more than this and it drowns the other half. */
const bayesShare = 0.03;
/** A handful of examples a class needs more of it: so much, divided by their number. */
const bayesShareOfFew = 0.17;
/** natural's default of 1 is far too much for sets of a few hundred sentences. */
const bayesSmoothing = 0.1;

/** The generative half, before the sentences that calibration holds out are taken from it. Background takes no part. */
export const tableOf = (samples: readonly LabelledVector[], classes: number, features: number): BayesTable =>
  bayesTable(documentsIn(samples), classes, features, bayesSmoothing);

export const documentsIn = (samples: readonly LabelledVector[]): BayesDocument[] =>
  samples.filter(({ label }) => label >= 0).map(({ vector: { ids }, label }) => ({ ids, label }));

/**
 * Both halves folded into one weight matrix. Background is a class of its own in the discriminative half: its score stands
 * last, behind those of the classes.
 * @param table of the same samples
 */
export function trainWeights(
  samples: readonly LabelledVector[],
  table: BayesTable,
  classes: number,
  features: number,
  passes = 8,
): LinearWeights {
  const columns = classes + 1;
  const linear = trainSvm(
    samples.map(({ vector }) => vector),
    Int32Array.from(samples, ({ label }) => (label < 0 ? classes : label)),
    columns,
    features,
    passes,
  );
  const { prior, weights } = logWeights(table);
  const examples = table.documents.reduce((sum, count) => sum + count, 0) / classes;
  const share = Math.max(bayesShare, bayesShareOfFew / examples);
  // Only differences between classes matter, so the weights of each feature are centred over the classes.
  const meanPrior = prior.reduce((sum, weight) => sum + weight, 0) / classes;
  for (let k = 0; k < classes; k++) addTo(linear.bias, k, share * ((prior[k] as number) - meanPrior));
  for (let f = 0; f < features; f++) {
    let mean = 0;
    for (const ofClass of weights) mean += (ofClass[f] as number) / classes;
    for (let k = 0; k < classes; k++)
      addTo(linear.weights, f * columns + k, share * ((weights[k]?.[f] as number) - mean));
  }
  return linear;
}

function addTo(numbers: Float32Array, at: number, change: number): void {
  numbers[at] = (numbers[at] as number) + change;
}

/** Scores of the classes, then of the background. */
export function scoresOf({ ids, values }: FeatureVector, { classes, weights, bias }: LinearWeights): Float64Array {
  const scores = Float64Array.from(bias);
  for (let j = 0; j < ids.length; j++) {
    const row = (ids[j] as number) * classes;
    const value = values[j] as number;
    for (let k = 0; k < classes; k++) scores[k] = (scores[k] as number) + value * (weights[row + k] as number);
  }
  return scores;
}
