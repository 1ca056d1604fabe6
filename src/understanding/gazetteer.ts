import type { Knowledge } from "../dialog/knowledge.ts";
import { withinOne } from "./spelling.ts";
import { type Word, wordsOf } from "./words.ts";

/** A name of the catalogue found in a text. `from` and `to` (exclusive) count words. */
export interface NameMention {
  readonly collection: string;
  /** One entry where the words settle it, several where they only narrow it down. */
  readonly entries: readonly string[];
  readonly from: number;
  readonly to: number;
  /** The words of the name itself, without the numbers and grades that follow ("iphone" of "iPhone 15 Pro"). */
  readonly name: string;
}

export type FindNames = (words: readonly Word[]) => readonly NameMention[];

interface Name {
  readonly collection: string;
  readonly entries: readonly string[];
  readonly words: readonly string[];
}

/** Words that make another product out of a name: "Buds 5" is not "Buds 5 Pro". */
const grades = new Set(["pro", "lite", "max", "plus", "ultra", "mini", "se", "fe", "active", "youth", "fold", "flip"]);
/** What a number may count; otherwise a number right after a name makes another product of it: "AirDots 2". */
const counted =
  /^(h|hrs?|hours?|m|min|mins|minutes?|s|sec|secs|seconds?|days?|weeks?|months?|years?|times?|x|pcs|percent|feet|meters?|metres?)$/;
const shortestCorrected = 5;
const longestName = 9;

/**
 * A scanner for the names of the catalogue: longest match wins; spaces, joins and plurals do not matter
 * ("mi buds4 pro", "earbuds2s"); one slip is forgiven in words of five letters and more. A name with another brand
 * in front ("redmi buds 5") or with a grade or number behind that the catalogue does not know is another product.
 * @param ordinary whether a word is one that people use anyway: such a word is never taken for a misspelt name
 */
export function createFindNames(knowledge: Knowledge, ordinary: (word: string) => boolean): FindNames {
  const names = namesOf(knowledge);
  const exact = new Map<string, Name[]>();
  const loose = new Map<string, Name[]>();
  for (const name of names) {
    put(exact, name.words.join(""), name);
    put(
      loose,
      looseKey(name.words, (word) => word),
      name,
    );
  }
  const vocabulary = new Set(names.flatMap(({ words }) => words));
  const correctable = [...vocabulary].filter((word) => word.length >= shortestCorrected && /^[a-z]+$/.test(word));
  /** No name begins with another letter: most words need no look. */
  const starts = new Set(names.map(({ words }) => (words[0] as string).charAt(0)));
  const versioned = versionedCollections(knowledge);
  const brands = brandsOf(knowledge);
  const nouns = nounsOf(names, versioned, brands);
  const grade = (word: Word | undefined): boolean => word !== undefined && grades.has(word.text);

  /** Text as the catalogue would spell it; null where it is no near miss of a catalogue word. */
  function corrected(word: string): string | null {
    if (word.length < shortestCorrected || vocabulary.has(word) || vocabulary.has(singular(word))) return null;
    const near = correctable.filter(
      (known) => singular(known) !== singular(word) && known.charAt(0) === word.charAt(0) && withinOne(word, known),
    );
    return near.length === 1 ? (near[0] as string) : null;
  }

  function candidates(texts: readonly string[], fixes: readonly (string | null)[]): readonly Name[] {
    const found = exact.get(texts.join("")) ?? loose.get(looseKey(texts, singular));
    if (found !== undefined) return found;
    if (fixes.every((fix) => fix === null)) return [];
    const fixed = texts.map((text, i) => fixes[i] ?? text);
    // Alone, a near miss has no neighbours to confirm it: "apply" must not become "apple".
    if (texts.length === 1 && (ordinary(texts[0] as string) || (fixed[0] as string).length < 6)) return [];
    return exact.get(fixed.join("")) ?? loose.get(looseKey(fixed, singular)) ?? [];
  }

  function mentionAt(words: readonly Word[], fixes: readonly (string | null)[], from: number): NameMention | null {
    const texts = words.slice(from, from + longestName).map(({ text }) => text);
    for (let to = Math.min(words.length, from + longestName); to > from; to--) {
      const last = words[to - 1] as Word;
      const next = words[to];
      // "iphone15" goes on with its number, "two speaker 3s" with a plural.
      const plural = next?.text === "s" && next.closes && /^\d/.test(last.text);
      if (!last.closes && !plural && !/^\d/.test(next?.text ?? "")) continue;
      for (const name of candidates(texts.slice(0, to - from), fixes.slice(from, to))) {
        const numbered = name.words.some((word) => /^\d/.test(word));
        const grows = versioned.has(name.collection) && !numbered;
        if (brandInFront(words, from, name)) continue;
        if (!versioned.has(name.collection) && next?.after === "space" && otherProduct(words, to, name, numbered)) continue;
        const end = grows ? swallow(words, to) : plural && !last.closes ? to + 1 : to;
        if (grows && isNounAt(words, end)) continue;
        return { collection: name.collection, entries: name.entries, from, to: end, name: name.words.join(" ") };
      }
    }
    return null;
  }

  function brandInFront(words: readonly Word[], from: number, name: Name): boolean {
    const before = words[from - 1];
    const first = words[from] as Word;
    if (before === undefined || first.after !== "space" || versioned.has(name.collection)) return false;
    if (!brands.all.has(before.text) || brands.all.has(first.text)) return false;
    return name.entries.every((entry) => brands.own.get(`${name.collection} ${entry}`)?.has(before.text) !== true);
  }

  function otherProduct(words: readonly Word[], at: number, name: Name, numbered: boolean): boolean {
    const next = words[at] as Word;
    if (name.entries.length > 1) return false;
    if (grade(next)) return true;
    const after = words[at + 1];
    return !numbered && /^[1-9]$/.test(next.text) && !(after !== undefined && counted.test(after.text));
  }

  /** "iPhone 15 Pro Max", "Galaxy S24 Ultra": the model number of a device is part of its name. */
  function swallow(words: readonly Word[], from: number): number {
    if (isSystemName((words[from - 1] as Word).text)) return from;
    let to = from;
    while (to < words.length && (words[to] as Word).after === "space") {
      const word = words[to] as Word;
      const next = words[to + 1];
      const letterAndNumber = word.text.length === 1 && !word.closes && /^\d/.test(next?.text ?? "");
      if (letterAndNumber) to += 2;
      else if (/^\d{1,3}$/.test(word.text) && !(next !== undefined && counted.test(next.text) && next.opens)) to++;
      else if (to > from && (grade(word) || /^[a-z]$/.test(word.text)) && !(word.opens && word.text.length === 1)) to++;
      else if (/^(pro|note|ultra|plus|max|mini|se)$/.test(word.text)) to++;
      else break;
    }
    return to;
  }

  /** "Galaxy Buds" are no phone: the brand belongs to the product behind it. */
  const isNounAt = (words: readonly Word[], at: number): boolean => {
    const word = words[at];
    return word !== undefined && word.after === "space" && nouns.has(singular(word.text));
  };

  return (words) => {
    const mentions: NameMention[] = [];
    const fixes = words.map((word) => corrected(word.text));
    for (let from = 0; from < words.length; from++) {
      if (!(words[from] as Word).opens || !starts.has((words[from] as Word).text.charAt(0))) continue;
      const mention = mentionAt(words, fixes, from);
      if (mention === null) continue;
      mentions.push(mention);
      from = mention.to - 1;
    }
    return mentions;
  };
}

/** A name of a system rather than of a device that runs it; only systems have versions next to them. */
export const isSystemName = (name: string): boolean => systemName.test(name);

const systemName =
  /^(android|windows|win|linux|ubuntu|debian|fedora|miui|emui|(one|1) ?ui|(i|ipad|mac|chrome|hyper|oxygen|color|harmony|funtouch) ?os)\b/;

/** Collections of an entry slot that has a version slot depending on it: numbers behind their names are versions. */
export function versionedCollections(knowledge: Knowledge): ReadonlySet<string> {
  const collections = new Set<string>();
  for (const slot of knowledge.slots.values()) {
    if (slot.kind !== "version") continue;
    for (const on of slot.dependsOn) {
      const collection = knowledge.slots.get(on)?.collection;
      const entries = collection ? [...(knowledge.catalogue.get(collection)?.values() ?? [])] : [];
      const aliases = entries.flatMap((entry) => [entry.name, ...entry.aliases]);
      if (collection && aliases.some((alias) => isSystemName(alias.toLowerCase()))) collections.add(collection);
    }
  }
  return collections;
}

function namesOf(knowledge: Knowledge): Name[] {
  const slotCollections = new Set([...knowledge.slots.values()].flatMap((slot) => slot.collection ?? []));
  const names: Name[] = [];
  const add = (collection: string, entries: readonly string[], text: string): void => {
    const words = wordsOf(text).map((word) => word.text);
    if (words.length > 0 && entries.length > 0) names.push({ collection, entries, words });
  };
  for (const [collection, entries] of knowledge.catalogue)
    for (const entry of entries.values()) {
      // Other collections (apps) only block: "mi home speaker" and "mi home" compete for the same words.
      if (slotCollections.has(collection)) for (const text of namesIn(entry.name)) add(collection, [entry.id], text);
      if (collection !== "lights") for (const alias of entry.aliases) add(collection, [entry.id], alias);
    }
  for (const { collection, words, among } of knowledge.vague) for (const text of words) add(collection, among, text);
  return names;
}

/** "iPhone (iOS)" is called either way. */
const namesIn = (name: string): string[] => name.split(/[()]/).filter((part) => part.trim() !== "");

interface Brands {
  /** Words a product's name begins with, and names of one word: "mi", "redmi", "galaxy", "jbl". */
  readonly all: ReadonlySet<string>;
  /** By "collection entry": the brands the entry goes by. */
  readonly own: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * An entry goes by the brand of its name, by whatever its aliases begin with, and by what the aliases of other
 * entries of the same brand begin with: "xiaomi" is good for every "Mi …" once one of them is also "xiaomi …".
 */
function brandsOf(knowledge: Knowledge): Brands {
  const all = new Set<string>();
  const own = new Map<string, Set<string>>();
  const collections = new Set([...knowledge.slots.values()].flatMap((slot) => slot.collection ?? []));
  for (const collection of collections) {
    const byBrand = new Map<string, Set<string>>();
    const entries = [...(knowledge.catalogue.get(collection)?.values() ?? [])].map((entry) => {
      const names = [...namesIn(entry.name), ...entry.aliases].map((name) => wordsOf(name).map(({ text }) => text));
      return { id: entry.id, brand: names[0]?.[0] ?? "", names };
    });
    for (const { brand, names } of entries) {
      all.add(brand);
      const firsts = byBrand.get(brand) ?? new Set<string>();
      byBrand.set(brand, firsts);
      for (const words of names) {
        firsts.add(words[0] ?? "");
        if (words.length === 1) all.add(words[0] as string);
      }
    }
    for (const { id, brand } of entries) own.set(`${collection} ${id}`, byBrand.get(brand) ?? new Set());
  }
  return { all, own };
}

/** Words for kinds of products: "bud", "earbud", "speaker"; no brands, no numbers, no grades. */
function nounsOf(names: readonly Name[], versioned: ReadonlySet<string>, brands: Brands): ReadonlySet<string> {
  const words = names.filter(({ collection }) => !versioned.has(collection)).flatMap((name) => name.words);
  return new Set(
    words.filter((word) => /^[a-z]{4,}$/.test(word) && !brands.all.has(word) && !grades.has(word)).map(singular),
  );
}

/** Names of several words are compared without plurals; a name of one word keeps its own ("windows" is no window). */
const looseKey = (words: readonly string[], single: (word: string) => string): string =>
  words.length === 1 ? single(words[0] as string) : words.map(singular).join("");

export const singular = (word: string): string => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word);

function put(map: Map<string, Name[]>, key: string, name: Name): void {
  const names = map.get(key);
  if (names === undefined) map.set(key, [name]);
  else if (!names.some((known) => known.collection === name.collection)) names.push(name);
  // Words that the author calls vague are vague, even where they are also a whole name: "mi buds 4" may be a 4 Pro.
  else if (name.entries.length > 1) names.unshift(name);
}
