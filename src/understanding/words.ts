import { eachPart } from "./chunks.ts";
import { stem } from "./natural.ts";
import type { Term } from "./terms.ts";

/** A run of letters or of digits. "buds4pro" is three words of one token, so that "buds 4 pro" reads the same. */
export interface Word {
  /** Lower case, accents and apostrophes removed: "doesnt". What is longer than any word is cut. */
  readonly text: string;
  /** The same for the ranker. */
  readonly term: Term;
  /** Porter's stem of its singular. */
  readonly stem: string;
  /** UTF-16 offsets into the text as received. */
  readonly start: number;
  readonly end: number;
  /** First and last word of its token. */
  readonly opens: boolean;
  readonly closes: boolean;
  /** What separates it from the word before: nothing but space, a comma or the like, or the end of a sentence. */
  readonly after: "space" | "clause" | "sentence";
}

/** A text without any punctuation is cut after so many words: else every look around a word would cost as much as the text. */
const longestSentence = 120;

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let previousEnd = 0;
  let run = 0;
  eachPart(text, (part, chunkAt) => {
    part.stem ??= stem(singular(part.text));
    const start = chunkAt + part.at;
    const after = words.length === 0 || run === longestSentence ? "sentence" : separation(text, previousEnd, start);
    run = after === "sentence" ? 1 : run + 1;
    previousEnd = start + part.length;
    const { text: own, stem: ownStem, opens, closes } = part;
    words.push({ text: own, term: part, stem: ownStem, start, end: previousEnd, opens, closes, after });
  });
  return words;
}

/** The words alone, as the ranker takes them. */
export function termsIn(text: string): Term[] {
  const terms: Term[] = [];
  eachPart(text, (part) => {
    terms.push(part);
  });
  return terms;
}

/** The same as texts. */
export const textsIn = (text: string): string[] => termsIn(text).map(({ text: word }) => word);

export const singular = (word: string): string => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word);

/** Lower-case words of a phrase, joined by single spaces; the form in which phrases of the pack are compared. */
export const plain = (text: string): string => textsIn(text).join(" ");

function separation(text: string, from: number, to: number): Word["after"] {
  if (to === from || (to === from + 1 && text.charAt(from) === " ")) return "space";
  const gap = text.slice(from, to);
  if (/[!?;\n…]|\.\s/.test(gap)) return "sentence";
  return /[,:()–—"|]|\s-\s/.test(gap) ? "clause" : "space";
}
