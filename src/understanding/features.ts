import { stem } from "./natural.ts";
import { NumberIndex, type NumberTable } from "./numberIndex.ts";

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
const edge = "^";
/** Number of the edge among the names. */
export const edgeName = 0;

/** Every feature by what it is found by; plain data. */
export interface FeatureTable {
  /** Stems, masks and sides of pairs, in the order of their numbers. */
  readonly names: readonly string[];
  /** The feature of each name as a stem; -1 where it is only a side. */
  readonly stems: Int32Array;
  readonly pairs: NumberTable;
  readonly grams: NumberTable;
  readonly size: number;
}

/** More names than this no pack has; two of them make one number of 32 bits. */
const nameBits = 16;
const mostNames = 2 ** nameBits;
const pairKey = (left: number, right: number): number => (left << nameBits) | right;

/** Features → dense ids. Grows while training; looked up it answers -1 for what training has not seen. */
export class FeatureIndex {
  readonly #names: Map<string, number>;
  readonly #stems: number[];
  readonly #pairs: NumberIndex;
  readonly #grams: NumberIndex;
  #size: number;
  /** Grams of the words met so far: the same words come again and again, and their grams are most of all features. */
  readonly #gramsOf = new Map<string, Int32Array>();

  constructor(table: FeatureTable | null = null) {
    this.#names = new Map(table?.names.map((name, number) => [name, number]) ?? [[edge, edgeName]]);
    this.#stems = [...(table?.stems ?? [-1])];
    this.#pairs = new NumberIndex(table?.pairs);
    this.#grams = new NumberIndex(table?.grams);
    this.#size = table?.size ?? 0;
  }

  get size(): number {
    return this.#size;
  }

  get table(): FeatureTable {
    return {
      names: [...this.#names.keys()],
      stems: Int32Array.from(this.#stems),
      pairs: this.#pairs.table,
      grams: this.#grams.table,
      size: this.#size,
    };
  }

  /** Feature of the word's stem. */
  stem(word: string): number {
    const name = this.#names.get(stemOf(word));
    return name === undefined ? -1 : (this.#stems[name] as number);
  }

  /** The word's number as a side of a pair. */
  side(word: string): number {
    return this.#names.get(sideOf(word)) ?? -1;
  }

  /** Feature of two sides next to each other. */
  pair(left: number, right: number): number {
    return left < 0 || right < 0 ? -1 : this.#pairs.get(pairKey(left, right));
  }

  gram(key: number): number {
    return this.#grams.get(key);
  }

  /** What the letters of a word are found by; those of a mask are its slot alone, for kinds that training has hardly seen. */
  gramKeys(word: string): readonly number[] {
    return isMask(word) ? [firstMaskKey + (this.#names.get(sideOf(word)) ?? mostNames)] : gramsOf(word);
  }

  addStem(word: string): number {
    const name = this.#addName(stemOf(word));
    const known = this.#stems[name] as number;
    if (known >= 0) return known;
    this.#stems[name] = this.#size;
    return this.#size++;
  }

  addSide(word: string): number {
    return this.#addName(sideOf(word));
  }

  addPair(left: number, right: number): number {
    return this.#counted(this.#pairs.add(pairKey(left, right), this.#size));
  }

  addGrams(word: string): Int32Array {
    const known = this.#gramsOf.get(word);
    if (known !== undefined) return known;
    if (isMask(word)) this.addSide(word);
    const ids = Int32Array.from(this.gramKeys(word), (key) => this.#counted(this.#grams.add(key, this.#size)));
    this.#gramsOf.set(word, ids);
    return ids;
  }

  #counted(id: number): number {
    if (id === this.#size) this.#size++;
    return id;
  }

  #addName(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#names.size === mostNames)
      throw new RangeError(`found more than ${mostNames} different words in the examples; expected fewer`);
    this.#names.set(name, this.#names.size);
    return this.#stems.push(-1) - 1;
  }
}

/** "Won't", "can't" and "doesn't" deny alike, whichever an example happens to use; their letters still differ. */
const unable = /^(wont|cant|cannot|doesnt|dont|didnt|couldnt|wouldnt)$/;

/** The stem of a word as a feature; a mask stays. */
export const stemOf = (word: string): string => (isMask(word) ? word : unable.test(word) ? "cannot" : stem(word));

/** A word as a side of a pair. */
const sideOf = (word: string): string => (isMask(word) ? (word.split(":")[0] as string) : stemOf(word));

/** A token such as MODEL:speaker stands for whatever name was there: it has no letters of its own. */
export const isMask = (word: string): boolean => word < "a" && word >= "A";

/** A gram is a number whose digits are its letters. */
const base = 39;
const wordEdge = 1;
/** Behind all grams. */
const firstMaskKey = base ** longestGram;

/** Runs of two to five letters inside `_word_`. */
function gramsOf(word: string): readonly number[] {
  const digits = [wordEdge, ...Array.from(word, digitOf), wordEdge];
  const grams: number[] = [];
  for (let length = shortestGram; length <= longestGram; length++)
    for (let from = 0; from + length <= digits.length; from++) {
      let gram = 0;
      for (let i = from; i < from + length; i++) gram = gram * base + (digits[i] as number);
      grams.push(gram);
    }
  return grams;
}

/** Words are of letters and digits; whatever else there may be counts as one. */
function digitOf(letter: string): number {
  if (letter >= "a" && letter <= "z") return letter.charCodeAt(0) - 0x61 + 12;
  return letter >= "0" && letter <= "9" ? letter.charCodeAt(0) - 0x30 + 2 : base - 1;
}

/**
 * Scale of each block for a sentence: with n features in a block each counts weight / sqrt(n). Unknown features count
 * in n, so that a held-out sentence looks in calibration the way it looks in use.
 */
export const blockScale = (block: keyof typeof blockWeight, count: number): number =>
  count < scalesKept ? (scales[block][count] as number) : blockWeight[block] / Math.sqrt(count);

/** Features of most sentences; each has its roots taken once. */
const scalesKept = 1024;
const scalesOf = (weight: number): Float64Array =>
  Float64Array.from({ length: scalesKept }, (_, count) => (count === 0 ? 0 : weight / Math.sqrt(count)));
const scales = {
  stem: scalesOf(blockWeight.stem),
  pair: scalesOf(blockWeight.pair),
  chars: scalesOf(blockWeight.chars),
};

/** Vectors of sentences to train on, with the features they add to the index. Words as received; repeated words count once. */
export function createVectors(index: FeatureIndex): (words: readonly string[]) => FeatureVector {
  /** Feature → where it stands in the vector at hand, plus one; 0 where it does not. */
  let places = new Int32Array(2 ** 12);
  const ids: number[] = [];
  const values: number[] = [];

  return (words) => {
    ids.length = 0;
    values.length = 0;
    const distinct = [...new Set(words)];
    const stems = distinct.map((word) => index.addStem(word));
    const pairs = pairsIn(words, index);
    const grams = distinct.map((word) => index.addGrams(word));
    if (index.size > places.length) places = new Int32Array(2 * index.size);
    add(stems, blockScale("stem", stems.length));
    add(pairs, blockScale("pair", pairs.length));
    const scale = blockScale(
      "chars",
      grams.reduce((sum, { length }) => sum + length, 0),
    );
    for (const ofWord of grams) add(ofWord, scale);
    for (const id of ids) places[id] = 0;
    return { ids: Int32Array.from(ids), values: Float32Array.from(values) };
  };

  function add(features: readonly number[] | Int32Array, scale: number): void {
    for (let i = 0; i < features.length; i++) {
      const id = features[i] as number;
      const place = places[id] as number;
      if (place > 0) values[place - 1] = (values[place - 1] as number) + scale;
      else {
        places[id] = ids.push(id);
        values.push(scale);
      }
    }
  }
}

function pairsIn(words: readonly string[], index: FeatureIndex): readonly number[] {
  const pairs: number[] = [];
  let left = edgeName;
  for (const word of words) {
    const side = index.addSide(word);
    pairs.push(index.addPair(left, side));
    left = side;
  }
  pairs.push(index.addPair(left, edgeName));
  return pairs;
}
