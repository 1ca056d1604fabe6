import type { Span } from "./phrases.ts";
import type { Word } from "./words.ts";

/** The words around `at` up to the next comma, end of sentence or "but". */
export function clauseOf(words: readonly Word[], at: number): Span {
  let from = at;
  while (from > 0 && words[from]?.after === "space" && words[from]?.text !== "but") from--;
  let to = at + 1;
  while (to < words.length && words[to]?.after === "space" && words[to]?.text !== "but") to++;
  return { from, to };
}

export function sameSentence(words: readonly Word[], a: Span, b: Span): boolean {
  const [first, second] = a.from <= b.from ? [a, b] : [b, a];
  return !words.slice(first.from + 1, second.from + 1).some(({ after }) => after === "sentence");
}
