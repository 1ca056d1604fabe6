import type { Knowledge } from "../dialog/knowledge.ts";
import { isDenied } from "./negation.ts";
import { phraseAt, stemAt, stemsOf } from "./phrases.ts";
import type { Word } from "./words.ts";

/** The words that make a text a matter of safety, as written; null where there are none. */
export type FindSafety = (text: string, words: readonly Word[]) => string | null;

const between = new Set([
  "the",
  "my",
  "a",
  "an",
  "very",
  "really",
  "so",
  "is",
  "are",
  "was",
  "just",
  "its",
  "got",
  "to",
  "all",
]);

/** Phrases of the pack on stems; "no smoke" and "not hot" do not count, small words may stand within. */
export function createFindSafety(knowledge: Knowledge): FindSafety {
  const byFirst = new Map<string, string[][]>();
  for (const phrase of knowledge.safety.map(stemsOf).sort((a, b) => b.length - a.length))
    byFirst.set(phrase[0] ?? "", [...(byFirst.get(phrase[0] ?? "") ?? []), phrase]);
  return (text, words) => {
    for (let at = 0; at < words.length; at++)
      for (const phrase of byFirst.get(stemAt(words, at)) ?? []) {
        const span = phraseAt(words, at, phrase, between);
        if (span === null || isDenied(words, at, 3)) continue;
        return text.slice((words[span.from] as Word).start, (words[span.to - 1] as Word).end);
      }
    return null;
  };
}
