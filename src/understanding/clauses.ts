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
  for (let at = first.from + 1; at <= second.from; at++) if (words[at]?.after === "sentence") return false;
  return true;
}

/** The sentence around `at`. */
function sentenceOf(words: readonly Word[], at: number): Span {
  let from = at;
  while (from > 0 && words[from]?.after !== "sentence") from--;
  let to = at + 1;
  while (to < words.length && words[to]?.after !== "sentence") to++;
  return { from, to };
}

const questionStart =
  /^(is|are|do|does|can|could|will|would|should|shall|may|might|what|how|which|where|who|when) (i|we|you|it|they|a|an|the|my|this|that|there|your|do|does|can|is|are|will|should)$/;

/** Whether the sentence around `at` is a question: by its mark, or by how it begins. */
export function isAsked(text: string, words: readonly Word[], at: number): boolean {
  const { from, to } = sentenceOf(words, at);
  const behind = text.slice((words[to - 1] as Word).end, words[to]?.start ?? text.length);
  return behind.includes("?") || questionStart.test(`${words[from]?.text} ${words[from + 1]?.text}`);
}
