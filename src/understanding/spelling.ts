import { editDistance } from "./natural.ts";

/** Words shorter than this have too many neighbours: "led", "let", "lid". */
const shortestCorrected = 4;

/** Corrects a word to a known one at Damerau–Levenshtein distance 1; null when there is none. Known words stay. */
export type Correct = (word: string) => string | null;

/**
 * Looks words up by what is left of them when one letter is dropped (symmetric deletes), so that the cost does not
 * depend on how many words are known.
 * @param known words → how often each occurs; among equals the more frequent one wins
 */
export function createCorrect(known: ReadonlyMap<string, number>): Correct {
  /** Built with the first slip: a start must not wait for it. */
  let byRemainder: ReadonlyMap<string, readonly string[]> | null = null;

  return (word) => {
    if (known.has(word) || !correctable(word)) return null;
    byRemainder ??= wordsByRemainder(known.keys());
    const words = byRemainder;
    const candidates = new Set(remaindersOf(word).flatMap((remainder) => words.get(remainder) ?? []));
    let best: string | null = null;
    let bestRank = -1;
    for (const candidate of candidates) {
      if (!withinOne(word, candidate)) continue;
      const rank = (known.get(candidate) ?? 0) + (candidate.charAt(0) === word.charAt(0) ? 1e6 : 0);
      if (rank > bestRank) {
        best = candidate;
        bestRank = rank;
      }
    }
    return best;
  };
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
