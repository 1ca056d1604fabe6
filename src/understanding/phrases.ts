import { type Word, wordsOf } from "./words.ts";

/** Where a phrase of the pack stands in a text; `from` and `to` (exclusive) count words. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A phrase of the pack as stems. */
export const stemsOf = (phrase: string): string[] => wordsOf(phrase).map((word) => word.stem);

export const stemAt = (words: readonly Word[], at: number): string => words[at]?.stem ?? "";

/** So many words may lie between two of a phrase. */
const mostSkipped = 8;

/** Whether the phrase stands at `at` word for word (stems compared, `skip` words may lie between). */
export function phraseAt(
  words: readonly Word[],
  at: number,
  phrase: readonly string[],
  skip: ReadonlySet<string> = new Set(),
): Span | null {
  let i = at;
  for (const [n, wanted] of phrase.entries()) {
    const last = Math.min(words.length, i + mostSkipped);
    while (n > 0 && i < last && stemAt(words, i) !== wanted && skip.has((words[i] as Word).text)) i++;
    if (i >= words.length || stemAt(words, i) !== wanted || (n > 0 && words[i]?.after === "sentence")) return null;
    i++;
  }
  return phrase.length === 0 ? null : { from: at, to: i };
}
