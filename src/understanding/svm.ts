import type { FeatureVector } from "./features.ts";

/** One weight per feature and class, feature-major: weight of class k for feature f stands at `f * classes + k`. */
export interface LinearWeights {
  readonly classes: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

const cost = 2;
/** A change smaller than this is not worth walking the sentence for. */
const smallestStep = 1e-2;
/** A class this far on the right side of a sentence is not looked at again. */
const settledGradient = 0.25;

/**
 * One-against-rest linear SVMs (L2-regularised, squared hinge loss) by dual coordinate descent, as in LIBLINEAR
 * (Hsieh et al., ICML 2008); all classes advance together, because a sentence's features are then read once for all.
 * Deterministic.
 * @param passes over the sentences; eight are enough for final weights, fewer for rough ones
 */
export function trainSvm(
  vectors: readonly FeatureVector[],
  labels: Int32Array,
  classes: number,
  features: number,
  passes: number,
): LinearWeights {
  const weights = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  const alphas = new Float32Array(vectors.length * classes);
  const norms = vectors.map(({ values }) => values.reduce((sum, value) => sum + value * value, 1));
  const scores = new Float64Array(classes);
  const steps = new Float64Array(classes);
  const moved = new Int32Array(classes);
  /** Classes still looked at, sentence by sentence: the first `watched[i]` of its row count. */
  const active = new Int32Array(vectors.length * classes);
  for (let at = 0; at < active.length; at++) active[at] = at % classes;
  const watched = new Int32Array(vectors.length).fill(classes);

  for (let pass = 0; pass < passes; pass++) {
    for (const i of shuffled(vectors.length, pass)) {
      const { ids, values } = vectors[i] as FeatureVector;
      const first = i * classes;
      const last = first + (watched[i] as number);
      if (last - first === classes) scoreAll(vectors[i] as FeatureVector);
      else scoreSome(vectors[i] as FeatureVector, first, last);

      let movedCount = 0;
      const curvature = (norms[i] as number) + 0.5 / cost;
      let kept = first;
      for (let a = first; a < last; a++) {
        const k = active[a] as number;
        const sign = labels[i] === k ? 1 : -1;
        const alpha = alphas[i * classes + k] as number;
        const gradient = sign * (scores[k] as number) - 1 + (alpha * 0.5) / cost;
        if (alpha > 0 || gradient < settledGradient || pass === 0) active[kept++] = k;
        if (alpha === 0 && gradient >= 0) continue;
        const next = Math.max(alpha - gradient / curvature, 0);
        if (Math.abs(next - alpha) < smallestStep) continue;
        alphas[i * classes + k] = next;
        steps[k] = (next - alpha) * sign;
        moved[movedCount++] = k;
      }

      watched[i] = kept - first;
      for (let m = 0; m < movedCount; m++) {
        const k = moved[m] as number;
        bias[k] = (bias[k] as number) + (steps[k] as number);
      }
      for (let j = 0; j < ids.length && movedCount > 0; j++) {
        const value = values[j] as number;
        const row = (ids[j] as number) * classes;
        for (let m = 0; m < movedCount; m++) {
          const k = moved[m] as number;
          weights[row + k] = (weights[row + k] as number) + value * (steps[k] as number);
        }
      }
    }
  }
  return { classes, weights, bias };

  /** The first passes look at every class: no detour over a list, and two features a round. */
  function scoreAll({ ids, values }: FeatureVector): void {
    scores.set(bias);
    for (let j = 0; j < ids.length; j += 2) {
      const value = values[j] as number;
      const row = (ids[j] as number) * classes;
      // An odd one out is its own partner, with no weight.
      const other = j + 1 < ids.length ? (values[j + 1] as number) : 0;
      const otherRow = j + 1 < ids.length ? (ids[j + 1] as number) * classes : row;
      for (let k = 0; k < classes; k++)
        scores[k] =
          (scores[k] as number) + value * (weights[row + k] as number) + other * (weights[otherRow + k] as number);
    }
  }

  function scoreSome({ ids, values }: FeatureVector, first: number, last: number): void {
    for (let a = first; a < last; a++) scores[active[a] as number] = bias[active[a] as number] as number;
    for (let j = 0; j < ids.length; j++) {
      const value = values[j] as number;
      const row = (ids[j] as number) * classes;
      for (let a = first; a < last; a++) {
        const k = active[a] as number;
        scores[k] = (scores[k] as number) + value * (weights[row + k] as number);
      }
    }
  }
}

/** The same order on every machine: a linear congruential generator seeded by the pass (Fisher–Yates). */
function shuffled(count: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  let state = seed + 1;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  return order;
}
