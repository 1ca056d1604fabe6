import { tokenize } from "./natural.ts";

/** A run of letters or of digits, as it is in whatever text its chunk stands. */
export interface Part {
  /** Lower case, accents and apostrophes removed. */
  readonly text: string;
  /** Found when first asked for. */
  stem: string | null;
  /** UTF-16 units from the beginning of the chunk. */
  readonly at: number;
  readonly length: number;
  /** First and last of its token. */
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Nobody's word is longer; what has no spaces must not be read as one. */
const longestWord = 48;
const space = 0x20;

/** What stands between two spaces, and what it is cut into. */
interface Chunk {
  readonly text: string;
  readonly parts: readonly Part[];
}

/** A power of two, many times the words people use. */
const slots = 2 ** 15;
/** By the hash of the text; a newcomer takes the place of whoever had it, so that what users write fills no more than this. */
const kept = new Array<Chunk | undefined>(slots);

/**
 * Cuts a text at its spaces and each chunk into tokens. Most chunks come again: they are found by a hash taken while
 * looking for the next space, without a copy of them.
 * @param take called for each part in order, with the place where its chunk begins
 */
export function eachPart(text: string, take: (part: Part, chunkAt: number) => void): void {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) <= space) continue;
    const start = at;
    let hash = 0;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit <= space) break;
      hash = (Math.imul(hash, 31) + unit) | 0;
    }
    for (const part of partsOf(text, start, at, hash)) take(part, start);
  }
}

function partsOf(text: string, start: number, end: number, hash: number): readonly Part[] {
  if (end - start > longestWord) return cut(text.slice(start, end));
  const slot = (hash ^ (hash >>> 15)) & (slots - 1);
  const first = kept[slot];
  if (first !== undefined && isAt(text, start, end, first.text)) return first.parts;
  // Two that would share a place stand side by side.
  const second = kept[slot ^ 1];
  if (second !== undefined && isAt(text, start, end, second.text)) return second.parts;
  // A slice would keep the whole text alive.
  const chunk = Array.from({ length: end - start }, (_, i) => text.charAt(start + i)).join("");
  const parts = cut(chunk);
  kept[first === undefined ? slot : slot ^ 1] = { text: chunk, parts };
  return parts;
}

function isAt(text: string, start: number, end: number, chunk: string): boolean {
  if (chunk.length !== end - start) return false;
  for (let i = 0; i < chunk.length; i++) if (chunk.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}

function cut(chunk: string): readonly Part[] {
  const folded = fold(chunk);
  const parts: Part[] = [];
  let from = 0;
  for (const token of tokenize(folded)) {
    const tokenAt = folded.indexOf(token, from);
    from = tokenAt + token.length;
    for (const match of token.matchAll(/[a-z0-9']+/g)) {
      const runs = [...match[0].matchAll(/[a-z']+|\d+/g)].filter((run) => /[a-z0-9]/.test(run[0]));
      for (const [n, run] of runs.entries())
        parts.push({
          text: run[0].replaceAll("'", "").slice(0, longestWord),
          stem: null,
          at: tokenAt + match.index + run.index,
          length: run[0].length,
          opens: n === 0,
          closes: n === runs.length - 1,
        });
    }
  }
  return parts;
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
