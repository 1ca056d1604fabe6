import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

const lexicon = "natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json";
let english: ReadonlySet<string> | null = null;

/**
 * Whether the lexicon of natural's part-of-speech tagger has a lower-case word of four letters and more: forty thousand words
 * of English newspapers. Read when first asked, which takes some forty milliseconds; parsed as JSON it would take five times that.
 */
export function isEnglish(word: string): boolean {
  english ??= new Set(
    readFileSync(createRequire(import.meta.url).resolve(lexicon), "latin1").match(/(?<=")[a-z]{4,}(?=": \[)/g),
  );
  return english.has(word);
}

/** Insertions, deletions, replacements and swaps of neighbours between two words. */
export const editDistance = (a: string, b: string): number =>
  distances.DamerauLevenshteinDistance(a, b, { restricted: true });

/** The trained table of natural's Bayes classifier: class → feature → documents that have it plus smoothing, or 0. */
export interface BayesTable {
  readonly counts: readonly Float64Array[];
  /** Documents of each class. */
  readonly documents: Float64Array;
  readonly smoothing: number;
}

/** A document as the ids of its features, 0 to `features` - 1, without repetition; `label` is its class, 0 to `classes` - 1. */
export interface BayesDocument {
  readonly ids: ArrayLike<number>;
  readonly label: number;
}

/** Trains natural's Bayes classifier and reads its table out, because its own `classify` walks the whole vocabulary for each class. */
export function bayesTable(
  documents: readonly BayesDocument[],
  classes: number,
  features: number,
  smoothing: number,
): BayesTable {
  const bayes = new SparseBayes(porter, smoothing);
  // apparatus would count in an object by feature: with so many features a slow one.
  const counts = Array.from({ length: classes }, () => new Float64Array(features));
  Object.assign(bayes.classifier.classFeatures, counts);
  for (const { ids, label } of documents) bayes.addDocument(Array.from(ids), String(label));
  bayes.train();
  // apparatus assigns to an undeclared `value` while it walks a sparse document.
  Reflect.deleteProperty(globalThis, "value");
  const ofClass = new Float64Array(classes);
  for (const { label } of documents) ofClass[label] = (ofClass[label] as number) + 1;
  return { counts, documents: ofClass, smoothing };
}

/** The table as it would be without some of its documents: cheaper than training on the others. */
export function withoutDocuments(table: BayesTable, documents: readonly BayesDocument[]): BayesTable {
  const counts = table.counts.map((ofClass) => ofClass.slice());
  const left = table.documents.slice();
  for (const { ids, label } of documents) {
    const ofClass = counts[label] as Float64Array;
    left[label] = (left[label] as number) - 1;
    for (let j = 0; j < ids.length; j++) {
      const count = (ofClass[ids[j] as number] as number) - 1;
      ofClass[ids[j] as number] = count > 0.5 ? count : 0;
    }
  }
  return { counts, documents: left, smoothing: table.smoothing };
}

/**
 * The table as log weights, class → feature → weight, with the log prior of each class. The sum of prior and weights equals
 * the logarithm of natural's value.
 */
export function logWeights({ counts, documents, smoothing }: BayesTable): {
  readonly prior: Float64Array;
  readonly weights: readonly Float64Array[];
} {
  // apparatus counts documents only where they are dense; it starts at one, and so do we.
  const totals = documents.map((count) => count + 1);
  const all = documents.reduce((sum, count) => sum + count, 1);
  const weights = counts.map((ofClass, k) => {
    const total = totals[k] as number;
    const unseen = Math.log(smoothing / total);
    return ofClass.map((count) => (count === 0 ? unseen : Math.log(count / total)));
  });
  return { prior: totals.map((total) => Math.log(total / all)), weights };
}

/** natural with documents handed over as feature ids: its own scan costs documents × vocabulary × words. */
class SparseBayes extends BayesClassifier<number> {
  override textToFeatures(features: readonly number[]): ArrayLike<number> {
    // Anything but an array is sparse to apparatus.
    return Int32Array.from(features);
  }
}
