import { sameSentence } from "./clauses.ts";
import { phraseAt, type Span, stemAt } from "./phrases.ts";
import type { Word } from "./words.ts";

/** A colour, rhythm or part of the vocabulary where the text names it. */
export interface Hit extends Span {
  readonly id: string;
}

/** One id of the vocabulary with its phrases as stems. */
export interface Looks {
  readonly id: string;
  readonly phrases: readonly (readonly string[])[];
}

/** Movements of a light; a text that has one speaks of a light. */
export const lightVerbs = new Set(["blink", "flash", "puls", "glow", "flicker", "shine", "breath"]);
/** Speeds and movements are told in any order and by many words. */
const synonyms: Readonly<Record<string, string>> = {
  quick: "fast",
  quickli: "fast",
  rapid: "fast",
  rapidli: "fast",
  slowli: "slow",
  flash: "blink",
  softli: "slow",
  soft: "slow",
};

export function hitsOf(words: readonly Word[], looks: readonly Looks[], skip?: ReadonlySet<string>): Hit[] {
  const hits: Hit[] = [];
  const byFirst = phrasesByFirst(looks);
  for (let at = 0; at < words.length; at++)
    for (const { id, phrase } of byFirst.get(stemAt(words, at)) ?? []) {
      const span = phraseAt(words, at, phrase, skip);
      if (span !== null && !isPronoun(words, at)) hits.push({ id, ...span });
    }
  return hits;
}

interface Begun {
  readonly id: string;
  readonly phrase: readonly string[];
}

const begun = new WeakMap<readonly Looks[], ReadonlyMap<string, readonly Begun[]>>();

/** Phrases by the stem they begin with: most words begin none. */
function phrasesByFirst(looks: readonly Looks[]): ReadonlyMap<string, readonly Begun[]> {
  const known = begun.get(looks);
  if (known !== undefined) return known;
  const byFirst = new Map<string, Begun[]>();
  for (const { id, phrases } of looks)
    for (const phrase of phrases) {
      const first = phrase[0] ?? "";
      byFirst.set(first, [...(byFirst.get(first) ?? []), { id, phrase }]);
    }
  begun.set(looks, byFirst);
  return byFirst;
}

/** "The right one blinks": not one blink. */
const isPronoun = (words: readonly Word[], at: number): boolean =>
  words[at]?.text === "one" && /^(left|right|other|this|that|each|which)$/.test(words[at - 1]?.text ?? "");

const movement = (stem: string): string => synonyms[stem] ?? stem;
const speeds = new Set(["fast", "slow", "random", "randomli"]);

/** As written, or speed and movement in either order with a few words between: "blinking white fast". */
export function hitsOfRhythm(words: readonly Word[], rhythms: readonly Looks[], colours: ReadonlySet<string>): Hit[] {
  const hits = hitsOf(words, rhythms, colours);
  const moves = words.map((_, at) => movement(stemAt(words, at)));
  const moving = [...moves.entries()].filter(([, stem]) => lightVerbs.has(stem));
  if (moving.length === 0) return hits;
  for (const { id, phrases } of rhythms)
    for (const phrase of phrases) {
      const [first, second] = phrase.map(movement);
      if (phrase.length !== 2 || first === undefined || second === undefined) continue;
      const [speed, move] = speeds.has(first) ? [first, second] : [second, first];
      if (!speeds.has(speed) || !lightVerbs.has(move)) continue;
      for (const [at, found] of moving) {
        if (found !== move) continue;
        const near = nearby(moves.length, at).find(
          (i) => moves[i] === speed && sameSentence(words, { from: at, to: at + 1 }, { from: i, to: i + 1 }),
        );
        if (near !== undefined) hits.push({ id, from: Math.min(at, near), to: Math.max(at, near) + 1 });
      }
    }
  return hits;
}

/** The places up to four words before and behind. */
const nearby = (count: number, at: number): number[] =>
  Array.from({ length: 9 }, (_, i) => at - 4 + i).filter((i) => i >= 0 && i < count);

/** Longer readings first; what overlaps a longer one is dropped; then in the order told. */
export function longestFirst(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  const read = new Set<number>();
  for (const hit of [...hits].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)) {
    const places = Array.from({ length: hit.to - hit.from }, (_, i) => hit.from + i);
    if (places.some((at) => read.has(at))) continue;
    for (const at of places) read.add(at);
    kept.push(hit);
  }
  return kept.sort((a, b) => a.from - b.from);
}
