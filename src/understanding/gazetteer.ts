import type { Knowledge } from "../dialog/knowledge.ts";
import { brandsOf, familiesOf, grades, type Name, namesOf, nounsOf, systemsOf, versionedCollections } from "./names.ts";
import { withinOne } from "./spelling.ts";
import { singular, type Word } from "./words.ts";

/** A name of the catalogue found in a text. `from` and `to` (exclusive) count words. */
export interface NameMention {
  readonly collection: string;
  /** One entry where the words settle it, several where they only narrow it down, none where the catalogue has no such product. */
  readonly entries: readonly string[];
  readonly from: number;
  readonly to: number;
  /** The words of the name itself, without the numbers and grades that follow ("iphone" of "iPhone 15 Pro"). */
  readonly name: string;
}

export type FindNames = (words: readonly Word[]) => readonly NameMention[];

/** What a number may count; otherwise a number right after a name makes another product of it: "AirDots 2". */
const counted =
  /^(h|hrs?|hours?|m|min|mins|minutes?|s|sec|secs|seconds?|days?|weeks?|months?|years?|times?|x|pcs|percent|feet|meters?|metres?)$/;
/** What may stand behind a product's number: "… 2 won't connect". Before a noun it counts: "… 2 lights". */
const goesOn =
  /^(wont|doesnt|dont|does|do|is|are|isnt|arent|cannot|cant|can|not|no|with|on|to|and|keeps?|from|has|have|in|stopped|will|shows?|after|when|but)$/;
const shortestCorrected = 5;
const longestName = 9;
const correctionsKept = 20_000;

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
  /** How names begin, letter by letter: most words begin none and need no look. */
  const starts = new Set(
    [...exact.keys(), ...loose.keys()].flatMap((key) => [...key].map((_, i) => key.slice(0, i + 1))),
  );
  const beginsName = (word: string): boolean => starts.has(word) || starts.has(singular(word));
  const versioned = versionedCollections(knowledge);
  const isSystem = systemsOf(knowledge);
  const families = familiesOf(knowledge);
  const brands = brandsOf(knowledge);
  const nouns = nounsOf(names, versioned, brands);
  const grade = (word: Word | undefined): boolean => word !== undefined && grades.has(word.text);

  const corrections = new Map<string, string | null>();
  /** Text as the catalogue would spell it; null where it is no near miss of a catalogue word. */
  function corrected(word: string): string | null {
    const known = corrections.get(word);
    if (known !== undefined) return known;
    const found = nearMiss(word);
    if (corrections.size >= correctionsKept) corrections.clear();
    corrections.set(word, found);
    return found;
  }

  function nearMiss(word: string): string | null {
    // A letter too few makes "bsic" of "basic"; among words people use anyway so short ones have too many neighbours.
    if (word.length < shortestCorrected - 1 || (word.length < shortestCorrected && ordinary(word))) return null;
    if (vocabulary.has(word) || vocabulary.has(singular(word))) return null;
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
        const family = name.entries.length === 1 && families.has(`${name.collection} ${name.entries[0]}`);
        const grows = (versioned.has(name.collection) || family) && !numbered;
        if (brandInFront(words, from, name)) continue;
        if (
          !versioned.has(name.collection) &&
          !family &&
          next?.after === "space" &&
          otherProduct(words, to, name, numbered)
        )
          continue;
        if (isUnknownNumber(words, to, name))
          return { collection: name.collection, entries: [], from, to: to + 1, name: name.words.join(" ") };
        const end = grows ? swallow(words, to, name) : plural && !last.closes ? to + 1 : to;
        if (versioned.has(name.collection) && grows && isNounAt(words, end)) continue;
        return { collection: name.collection, entries: name.entries, from, to: end, name: name.words.join(" ") };
      }
    }
    return null;
  }

  /** "Redmi buds 5", "redmi true wireless earbuds 2s": words of other names may stand between the brand and the name. */
  function brandInFront(words: readonly Word[], from: number, name: Name): boolean {
    if (versioned.has(name.collection) || brands.leading.has((words[from] as Word).text)) return false;
    if (name.entries.some((entry) => families.has(`${name.collection} ${entry}`))) return false;
    for (let at = from; at > 0 && words[at]?.after === "space"; at--) {
      const before = (words[at - 1] as Word).text;
      const brand = brandOf(before);
      if (brand !== null)
        return name.entries.every((entry) => !brands.own.get(`${name.collection} ${entry}`)?.has(brand));
      if (!vocabulary.has(before) || /^\d/.test(before)) return false;
    }
    return false;
  }

  /** A brand as written or with one slip: "rdmi". */
  function brandOf(word: string): string | null {
    if (brands.all.has(word)) return word;
    if (word.length < shortestCorrected - 1 || ordinary(word)) return null;
    const near = (brand: string) => brand.length >= shortestCorrected && brand.charAt(0) === word.charAt(0);
    return [...brands.all].find((brand) => near(brand) && withinOne(word, brand)) ?? null;
  }

  function otherProduct(words: readonly Word[], at: number, name: Name, numbered: boolean): boolean {
    const next = words[at] as Word;
    if (name.entries.length > 1) return false;
    const after = words[at + 1];
    // "Portable speaker 3 plus a bose": here "plus" is an "and".
    if (grade(next)) return !(next.text === "plus" && /^(a|an|my|another|the|one)$/.test(after?.text ?? ""));
    return !numbered && /^[1-9]$/.test(next.text) && !(after !== undefined && counted.test(after.text));
  }

  /** "Redmi AirDots 2": words for several products, and behind them a number that none of their names has. */
  function isUnknownNumber(words: readonly Word[], at: number, { collection, entries }: Name): boolean {
    const next = words[at];
    if (entries.length < 2 || versioned.has(collection) || next?.after !== "space" || !/^[2-9]$/.test(next.text))
      return false;
    const behind = words[at + 1];
    const ends = next.closes && (behind === undefined || behind.after !== "space" || goesOn.test(behind.text));
    return (
      ends &&
      !names.some((name) => name.entries.some((entry) => entries.includes(entry)) && name.words.includes(next.text))
    );
  }

  /** "iPhone 15 Pro Max", "Galaxy S24 Ultra": the model number of a device is part of its name. */
  function swallow(words: readonly Word[], from: number, name: Name): number {
    if (isSystem(name.words.join(" "))) return from;
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

  /** "xiaomi buds 5": words that only narrow it down give way to a name that begins among them and goes further. */
  function settled(words: readonly Word[], fixes: readonly (string | null)[], vague: NameMention): NameMention {
    if (vague.entries.length === 1) return vague;
    for (let from = vague.from + 1; from < vague.to; from++) {
      const name = (words[from] as Word).opens ? mentionAt(words, fixes, from) : null;
      if (name?.entries.length === 1 && name.to > vague.to) return { ...name, from: vague.from };
    }
    return vague;
  }

  return (words) => {
    const mentions: NameMention[] = [];
    const fixes = words.map((word) => corrected(word.text));
    for (let from = 0; from < words.length; from++) {
      const { text, opens } = words[from] as Word;
      if (!opens || !(beginsName(text) || fixes[from] !== null)) continue;
      const mention = mentionAt(words, fixes, from);
      if (mention === null) continue;
      mentions.push(settled(words, fixes, mention));
      from = (mentions.at(-1) as NameMention).to - 1;
    }
    return mentions;
  };
}

/** Names of several words are compared without plurals; a name of one word keeps its own ("windows" is no window). */
const looseKey = (words: readonly string[], single: (word: string) => string): string =>
  words.length === 1 ? single(words[0] as string) : words.map(singular).join("");

function put(map: Map<string, Name[]>, key: string, name: Name): void {
  const names = map.get(key);
  if (names === undefined) map.set(key, [name]);
  else if (!names.some((known) => known.collection === name.collection)) names.push(name);
  // Words that the author calls vague are vague, even where they are also a whole name: "mi buds 4" may be a 4 Pro.
  else if (name.entries.length > 1) names.unshift(name);
}
