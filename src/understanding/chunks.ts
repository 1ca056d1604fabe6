import { tokenize } from "./natural.ts";
import type { Term } from "./terms.ts";

/** A run of letters or of digits, as it is in whatever text its chunk stands. The text: lower case, accents and apostrophes removed. */
export interface Part extends Term {
  /** Found when first asked for. */
  stem: string | null;
  /** UTF-16 units from the beginning of the chunk. */
  readonly at: number;
  readonly length: number;
  /** First and last of its token. */
  readonly opens: boolean;
  readonly closes: boolean;
  /** What follows it in its chunk. */
  next: Part | null;
}

/** What stands between two spaces, by its key. */
interface Chunk {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly first: Part | null;
}

/** Nobody's word is longer; what has no spaces must not be read as one. */
const longestWord = 48;
const space = 0x20;
const lastPlain = 0x7f;

/** Four units of seven bits fill a number, and four numbers a key. */
const unitBits = 7;
const threeUnits = 2 ** (3 * unitBits);
const longestKey = 16;
/** A power of two, many times the words people use; a newcomer takes the place of whoever had it. */
const slots = 2 ** 15;
const kept = new Array<Chunk | undefined>(slots);
/** What is too long for a key or has other letters, by its text. */
const others = new Map<string, Part | null>();
const othersKept = 4096;

/**
 * Cuts a text at its spaces and each chunk into tokens. Most chunks come again: they are found by a key packed while
 * looking for the next space, without a copy of them.
 * @param take called for each part in order, with the place where its chunk begins
 */
export function eachPart(text: string, take: (part: Part, chunkAt: number) => void): void {
  const { length } = text;
  for (let at = 0; at < length; at++) {
    let unit = text.charCodeAt(at);
    if (unit <= space) continue;
    const start = at;
    let all = 0;
    // The latest units are in `a`; no unit is zero, so that two chunks never share a key.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    do {
      all |= unit;
      if (a >= threeUnits) {
        d = c;
        c = b;
        b = a;
        a = 0;
      }
      a = (a << unitBits) | unit;
      at++;
      if (at === length) break;
      unit = text.charCodeAt(at);
    } while (unit > space);
    const hasKey = all <= lastPlain && at - start <= longestKey;
    let part = hasKey ? firstAt(text, start, at, a, b, c, d) : firstOf(text.slice(start, at));
    for (; part !== null; part = part.next) take(part, start);
  }
}

function firstAt(text: string, start: number, end: number, a: number, b: number, c: number, d: number): Part | null {
  const mixed =
    Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f);
  const slot = (mixed ^ (mixed >>> 15)) & (slots - 1);
  const one = kept[slot];
  if (one !== undefined && one.a === a && one.b === b && one.c === c && one.d === d) return one.first;
  // Two that would share a place stand side by side.
  const other = kept[slot ^ 1];
  if (other !== undefined && other.a === a && other.b === b && other.c === c && other.d === d) return other.first;
  const first = cut(copyOf(text.slice(start, end)));
  kept[one === undefined ? slot : slot ^ 1] = { a, b, c, d, first };
  return first;
}

function firstOf(chunk: string): Part | null {
  if (chunk.length > longestWord) return cut(chunk);
  const known = others.get(chunk);
  if (known !== undefined) return known;
  const copy = copyOf(chunk);
  const first = cut(copy);
  if (others.size >= othersKept) others.clear();
  others.set(copy, first);
  return first;
}

/** What is kept must not be a slice: that would keep the whole text alive. */
const copyOf = (chunk: string): string => Array.from({ length: chunk.length }, (_, i) => chunk.charAt(i)).join("");

/** The first part; the others follow it. */
function cut(chunk: string): Part | null {
  const folded = fold(chunk);
  let first: Part | null = null;
  let last: Part | null = null;
  let from = 0;
  for (const token of tokenize(folded)) {
    const tokenAt = folded.indexOf(token, from);
    from = tokenAt + token.length;
    for (const match of token.matchAll(/[a-z0-9']+/g)) {
      const runs = [...match[0].matchAll(/[a-z']+|\d+/g)].filter((run) => /[a-z0-9]/.test(run[0]));
      for (const [n, run] of runs.entries()) {
        const part: Part = {
          text: run[0].replaceAll("'", "").slice(0, longestWord),
          by: 0,
          number: 0,
          stem: null,
          at: tokenAt + match.index + run.index,
          length: run[0].length,
          opens: n === 0,
          closes: n === runs.length - 1,
          next: null,
        };
        if (last === null) first = part;
        else last.next = part;
        last = part;
      }
    }
  }
  return first;
}

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
