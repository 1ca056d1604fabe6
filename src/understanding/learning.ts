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

/** What the weights were learnt from and how, for the calibration to hold sentences out. */
interface Learnt {
  readonly model: Omit<IntentModel, "calibration">;
  readonly calibration: () => Calibration;
}

export function learnIntents(set: TrainingSet): IntentModel {
  const { model, calibration } = learnWeights(set);
  return { ...model, calibration: calibration() };
}

/** The weights alone; what their scores mean is learnt when asked for. */
export function learnWeights({ intents, background }: TrainingSet): Learnt {
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

  const ids = intents.map(({ id }) => id);
  const features = index.table;
  if (ids.length === 0) {
    const nothing = new Float32Array(0);
    return { model: { ids, features, weights: nothing, bias: nothing, vocabulary }, calibration: () => uncalibrated };
  }
  const table = tableOf(samples, ids.length, index.size);
  const { weights, bias } = trainWeights(samples, table, ids.length, index.size);
  return {
    model: { ids, features, weights, bias, vocabulary },
    calibration: () => calibrate(samples, table, ids.length, index.size),
  };
}

const uncalibrated: Calibration = { temperature: 1, acceptance: null, threshold: 0 };
