import { stem } from "./natural.ts";

/**
 * A sentence as a sparse vector. Three blocks: stems, pairs of neighbouring stems with the edges of the sentence, and
 * character 2- to 5-grams inside `_word_`. Each block has its own length-normalisation and weight.
 */
export interface FeatureVector {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

const blockWeight = { stem: 1, pair: 0.7, chars: 1 };
const shortestGram = 2;
const longestGram = 5;
/** The edge of a sentence as a side of a pair; no stem is spelt like that. */
export const edge = "^";

/** Feature names → dense ids. Grows while training; a frozen one answers undefined for what it has not seen. */
export class FeatureIndex {
  readonly #ids = new Map<string, number>();
  /** Grams of the words met so far: the same words come again and again, and their grams are most of all features. */
  readonly #grams = new Map<string, Int32Array>();

  /** @param names of the features 0, 1, 2, … */
  constructor(names: readonly string[] = []) {
    for (const name of names) this.#ids.set(name, this.#ids.size);
  }

  get size(): number {
    return this.#ids.size;
  }

  id(name: string): number | undefined {
    return this.#ids.get(name);
  }

  names(): IterableIterator<[string, number]> {
    return this.#ids.entries();
  }

  add(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    this.#ids.set(name, this.#ids.size);
    return this.#ids.size - 1;
  }

  addGrams(word: string): Int32Array {
    const known = this.#grams.get(word);
    if (known !== undefined) return known;
    const ids = Int32Array.from(gramFeatures(word), (name) => this.add(name));
    this.#grams.set(word, ids);
    return ids;
  }
}

/** "Won't", "can't" and "doesn't" deny alike, whichever an example happens to use; their letters still differ. */
const unable = /^(wont|cant|cannot|doesnt|dont|didnt|couldnt|wouldnt)$/;

/** The stem of a word as a feature; a mask stays. */
export const stemOf = (word: string): string => (isMask(word) ? word : unable.test(word) ? "cannot" : stem(word));

export const stemFeature = (word: string): string => `s ${stemOf(word)}`;

/** Of two words as sides. */
export const pairFeature = (left: string, right: string): string => `p ${left} ${right}`;

/** A word as a side of a pair; `null` is the edge of the sentence. */
export function sideOf(word: string | null): string {
  if (word === null) return edge;
  return isMask(word) ? (word.split(":")[0] as string) : stemOf(word);
}

/** A token such as MODEL:speaker stands for whatever name was there: it has no letters of its own. */
export const isMask = (word: string): boolean => word < "a" && word >= "A";

export function gramFeatures(word: string): string[] {
  // The kind counts as a stem; here the slot alone, for kinds that training has hardly seen.
  if (isMask(word)) return [`c ${word.split(":")[0]}`];
  const padded = `_${word}_`;
  const grams: string[] = [];
  for (let length = shortestGram; length <= longestGram; length++)
    for (let i = 0; i + length <= padded.length; i++) grams.push(`c ${padded.slice(i, i + length)}`);
  return grams;
}

/**
 * Scale of each block for a sentence: with n features in a block each counts weight / sqrt(n). Unknown features count
 * in n, so that a held-out sentence looks in calibration the way it looks in use.
 */
export const blockScale = (block: keyof typeof blockWeight, count: number): number =>
  count === 0 ? 0 : blockWeight[block] / Math.sqrt(count);

/** Words as received; repeated words count once. */
export function trainingVector(words: readonly string[], index: FeatureIndex): FeatureVector {
  const values = new Map<number, number>();
  const add = (ids: readonly number[] | Int32Array, scale: number): void => {
    for (const id of ids) values.set(id, (values.get(id) ?? 0) + scale);
  };
  const distinct = [...new Set(words)];
  add(
    distinct.map((word) => index.add(stemFeature(word))),
    blockScale("stem", distinct.length),
  );
  add(
    pairsOf(words).map((pair) => index.add(pair)),
    blockScale("pair", words.length + 1),
  );
  const grams = distinct.map((word) => index.addGrams(word));
  const scale = blockScale(
    "chars",
    grams.reduce((sum, { length }) => sum + length, 0),
  );
  for (const ids of grams) add(ids, scale);
  return { ids: Int32Array.from(values.keys()), values: Float32Array.from(values.values()) };
}

function pairsOf(words: readonly string[]): string[] {
  const pairs: string[] = [];
  for (let i = 0; i <= words.length; i++)
    pairs.push(pairFeature(sideOf(words[i - 1] ?? null), sideOf(words[i] ?? null)));
  return pairs;
}
