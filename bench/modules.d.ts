// The slice of the peers in use.
declare module "@nlpjs/basic" {
  export function dockStart(settings: {
    readonly settings: Readonly<Record<string, unknown>>;
    readonly use: readonly string[];
  }): Promise<{ get(name: "nlp"): Nlp }>;
  interface Nlp {
    addLanguage(language: string): void;
    addDocument(language: string, text: string, intent: string): void;
    train(): Promise<unknown>;
    classify(
      language: string,
      text: string,
    ): Promise<{ readonly classifications: readonly { readonly intent: string; readonly score: number }[] }>;
  }
}

declare module "bayes" {
  export default function bayes(): {
    learn(text: string, category: string): Promise<void>;
    categorize(text: string): Promise<string>;
  };
}

declare module "wink-naive-bayes-text-classifier" {
  export default function classifier(): {
    definePrepTasks(tasks: readonly ((text: string) => readonly string[])[]): number;
    defineConfig(config: { readonly considerOnlyPresence: boolean; readonly smoothingFactor: number }): boolean;
    learn(text: string, label: string): boolean;
    consolidate(): boolean;
    /** Pairs of label and log-odds, best first; or unknown when no word was seen. */
    computeOdds(text: string): readonly (readonly [string, number])[];
  };
}

declare module "natural/lib/natural/classifiers/logistic_regression_classifier.js" {
  export default class LogisticRegressionClassifier {
    addDocument(text: string, label: string): void;
    train(): void;
    getClassifications(text: string): { label: string; value: number }[];
  }
}
