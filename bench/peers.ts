import type { ItemToken } from "wink-nlp";
import { type BenchSet, deviceSets, type Labelled, tinySets } from "./sets.ts";

/** What a classifier says of a sentence. */
export interface Said {
  readonly label: string;
  /** How surely the sentence belongs to any class, on whatever scale; null where the peer does not tell. */
  readonly ours: number | null;
  /** What is shown as confidence, in [0, 1]; null where nothing of the kind is. */
  readonly confidence: number | null;
}

export type Predict = (text: string) => Said | Promise<Said>;

export interface Peer {
  readonly name: string;
  /** Sets it is too slow for are left out. */
  readonly takes: (set: string) => boolean;
  /** Training may use the background in a way of its own; the others get it as a class beside the others. */
  readonly knowsBackground: boolean;
  /** It takes minutes to learn what takes the others a second. */
  readonly isSlow: boolean;
  /** Its modules are loaded here: no peer carries another's in its memory, and none counts as training. */
  load(): Promise<Train>;
}

export type Train = (set: Pick<BenchSet, "train" | "background">) => Promise<Predict>;

/** The class under which peers may learn what is none of the classes. */
export const noneLabel = "(none)";

const stepwise: Peer = {
  name: "Stepwise",
  takes: () => true,
  knowsBackground: true,
  isSlow: false,
  async load() {
    const { createRank } = await import("../src/understanding/intents.ts");
    const { learnIntents } = await import("../src/understanding/learning.ts");
    const { termsIn, textsIn } = await import("../src/understanding/words.ts");
    return async ({ train, background }) => {
      const labels = [...new Set(train.map(({ label }) => label))];
      const model = learnIntents({
        intents: labels.map((id) => ({
          id,
          sentences: train.filter(({ label }) => label === id).map(({ text }) => textsIn(text)),
        })),
        background: background.map(textsIn),
      });
      const rank = createRank(model);
      return (text) => {
        const { intents, acceptance } = rank(termsIn(text));
        const [best] = intents;
        return { label: best?.intent ?? noneLabel, ours: acceptance, confidence: best?.confidence ?? 0 };
      };
    };
  },
};

/** Its own tokenizer and stop words, its own smoothing: what `new BayesClassifier()` gives. */
const naturalBayes: Peer = {
  name: "natural Bayes",
  takes: () => true,
  knowsBackground: false,
  isSlow: false,
  async load() {
    const { default: Classifier } = await import("natural/lib/natural/classifiers/bayes_classifier.js");
    const { default: porter } = await import("natural/lib/natural/stemmers/porter_stemmer.js");
    return async ({ train }) => {
      const classifier = new Classifier<string>(porter, 1) as unknown as TextClassifier;
      for (const { text, label } of train) classifier.addDocument(text, label);
      classifier.train();
      return (text) => saidOf(sharesOf(classifier.getClassifications(text)));
    };
  },
};

const naturalRegression: Peer = {
  name: "natural logistic regression",
  takes: (set) => set === deviceSets[0] || (tinySets as readonly string[]).includes(set),
  knowsBackground: false,
  isSlow: true,
  async load() {
    const { default: Classifier } = await import("natural/lib/natural/classifiers/logistic_regression_classifier.js");
    return async ({ train }) => {
      const classifier = new Classifier();
      for (const { text, label } of train) classifier.addDocument(text, label);
      classifier.train();
      return (text) => saidOf(classifier.getClassifications(text));
    };
  },
};

const nlpjs: Peer = {
  name: "NLP.js",
  takes: () => true,
  knowsBackground: false,
  isSlow: false,
  async load() {
    const { dockStart } = await import("@nlpjs/basic");
    return async ({ train }) => {
      const dock = await dockStart({
        settings: { nlp: { autoSave: false, log: false, nlu: { log: false } } },
        use: ["Basic", "LangEn"],
      });
      const nlp = dock.get("nlp");
      nlp.addLanguage("en");
      for (const { text, label } of train) nlp.addDocument("en", text, label);
      await nlp.train();
      return async (text) => {
        const { classifications } = await nlp.classify("en", text);
        // Its own "None" is no class of the set.
        return saidOf(
          classifications
            .filter(({ intent }) => intent !== "None")
            .map(({ intent, score }) => ({ label: intent, value: score })),
        );
      };
    };
  },
};

/** Prepared as in the example of its README. */
const wink: Peer = {
  name: "wink",
  takes: () => true,
  knowsBackground: false,
  isSlow: false,
  async load() {
    const { default: model } = await import("wink-eng-lite-web-model");
    const { default: winkBayes } = await import("wink-naive-bayes-text-classifier");
    const { default: winkNLP } = await import("wink-nlp");
    return async ({ train }) => {
      const nlp = winkNLP(model);
      const { its } = nlp;
      const classifier = winkBayes();
      classifier.definePrepTasks([
        (text) => {
          const tokens: string[] = [];
          nlp
            .readDoc(text)
            .tokens()
            .filter((token: ItemToken) => token.out(its.type) === "word" && !token.out(its.stopWordFlag))
            .each((token: ItemToken) =>
              tokens.push((token.out(its.negationFlag) ? "!" : "") + token.out(its.stem as never)),
            );
          return tokens;
        },
      ]);
      classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
      for (const { text, label } of train) classifier.learn(text, label);
      classifier.consolidate();
      return (text) => {
        const odds = classifier.computeOdds(text).map(([label, value]) => ({ label, value }));
        return { ...saidOf(odds), confidence: null };
      };
    };
  },
};

const plainBayes: Peer = {
  name: "bayes",
  takes: () => true,
  knowsBackground: false,
  isSlow: false,
  async load() {
    const { default: bayes } = await import("bayes");
    return async ({ train }) => {
      const classifier = bayes();
      for (const { text, label } of train) await classifier.learn(text, label);
      return async (text) => ({ label: await classifier.categorize(text), ours: null, confidence: null });
    };
  },
};

export const peers: readonly Peer[] = [stepwise, naturalBayes, naturalRegression, nlpjs, wink, plainBayes];

/** The background as one more class, for peers that have no other place for it. */
export const withNone = ({ train, background }: Pick<BenchSet, "train" | "background">): readonly Labelled[] => [
  ...train,
  ...background.map((text) => ({ text, label: noneLabel })),
];

/** With texts instead of features, as its users call it. */
interface TextClassifier {
  addDocument(text: string, label: string): void;
  train(): void;
  getClassifications(text: string): readonly Scored[];
}

interface Scored {
  readonly label: string;
  readonly value: number;
}

/** natural's values are likelihoods: only their shares can be compared between sentences. */
function sharesOf(scores: readonly Scored[]): readonly Scored[] {
  const sum = scores.reduce((total, { value }) => total + value, 0);
  return scores.map(({ label, value }) => ({ label, value: sum > 0 ? value / sum : 0 }));
}

/** The best class but "none", and its score. */
function saidOf(scores: readonly Scored[]): Said {
  let best: Scored | null = null;
  for (const scored of scores)
    if (scored.label !== noneLabel && (best === null || scored.value > best.value)) best = scored;
  return { label: best?.label ?? noneLabel, ours: best?.value ?? 0, confidence: best?.value ?? 0 };
}
