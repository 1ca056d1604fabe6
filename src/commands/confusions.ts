import type { Knowledge } from "../dialog/knowledge.ts";
import type { Understand } from "../dialog/ports.ts";
import { type Example, examplesIn } from "../knowledge/examples.ts";
import { loadKnowledge, readPack } from "../knowledge/load.ts";
import { formatted } from "../knowledge/problem.ts";
import { createUnderstand } from "../understanding/index.ts";
import { type Command, jsonOption, knowledgeDirOf, knowledgeOption, text } from "./command.ts";

export const confusionsCommand: Command = {
  about:
    "Which intents are taken for each other: every example is read by a classifier that has not seen it (k-fold cross-validation).",
  arguments: "",
  options: {
    ...knowledgeOption,
    ...jsonOption,
    folds: { type: "string", about: "number of parts, each left out once (default: 10)" },
  },
  async run(values) {
    const dir = knowledgeDirOf(values);
    const folds = Number(text(values, "folds") ?? 10);
    if (!Number.isInteger(folds) || folds < 2) {
      console.error(`--folds ${text(values, "folds")}: expected a whole number from 2 on`);
      return 1;
    }
    const { knowledge, problems } = await loadKnowledge(dir);
    const pack = await readPack(dir);
    if (knowledge === null || pack === null) {
      for (const problem of problems) console.error(formatted(problem));
      return 1;
    }
    const found = confusionsOf(knowledge, examplesIn(pack), folds, createUnderstand);
    if (values.json === true) console.log(JSON.stringify(found));
    else for (const line of linesOf(found)) console.log(line);
    return 0;
  },
};

interface Confusions {
  readonly folds: number;
  readonly examples: number;
  /** Shares in [0, 1]. */
  readonly accuracy: number;
  /** Of the examples of intents: the right one stands first, whether it was accepted or not. */
  readonly rankedFirst: number;
  /** Worst first. */
  readonly intents: readonly { readonly intent: string; readonly examples: number; readonly accuracy: number }[];
  /** Most frequent first. */
  readonly confusions: readonly Confusion[];
}

interface Confusion {
  readonly intent: string;
  readonly takenFor: string;
  readonly count: number;
  /** The surest mistakes first. */
  readonly worst: readonly {
    readonly text: string;
    readonly file: string;
    readonly line: number;
    readonly confidence: number;
  }[];
}

/** What is none of the bot's business, as an intent beside the others. */
const background = "(background)";
const worstShown = 5;

/** Every example is read by a classifier trained without its fold. Deterministic: a fold takes every k-th of an intent. */
export function confusionsOf(
  knowledge: Knowledge,
  examples: readonly Example[],
  folds: number,
  train: (knowledge: Knowledge) => Understand,
): Confusions {
  const foldOf = numberedBy(examples, folds);
  const readings = Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const left = examples.filter((example) => foldOf.get(example) === fold);
    if (left.length === 0) return [];
    const understand = train(
      withExamples(
        knowledge,
        examples.filter((example) => foldOf.get(example) !== fold),
      ),
    );
    return left.map((example) => readingOf(example, understand));
  });
  const ours = readings.filter(({ example }) => example.intent !== null);
  const right = (some: readonly Reading[]) => some.filter(({ intent, takenFor }) => intent === takenFor).length;
  const byIntent = grouped(readings, ({ intent }) => intent);
  const wrong = readings.filter(({ intent, takenFor }) => intent !== takenFor);
  const pairs = grouped(wrong, ({ intent, takenFor }) => `${intent} ${takenFor}`);
  return {
    folds,
    examples: readings.length,
    accuracy: right(readings) / Math.max(readings.length, 1),
    rankedFirst: ours.filter(({ example, first }) => example.intent === first).length / Math.max(ours.length, 1),
    intents: [...byIntent]
      .map(([intent, some]) => ({ intent, examples: some.length, accuracy: right(some) / some.length }))
      .sort((a, b) => a.accuracy - b.accuracy),
    confusions: [...pairs.values()].map(confusionOf).sort((a, b) => b.count - a.count),
  };
}

interface Reading {
  readonly intent: string;
  readonly takenFor: string;
  /** Ranked first, accepted or not. */
  readonly first: string | null;
  readonly confidence: number;
  readonly example: Example;
}

function readingOf(example: Example, understand: Understand): Reading {
  const { intents, outcome } = understand(example.text);
  const [best] = intents;
  const ours = outcome !== "out_of_scope" && best !== undefined;
  return {
    intent: example.intent ?? background,
    takenFor: ours ? best.intent : background,
    first: best?.intent ?? null,
    confidence: best?.confidence ?? 0,
    example,
  };
}

function confusionOf(readings: readonly Reading[]): Confusion {
  const [first] = readings as [Reading];
  const worst = [...readings].sort((a, b) => b.confidence - a.confidence).slice(0, worstShown);
  return {
    intent: first.intent,
    takenFor: first.takenFor,
    count: readings.length,
    worst: worst.map(({ example: { text: said, place }, confidence }) => ({
      text: said,
      file: place.file,
      line: place.line,
      confidence,
    })),
  };
}

/** The n-th example of an intent goes into fold n modulo `folds`. */
function numberedBy(examples: readonly Example[], folds: number): ReadonlyMap<Example, number> {
  const seen = new Map<string | null, number>();
  return new Map(
    examples.map((example) => {
      const nth = seen.get(example.intent) ?? 0;
      seen.set(example.intent, nth + 1);
      return [example, nth % folds];
    }),
  );
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function withExamples(knowledge: Knowledge, examples: readonly Example[]): Knowledge {
  const textsOf = (intent: string | null) => examples.filter((each) => each.intent === intent).map((each) => each.text);
  return {
    ...knowledge,
    intents: new Map([...knowledge.intents].map(([id, intent]) => [id, { ...intent, examples: textsOf(id) }])),
    background: textsOf(null),
  };
}

function linesOf({ folds, examples, accuracy, rankedFirst, intents, confusions }: Confusions): readonly string[] {
  const share = (part: number) => `${(100 * part).toFixed(1)} %`.padStart(7);
  return [
    `${examples} examples in ${folds} folds, ${share(accuracy).trim()} read right; the intent ranked first: ${share(rankedFirst).trim()}`,
    "",
    ...intents.map(
      ({ intent, examples: some, accuracy: part }) => `${share(part)}  ${String(some).padStart(4)}  ${intent}`,
    ),
    ...confusions.flatMap(({ intent, takenFor, count, worst }) => [
      "",
      `${count} of ${intent} taken for ${takenFor}`,
      ...worst.map(({ text: said, file, line, confidence }) => `  ${file}:${line}  ${said} (${confidence.toFixed(2)})`),
    ]),
  ];
}
