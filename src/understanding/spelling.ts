import { editDistance, isEnglish } from "./natural.ts";

/** Words shorter than this have too many neighbours: "led", "let", "lid". */
const shortestCorrected = 4;
/** Two slips in a word shorter than this leave too little of it; in a longer one they spare the first letter. */
const shortestTwice = 6;
/** The first letter is rarely the wrong one: a word that shares it counts as if it occurred so many times as often. */
const sameFirst = 3;

/**
 * Corrects a word to a known one at Damerau–Levenshtein distance 1, a longer one at 2 where there is none; null when there
 * is neither. Known words stay, and so do words of English: "bold" is no slip of "hold".
 */
export type Correct = (word: string) => string | null;

/**
 * One slip is looked up by what is left of a word when a letter is dropped (symmetric deletes), so that the cost does not
 * depend on how many words are known. Two slips are looked for among all words by their letters.
 * @param known words → how often each occurs; the more frequent one wins
 */
export function createCorrect(known: ReadonlyMap<string, number>): Correct {
  /** Built with the first slip: a start must not wait for it. */
  let byRemainder: ReadonlyMap<string, readonly string[]> | null = null;
  let nearby: ((word: string) => readonly string[]) | null = null;

  return (word) => {
    const found = nearest(word);
    return found === null || isEnglish(word) ? null : found;
  };

  function nearest(word: string): string | null {
    // A word of three letters may be one of four that lost a letter.
    if (known.has(word) || !/^[a-z]{3,}$/.test(word)) return null;
    byRemainder ??= wordsByRemainder(known.keys());
    const words = byRemainder;
    const candidates = new Set(remaindersOf(word).flatMap((remainder) => words.get(remainder) ?? []));
    const once = likeliest(
      word,
      [...candidates].filter((candidate) => withinOne(word, candidate)),
    );
    if (once !== null || word.length < shortestTwice) return once;
    nearby ??= createNearby([...known.keys()].filter((one) => one.length >= shortestTwice && correctable(one)));
    return likeliest(
      word,
      nearby(word).filter((candidate) => editDistance(word, candidate) === 2),
    );
  }

  function likeliest(word: string, candidates: readonly string[]): string | null {
    let best: string | null = null;
    let bestRank = 0;
    for (const candidate of candidates) {
      const rank = (known.get(candidate) ?? 0) * (candidate.charAt(0) === word.charAt(0) ? sameFirst : 1);
      if (rank > bestRank) {
        best = candidate;
        bestRank = rank;
      }
    }
    return best;
  }
}

/** The words that two slips may lead to: they begin alike, and no more than two letters of either are missing in the other. */
function createNearby(words: readonly string[]): (word: string) => readonly string[] {
  const letters = Int32Array.from(words, lettersIn);
  const lengths = Uint8Array.from(words, ({ length }) => length);
  const firsts = Uint8Array.from(words, (word) => word.charCodeAt(0));
  return (word) => {
    const own = lettersIn(word);
    const found: string[] = [];
    for (let at = 0; at < letters.length; at++) {
      const theirs = letters[at] as number;
      if (firsts[at] !== word.charCodeAt(0) || Math.abs((lengths[at] as number) - word.length) > 2) continue;
      if (moreThanTwo(own & ~theirs) || moreThanTwo(theirs & ~own)) continue;
      found.push(words[at] as string);
    }
    return found;
  };
}

/** A bit for each letter from a to z. */
function lettersIn(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) - 0x61);
  return letters;
}

/** Whether more than two bits are set. */
function moreThanTwo(bits: number): boolean {
  const withoutOne = bits & (bits - 1);
  return (withoutOne & (withoutOne - 1)) !== 0;
}

function wordsByRemainder(known: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const byRemainder = new Map<string, string[]>();
  for (const word of known) {
    if (!correctable(word)) continue;
    for (const remainder of remaindersOf(word)) {
      const words = byRemainder.get(remainder);
      if (words === undefined) byRemainder.set(remainder, [word]);
      else words.push(word);
    }
  }
  return byRemainder;
}

const correctable = (word: string): boolean => word.length >= shortestCorrected && /^[a-z]+$/.test(word);

/** At most one slip between two words: a letter too many, missing, wrong, or two neighbours swapped. */
export const withinOne = (a: string, b: string): boolean => a === b || (nearlyAlike(a, b) && editDistance(a, b) <= 1);

/** Cheap and necessary: all but two letters lie in a common beginning and end. Most pairs are told apart here. */
export function nearlyAlike(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (Math.max(a.length, b.length) - shorter > 1) return false;
  let front = 0;
  while (front < shorter && a.charCodeAt(front) === b.charCodeAt(front)) front++;
  let back = 0;
  while (back < shorter - front && a.charCodeAt(a.length - 1 - back) === b.charCodeAt(b.length - 1 - back)) back++;
  return front + back >= shorter - 2;
}

/** The word itself and the word with each letter dropped. */
function remaindersOf(word: string): string[] {
  const remainders = new Set([word]);
  for (let i = 0; i < word.length; i++) remainders.add(word.slice(0, i) + word.slice(i + 1));
  return [...remainders];
}
