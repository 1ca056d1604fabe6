import type { Knowledge } from "../dialog/knowledge.ts";
import { plain, singular, wordsOf } from "./words.ts";

/** One way to call an entry of the catalogue, or words that may mean several. */
export interface Name {
  readonly collection: string;
  readonly entries: readonly string[];
  readonly words: readonly string[];
}

/** Words that make another product out of a name: "Buds 5" is not "Buds 5 Pro". */
export const grades: ReadonlySet<string> = new Set([
  "pro",
  "lite",
  "max",
  "plus",
  "ultra",
  "mini",
  "se",
  "fe",
  "active",
  "youth",
  "fold",
  "flip",
]);

/** Whether a name is that of a system rather than of a device that runs it; only systems have versions next to them. */
export type IsSystem = (name: string) => boolean;

/** A name is a system's if it begins with one of those the pack lists, whole words. */
export function systemsOf(knowledge: Knowledge): IsSystem {
  const systems = [...knowledge.systems.values()].flat().map((system) => `${plain(system)} `);
  return (name) => {
    const words = `${plain(name)} `;
    return systems.some((system) => words.startsWith(system));
  };
}

/** Collections of an entry slot that has a version slot depending on it: numbers behind their names are versions. */
export function versionedCollections(knowledge: Knowledge): ReadonlySet<string> {
  const isSystem = systemsOf(knowledge);
  const collections = new Set<string>();
  for (const slot of knowledge.slots.values()) {
    if (slot.kind !== "version") continue;
    for (const on of slot.dependsOn) {
      const collection = knowledge.slots.get(on)?.collection;
      const entries = collection ? [...(knowledge.catalogue.get(collection)?.values() ?? [])] : [];
      const aliases = entries.flatMap((entry) => [entry.name, ...entry.aliases]);
      if (collection && aliases.some(isSystem)) collections.add(collection);
    }
  }
  return collections;
}

export function namesOf(knowledge: Knowledge): Name[] {
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

/**
 * Entries that stand for many products ("another brand": jbl, bose, …), by "collection entry": no word is common to half
 * of their names. A number behind such a name changes nothing.
 */
export function familiesOf(knowledge: Knowledge): ReadonlySet<string> {
  const families = new Set<string>();
  for (const [collection, entries] of knowledge.catalogue)
    for (const { id, aliases } of entries.values()) {
      const counts = new Map<string, number>();
      for (const alias of aliases)
        for (const word of new Set(wordsOf(alias).map(({ text }) => singular(text))))
          counts.set(word, (counts.get(word) ?? 0) + 1);
      if (aliases.length >= 4 && Math.max(...counts.values()) < aliases.length / 2) families.add(`${collection} ${id}`);
    }
  return families;
}

/** "iPhone (iOS)" is called either way. */
const namesIn = (name: string): string[] => name.split(/[()]/).filter((part) => part.trim() !== "");

export interface Brands {
  /** Words a product's name begins with, and names of one word: "mi", "redmi", "galaxy", "jbl". */
  readonly all: ReadonlySet<string>;
  /** Those that stand in front of whole names: "mi", "redmi". */
  readonly leading: ReadonlySet<string>;
  /** By "collection entry": the brands the entry goes by. */
  readonly own: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * An entry goes by the brand of its name, by whatever its aliases begin with, and by what the aliases of other
 * entries of the same brand begin with: "xiaomi" is good for every "Mi …" once one of them is also "xiaomi …".
 */
export function brandsOf(knowledge: Knowledge): Brands {
  const all = new Set<string>();
  const leading = new Set<string>();
  const own = new Map<string, Set<string>>();
  const families = familiesOf(knowledge);
  const collections = new Set([...knowledge.slots.values()].flatMap((slot) => slot.collection ?? []));
  for (const collection of collections) {
    const byBrand = new Map<string, Set<string>>();
    const entries = [...(knowledge.catalogue.get(collection)?.values() ?? [])].map((entry) => {
      const names = [...namesIn(entry.name), ...entry.aliases].map((name) => wordsOf(name).map(({ text }) => text));
      return { id: entry.id, brand: names[0]?.[0] ?? "", names };
    });
    for (const { id, brand, names } of entries) {
      all.add(brand);
      leading.add(brand);
      const firsts = byBrand.get(brand) ?? new Set<string>();
      byBrand.set(brand, firsts);
      for (const words of names) {
        const first = words[0] ?? "";
        firsts.add(first);
        // "Sony earbuds", "bose": what stands for other brands begins with one.
        if (words.length === 1 || families.has(`${collection} ${id}`)) all.add(first);
      }
    }
    for (const { id, brand } of entries) own.set(`${collection} ${id}`, byBrand.get(brand) ?? new Set());
  }
  for (const word of small) all.delete(word);
  return { all, leading, own };
}

/** "A product of another brand": names of catch-alls begin with words that are no brand. */
const small = ["", "a", "an", "the", "another", "other", "different"];

/** Words for kinds of products: "bud", "earbud", "speaker"; no brands, no numbers, no grades. */
export function nounsOf(names: readonly Name[], versioned: ReadonlySet<string>, brands: Brands): ReadonlySet<string> {
  const words = names.filter(({ collection }) => !versioned.has(collection)).flatMap((name) => name.words);
  return new Set(
    words.filter((word) => /^[a-z]{4,}$/.test(word) && !brands.all.has(word) && !grades.has(word)).map(singular),
  );
}
