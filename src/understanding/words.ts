import { stem, tokenize } from "./natural.ts";

/** A run of letters or of digits. "buds4pro" is three words of one token, so that "buds 4 pro" reads the same. */
export interface Word {
  /** Lower case, accents and apostrophes removed: "doesnt". What is longer than any word is cut. */
  readonly text: string;
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

/** Nobody's word is longer; what has no spaces must not be read as one. */
const longestWord = 48;
/** A text without any punctuation is cut after so many words: else every look around a word would cost as much as the text. */
const longestSentence = 120;

export function wordsOf(text: string): Word[] {
  const folded = fold(text);
  const words: Word[] = [];
  let from = 0;
  let previousEnd = 0;
  let run = 0;
  for (const token of tokenize(folded)) {
    const tokenStart = folded.indexOf(token, from);
    from = tokenStart + token.length;
    for (const part of partsOf(token)) {
      const { text: clean, at, length, opens, closes } = part;
      part.stem ??= stem(singular(clean));
      const start = tokenStart + at;
      const after = words.length === 0 || run === longestSentence ? "sentence" : separation(text, previousEnd, start);
      run = after === "sentence" ? 1 : run + 1;
      previousEnd = start + length;
      words.push({ text: clean, stem: part.stem, start, end: previousEnd, opens, closes, after });
    }
  }
  return words;
}

/** The words alone, without where they stand. */
export function textsIn(text: string): string[] {
  const texts: string[] = [];
  for (const token of tokenize(fold(text))) for (const part of partsOf(token)) texts.push(part.text);
  return texts;
}

/** A run of letters or of digits, as it is in whatever text its token stands. */
interface Part extends Pick<Word, "text" | "opens" | "closes"> {
  /** Found when first asked for. */
  stem: string | null;
  /** UTF-16 units from the beginning of the token. */
  readonly at: number;
  readonly length: number;
}

const partsKept = 20_000;
const kept = new Map<string, readonly Part[]>();

/** Kept, because most tokens come again; without a bound they would be kept for as long as the process lives. */
function partsOf(token: string): readonly Part[] {
  const known = kept.get(token);
  if (known !== undefined) return known;
  const parts = cut(token);
  if (token.length > longestWord) return parts;
  if (kept.size >= partsKept) kept.clear();
  kept.set(token, parts);
  return parts;
}

function cut(token: string): readonly Part[] {
  if (token.length <= longestWord && /^(?:[a-z]+|\d+)$/.test(token))
    return [{ text: token, stem: null, at: 0, length: token.length, opens: true, closes: true }];
  return [...token.matchAll(/[a-z0-9']+/g)].flatMap((part) => {
    const runs = [...part[0].matchAll(/[a-z']+|\d+/g)].filter((run) => /[a-z0-9]/.test(run[0]));
    return runs.map((run, n) => {
      const clean = run[0].replaceAll("'", "").slice(0, longestWord);
      return {
        text: clean,
        stem: null,
        at: part.index + run.index,
        length: run[0].length,
        opens: n === 0,
        closes: n === runs.length - 1,
      };
    });
  });
}

export const singular = (word: string): string => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word);

/** Lower-case words of a phrase, joined by single spaces; the form in which phrases of the pack are compared. */
export const plain = (text: string): string => textsIn(text).join(" ");

/** Same length as the text, so that offsets hold: each UTF-16 unit becomes a plain lower-case one where there is one. */
function fold(text: string): string {
  if (!/[^\t\n\r\x20-\x5f\x61-\x7e]/.test(text)) return text.toLowerCase();
  let folded = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    if (unit === "’" || unit === "‘" || unit === "´" || unit === "`") folded += "'";
    else if (unit < "\u0080") folded += unit.toLowerCase();
    else {
      const base = unit.normalize("NFKD").charAt(0).toLowerCase();
      folded += base.length === 1 ? base : unit;
    }
  }
  return folded;
}

function separation(text: string, from: number, to: number): Word["after"] {
  if (to === from || (to === from + 1 && text.charAt(from) === " ")) return "space";
  const gap = text.slice(from, to);
  if (/[!?;\n…]|\.\s/.test(gap)) return "sentence";
  return /[,:()–—"|]|\s-\s/.test(gap) ? "clause" : "space";
}
