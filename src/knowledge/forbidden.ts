import type { BotFile } from "./schema.ts";

export interface Forbidden {
  /** The words as the author listed them. */
  readonly words: string;
  readonly because: string;
}

/**
 * Finds words of `never_say` in a text. Whole words, in order; case, punctuation and the kind of apostrophe do not
 * matter. A word that ends in `*` may go on; what stands inside a phrase of `except` does not count.
 */
export function createFindForbidden(
  entries: NonNullable<BotFile["never_say"]>,
): (text: string) => readonly Forbidden[] {
  const patterns = entries.map(({ words, because, except = [] }) => ({
    because,
    except: except.map(patternOf),
    words: words.map((each) => ({ each, pattern: patternOf(each) })),
  }));
  return (text) => {
    const plain = plainOf(text);
    return patterns.flatMap(({ because, except, words }) => {
      const rest = except.reduce((left, allowed) => left.replace(allowed, " | "), plain);
      return words.flatMap(({ each, pattern }) => (rest.search(pattern) < 0 ? [] : [{ words: each, because }]));
    });
  };
}

const patternOf = (words: string): RegExp =>
  new RegExp(`(?<= )${plainOf(words).trim().replaceAll(".", "\\.").replaceAll("*", "[\\p{L}\\p{N}']*")}(?= )`, "gu");

/** Lower case, single spaces, one at each end; a full stop keeps words apart. */
const plainOf = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[.!?:;]+(?=\s|$)/g, " | ")
    .replace(/[^\p{L}\p{N}'*|.]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()} `;
