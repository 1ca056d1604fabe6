import { type Calibration, calibrate, type Sample } from "./calibration.ts";
import { tableOf, trainWeights } from "./classifier.ts";
import { createVectors, FeatureIndex, type FeatureTable, stemOf } from "./features.ts";

/** Sentences as words, names masked. */
export interface TrainingSet {
  readonly intents: readonly { readonly id: string; readonly sentences: readonly (readonly string[])[] }[];
  readonly background: readonly (readonly string[])[];
}

/** What training learns: plain data, which can be kept. */
export interface IntentModel {
  readonly ids: readonly string[];
  readonly features: FeatureTable;
  /** Of the classes and then of the background, feature by feature. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  /** Words of the sentences → how often each occurs. */
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly calibration: Calibration;
}

export function learnIntents({ intents, background }: TrainingSet): IntentModel {
  const index = new FeatureIndex();
  const vectorOf = createVectors(index);
  const sampleOf = (words: readonly string[], label: number): Sample => ({
    vector: vectorOf(words),
    words: words.map(stemOf),
    label,
  });
  const samples = [
    ...intents.flatMap(({ sentences }, label) => sentences.map((words) => sampleOf(words, label))),
    ...background.map((words) => sampleOf(words, -1)),
  ];
  const vocabulary = new Map<string, number>();
  for (const words of [...intents.flatMap(({ sentences }) => sentences), ...background])
    for (const word of words) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);

  if (intents.length === 0) return { ...nothing, features: index.table, vocabulary };
  const table = tableOf(samples, intents.length, index.size);
  const { weights, bias } = trainWeights(samples, table, intents.length, index.size);
  return {
    ids: intents.map(({ id }) => id),
    features: index.table,
    weights,
    bias,
    vocabulary,
    calibration: calibrate(samples, table, intents.length, index.size),
  };
}

const nothing: Omit<IntentModel, "features" | "vocabulary"> = {
  ids: [],
  weights: new Float32Array(0),
  bias: new Float32Array(0),
  calibration: { temperature: 1, acceptance: null, threshold: 0 },
};
