import { stem, tokenize } from "./natural.ts";

/** A run of letters or of digits. "buds4pro" is three words of one token, so that "buds 4 pro" reads the same. */
export interface Word {
  /** Lower case, accents and apostrophes removed: "doesnt". */
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

export function wordsOf(text: string): Word[] {
  const folded = fold(text);
  const words: Word[] = [];
  let from = 0;
  let previousEnd = 0;
  for (const token of tokenize(folded)) {
    const tokenStart = folded.indexOf(token, from);
    from = tokenStart + token.length;
    for (const part of token.matchAll(/[a-z0-9']+/g)) {
      const runs = [...part[0].matchAll(/[a-z']+|\d+/g)].filter((run) => /[a-z0-9]/.test(run[0]));
      for (const [n, run] of runs.entries()) {
        const start = tokenStart + part.index + run.index;
        const clean = run[0].replaceAll("'", "");
        words.push({
          text: clean,
          stem: stem(singular(clean)),
          start,
          end: start + run[0].length,
          opens: n === 0,
          closes: n === runs.length - 1,
          after: words.length === 0 ? "sentence" : separation(text.slice(previousEnd, start)),
        });
        previousEnd = start + run[0].length;
      }
    }
  }
  return words;
}

export const singular = (word: string): string => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word);

/** Lower-case words of a phrase, joined by single spaces; the form in which phrases of the pack are compared. */
export const plain = (text: string): string =>
  wordsOf(text)
    .map((word) => word.text)
    .join(" ");

/** Same length as the text, so that offsets hold: each UTF-16 unit becomes a plain lower-case one where there is one. */
function fold(text: string): string {
  if (!/[^\x20-\x5f\x61-\x7e]/.test(text)) return text.toLowerCase();
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

function separation(gap: string): Word["after"] {
  if (/[!?;\n…]|\.\s/.test(gap)) return "sentence";
  return /[,:()–—"|]|\s-\s/.test(gap) ? "clause" : "space";
}
