import type { Knowledge } from "../dialog/knowledge.ts";
import type { SlotMention } from "../dialog/understanding.ts";
import { clauseOf, sameSentence } from "./clauses.ts";
import { isAttribute, isPart, isUnseen, nearest, partsInFront, sceneOf, unlitSpans } from "./lightScene.ts";
import { type Hit, hitsOf, hitsOfRhythm, type Looks, longestFirst } from "./looks.ts";
import { type Span, stemsOf } from "./phrases.ts";
import type { ThingKinds } from "./thingKinds.ts";
import type { Word } from "./words.ts";

/**
 * Fills the slots of kind `light` with colour × rhythm × part, however they are spread over a sentence.
 * @param taken words that belong to names ("Buds" of "Mi Buds 4" is no part)
 * @param asked the question that waits is about a light, so that a bare "white" or "off" is one
 */
export type LightMentions = (
  text: string,
  words: readonly Word[],
  taken: (at: number) => boolean,
  asked: boolean,
) => SlotMention[];

const connectors = new Set(["and", "then", "to", "with", "or", "than"]);

export function createLightMentions(knowledge: Knowledge, things: ThingKinds): LightMentions {
  const slots = [...knowledge.slots.values()].filter(({ kind }) => kind === "light");
  const looksOf = (vocabulary: ReadonlyMap<string, { readonly words: readonly string[] }>): Looks[] =>
    [...vocabulary].map(([id, { words }]) => ({
      id,
      phrases: words.map(stemsOf).filter((phrase) => phrase.length > 0),
    }));
  const colours = looksOf(knowledge.lights.colours);
  const rhythms = looksOf(knowledge.lights.rhythms);
  const parts = looksOf(knowledge.lights.parts);
  const colourWords = new Set(
    colours.flatMap(({ phrases }) => phrases.flatMap((phrase) => (phrase.length === 1 ? phrase : []))),
  );
  const several = new Set([...knowledge.lights.colours].filter(([, { shows }]) => shows.length > 1).map(([id]) => id));
  const dark = new Set([...knowledge.lights.colours].filter(([, { shows }]) => shows.length === 0).map(([id]) => id));
  const steady = [...knowledge.lights.rhythms].find(([, { beat }]) => beat.length === 0)?.[0] ?? null;

  return (text, words, taken, asked) => {
    if (slots.length === 0) return [];
    const free = (hit: Hit): boolean => !words.slice(hit.from, hit.to).some((_, i) => taken(hit.from + i));
    const scene = sceneOf(words, asked, things);
    const colourHits = longestFirst(hitsOf(words, colours, connectors).filter(free));
    const rhythmHits = hitsOfRhythm(words, rhythms, colourWords).filter(free);

    const lit = colourHits.find(
      (hit) =>
        !dark.has(hit.id) &&
        !isAttribute(words, hit, things) &&
        !isUnseen(words, hit) &&
        (several.has(hit.id) || scene.near(hit) || rhythmHits.some((r) => beside(words, hit, r))),
    );
    const [darkId] = dark;
    const unlit = darkId === undefined ? [] : unlitSpans(words).map((span) => ({ id: darkId, ...span }));
    const off = [...colourHits.filter((hit) => dark.has(hit.id) && scene.isDark(hit)), ...unlit];
    const colour = (lit?.from ?? Infinity) < (off[0]?.from ?? Infinity) ? lit : (off[0] ?? lit);

    const claimed = rhythmHits.filter(
      (hit) => scene.isLight(hit) || (colour !== undefined && sameSentence(words, hit, colour)),
    );
    const affirmed = claimed.filter((hit) => hit.id !== steady && !isUnseen(words, hit));
    const still = claimed.find((hit) => hit.id === steady) ?? claimed.find((hit) => isUnseen(words, hit));
    const moving = mostTelling(words, longestFirst(affirmed));
    const on = colour !== undefined && !dark.has(colour.id);
    const rhythm =
      moving !== undefined && !(colour !== undefined && !on)
        ? { ...moving }
        : on && still && steady
          ? { ...still, id: steady }
          : undefined;
    if (colour === undefined && rhythm === undefined) return [];

    const main = (colour ?? rhythm) as Hit;
    const partHits = hitsOf(words, parts).filter((hit) => free(hit) && isPart(words, hit, things));
    const part = nearest(words, main, longestFirst([...partHits, ...partsInFront(words, parts)]));
    const used = [colour, rhythm, part].filter((hit) => hit !== undefined);
    const start = Math.min(...used.map(({ from }) => (words[from] as Word).start));
    const end = Math.max(...used.map(({ to }) => (words[to - 1] as Word).end));
    const value = { colour: colour?.id ?? null, rhythm: rhythm?.id ?? null, part: part?.id ?? null };
    return slots.map((slot) => ({
      slot: slot.id,
      value,
      among: [],
      negated: false,
      how: "said",
      words: text.slice(start, end),
      start,
      end,
    }));
  };
}

/** "It blinks all over the place": of several readings in one clause the one with most words. */
function mostTelling(words: readonly Word[], [first, ...others]: readonly Hit[]): Hit | undefined {
  if (first === undefined) return undefined;
  const { to } = clauseOf(words, first.from);
  const size = (hit: Hit): number => hit.to - hit.from;
  return others.filter((hit) => hit.from < to).reduce((best, hit) => (size(hit) > size(best) ? hit : best), first);
}

const beside = (words: readonly Word[], a: Span, b: Span): boolean =>
  Math.min(Math.abs(a.from - b.to), Math.abs(b.from - a.to)) <= 2 && sameSentence(words, a, b);
