import type { Knowledge } from "../dialog/knowledge.ts";
import { createFindNames } from "./gazetteer.ts";
import type { TrainingSet } from "./learning.ts";
import { createMask } from "./mask.ts";
import { textsIn, wordsOf } from "./words.ts";

/** Every word of a pack's sentences, those of names too. */
export const ordinaryWords = ({ intents, background }: Knowledge): ReadonlySet<string> =>
  new Set([...[...intents.values()].flatMap(({ examples }) => examples), ...background].flatMap(textsIn));

/** The sentences of a pack as words, names masked. */
export function trainingSetOf(knowledge: Knowledge, ordinary: ReadonlySet<string>): TrainingSet {
  const findNames = createFindNames(knowledge, (word) => ordinary.has(word));
  const mask = createMask(knowledge);
  const masked = (text: string): string[] => {
    const words = wordsOf(text);
    return mask(words, findNames(words)).map(({ text: word }) => word);
  };
  return {
    intents: [...knowledge.intents.values()].map(({ id, examples }) => ({ id, sentences: examples.map(masked) })),
    background: knowledge.background.map(masked),
  };
}
