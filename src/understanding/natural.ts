import BayesClassifier from "natural/lib/natural/classifiers/bayes_classifier.js";
import distances from "natural/lib/natural/distance/levenshtein_distance.js";
import porter from "natural/lib/natural/stemmers/porter_stemmer.js";
import AggressiveTokenizer from "natural/lib/natural/tokenizers/aggressive_tokenizer.js";

/** The only file that imports `natural`. */

const tokenizer = new AggressiveTokenizer();

/** Words of ASCII letters, digits, apostrophes, hyphens and slashes; everything else separates. */
export const tokenize = (text: string): string[] => tokenizer.tokenize(text);

const stems = new Map<string, string>();
const stemsKept = 20_000;

/** Porter's stem of a lower-case word. Words of three letters stay: Porter turns "one" into "on". */
export function stem(word: string): string {
  if (word.length < 4) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  const found = porter.stem(word);
  // Words come from users: without a bound the cache would grow for as long as the process lives.
  if (stems.size >= stemsKept) stems.clear();
  stems.set(word, found);
  return found;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words. */
export const editDistance = (a: string, b: string): number =>
  distances.DamerauLevenshteinDistance(a, b, { restricted: true });

/** The trained table of counts of natural's Bayes classifier as log weights. */
export interface BayesWeights {
  /** Log prior of each class. */
  readonly prior: Float64Array;
  /** What a feature weighs that the class has never seen. */
  readonly unseen: Float64Array;
  /** Seen features of each class: feature → log weight. */
  readonly seen: readonly ReadonlyMap<number, number>[];
}

/**
 * Trains natural's Bayes classifier and reads its table out, because its own `classify` walks the whole vocabulary for
 * each class. The sum of prior and weights equals the logarithm of natural's value.
 * @param documents ids of the features of each document, without repetition
 * @param labels class of each document, 0 to `classes` - 1
 */
export function bayesWeights(
  documents: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  classes: number,
  smoothing: number,
): BayesWeights {
  const bayes = new SparseBayes(porter, smoothing);
  for (const [i, document] of documents.entries()) bayes.addDocument(Array.from(document, String), String(labels[i]));
  bayes.train();
  // apparatus assigns to an undeclared `value` while it walks a sparse document.
  Reflect.deleteProperty(globalThis, "value");

  const { classFeatures } = bayes.classifier;
  // apparatus counts documents only where they are dense; it starts at one, and so do we.
  const totals = new Float64Array(classes).fill(1);
  for (let i = 0; i < documents.length; i++) totals[labels[i] as number] = (totals[labels[i] as number] as number) + 1;
  const prior = new Float64Array(classes);
  const unseen = new Float64Array(classes);
  const seen: Map<number, number>[] = [];
  for (let k = 0; k < classes; k++) {
    const total = totals[k] as number;
    const weights = new Map<number, number>();
    for (const [feature, count] of Object.entries(classFeatures[String(k)] ?? {}))
      weights.set(Number(feature), Math.log(count / total));
    prior[k] = Math.log(total / (documents.length + 1));
    unseen[k] = Math.log(smoothing / total);
    seen.push(weights);
  }
  return { prior, unseen, seen };
}

/** natural with documents handed over as feature ids: its own scan costs documents × vocabulary × words. */
class SparseBayes extends BayesClassifier {
  override textToFeatures(features: readonly string[]): ArrayLike<number> {
    return Int32Array.from(features, Number);
  }
}
