// The slice of `natural` in use, by path: its root loads a `.env` file, prints a banner and pulls in three databases.
declare module "natural/lib/natural/stemmers/porter_stemmer.js" {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}

declare module "natural/lib/natural/tokenizers/aggressive_tokenizer.js" {
  export default class AggressiveTokenizer {
    tokenize(text: string): string[];
  }
}

declare module "natural/lib/natural/distance/levenshtein_distance.js" {
  const distances: {
    DamerauLevenshteinDistance(a: string, b: string, options: { readonly restricted: boolean }): number;
  };
  export default distances;
}

declare module "natural/lib/natural/classifiers/bayes_classifier.js" {
  export default class BayesClassifier<Feature extends string | number = string> {
    constructor(stemmer: { stem(word: string): string }, smoothing: number);
    /** Feature → number of documents that have it, in the order first seen. */
    readonly features: Record<string, number>;
    /** Class → feature → number of documents plus smoothing. */
    readonly classifier: {
      readonly classFeatures: Record<string, ArrayLike<number>>;
    };
    addDocument(features: readonly Feature[], label: string): void;
    train(): void;
    getClassifications(features: readonly Feature[]): { label: string; value: number }[];
    textToFeatures(features: readonly Feature[]): ArrayLike<number>;
  }
}
