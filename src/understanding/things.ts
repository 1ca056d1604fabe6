import type { Knowledge } from "../dialog/knowledge.ts";
import type { NameMention } from "./gazetteer.ts";
import { familiesOf, grades, namesOf } from "./names.ts";
import { stem } from "./natural.ts";
import { singular, textsIn } from "./words.ts";

/** What a thing named in the text may be called in a phrase of the pack, as stems: "restarted my iPhone" restarts the phone. */
export type ThingsAt = (at: number) => readonly string[];

export interface Things {
  /** Whether a stem says what sort of thing something is. */
  isThing(stem: string): boolean;
  at(names: readonly NameMention[]): ThingsAt;
}

/** Whatever the pack is about may be called that. */
const anything = "devic";

/**
 * The sorts of things a pack is about: what its names end in ("Redmi Speaker 3" is a speaker, a "Galaxy phone" a phone),
 * and the names of the slots that hold them.
 */
export function createThings(knowledge: Knowledge): Things {
  const sorts = new Map<string, Set<string>>();
  const add = (collection: string, word: string): void => {
    const known = sorts.get(collection) ?? new Set([anything]);
    sorts.set(collection, known.add(stem(singular(word))));
  };
  const families = familiesOf(knowledge);
  /** By "collection word": the entries whose names end in it; a word that only one has is a name and no sort. */
  const entriesOf = new Map<string, Set<string>>();
  for (const { collection, entries, words } of namesOf(knowledge)) {
    const sort = sortIn(words);
    if (sort === undefined) continue;
    const ending = entriesOf.get(`${collection} ${sort}`) ?? new Set();
    entriesOf.set(`${collection} ${sort}`, ending);
    // "JBL Charge" is no charge: what stands for many products has names of every sort.
    for (const entry of entries) if (!families.has(`${collection} ${entry}`)) ending.add(entry);
    if (ending.size > 1) add(collection, sort);
  }
  for (const { collection, name } of knowledge.slots.values())
    if (collection !== null) for (const word of textsIn(name)) if (word.length >= shortestSort) add(collection, word);
  const all = new Set([...sorts.values()].flatMap((stems) => [...stems]));
  return {
    isThing: (found) => all.has(found),
    at(names) {
      const byStart = new Map(names.map(({ from, collection }) => [from, [...(sorts.get(collection) ?? [])]]));
      return (at) => byStart.get(at) ?? [];
    },
  };
}

const shortestSort = 3;

/** The last word of a name that is no number and no grade. */
const sortIn = (words: readonly string[]): string | undefined =>
  words.findLast((word) => /^[a-z]+$/.test(word) && word.length >= shortestSort && !grades.has(word));
