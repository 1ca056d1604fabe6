import type { Knowledge } from "../dialog/knowledge.ts";
import type { SlotMention } from "../dialog/understanding.ts";
import { isDenied } from "./negation.ts";
import { phraseAt, type Span, stemAt, stemsOf } from "./phrases.ts";
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

interface Hit extends Span {
  readonly id: string;
}

interface Looks {
  readonly id: string;
  readonly phrases: readonly (readonly string[])[];
}

const lightNouns = new Set(["light", "led", "lamp", "indic", "lit"]);
const lightVerbs = new Set(["blink", "flash", "puls", "glow", "flicker", "shine", "breath"]);
const connectors = new Set(["and", "then", "to", "with", "or", "than"]);
/** What may stand between a light and "off": "the light on both buds is still completely off". */
const linking = new Set(
  "is are was were be been stays stay stayed remains remain goes go went gone turns turn turned switched completely totally still just now both on the all always keeps kept it its a of to after seems looks bud buds earbud earbuds left right one case quickly then white".split(
    " ",
  ),
);
const determiners = new Set(["the", "my", "a", "an", "our", "these", "those", "two", "his", "her", "new", "in", "for"]);
const things = new Set(
  "bud buds earbud earbuds case speaker speakers neckband headphones headset one ones box cable pair phone version".split(
    " ",
  ),
);
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

export function createLightMentions(knowledge: Knowledge): LightMentions {
  const slots = [...knowledge.slots.values()].filter(({ kind }) => kind === "light");
  const looksOf = (vocabulary: ReadonlyMap<string, { readonly words: readonly string[] }>): Looks[] =>
    [...vocabulary].map(([id, { words }]) => ({
      id,
      phrases: words.map(stemsOf).filter((phrase) => phrase.length > 0),
    }));
  const colours = looksOf(knowledge.lights.colours);
  const rhythms = looksOf(knowledge.lights.rhythms);
  const parts = looksOf(knowledge.lights.parts);
  const colourWords = new Set(colours.flatMap(({ phrases }) => phrases.flatMap((phrase) => (phrase.length === 1 ? phrase : []))));
  const several = new Set([...knowledge.lights.colours].filter(([, { shows }]) => shows.length > 1).map(([id]) => id));
  const dark = new Set([...knowledge.lights.colours].filter(([, { shows }]) => shows.length === 0).map(([id]) => id));
  const steady = [...knowledge.lights.rhythms].find(([, { beat }]) => beat.length === 0)?.[0] ?? null;

  return (text, words, taken, asked) => {
    if (slots.length === 0) return [];
    const free = (hit: Hit): boolean => !words.slice(hit.from, hit.to).some((_, i) => taken(hit.from + i));
    const scene = sceneOf(words, asked);
    const colourHits = longestFirst(hitsOf(words, colours, connectors).filter(free));
    const rhythmHits = hitsOfRhythm(words, rhythms, colourWords).filter(free);

    const lit = colourHits.filter(
      (hit) =>
        !dark.has(hit.id) &&
        !isAttribute(words, hit) &&
        (scene.near(hit) || rhythmHits.some((r) => beside(words, hit, r))),
    );
    const [darkId] = dark;
    const unlit = darkId === undefined ? [] : unlitSpans(words).map((span) => ({ id: darkId, ...span }));
    const off = [...colourHits.filter((hit) => dark.has(hit.id) && scene.isDark(hit)), ...unlit];
    const colour = (lit[0]?.from ?? Infinity) < (off[0]?.from ?? Infinity) ? lit[0] : (off[0] ?? lit[0]);

    const claimed = rhythmHits.filter(
      (hit) => scene.isLight(hit) || (colour !== undefined && sameSentence(words, hit, colour)),
    );
    const affirmed = claimed.filter((hit) => hit.id !== steady && !isDenied(words, hit.from, 3));
    const still = claimed.find((hit) => hit.id === steady) ?? claimed.find((hit) => isDenied(words, hit.from, 3));
    const moving = longestFirst(affirmed)[0];
    const on = colour !== undefined && !dark.has(colour.id);
    const rhythm =
      moving !== undefined && !(colour !== undefined && !on)
        ? { ...moving }
        : on && still && steady
          ? { ...still, id: steady }
          : undefined;
    if (colour === undefined && rhythm === undefined) return [];

    const main = (colour ?? rhythm) as Hit;
    const part = nearest(
      words,
      main,
      longestFirst(hitsOf(words, parts).filter((hit) => free(hit) && isPart(words, hit))),
    );
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

function hitsOf(words: readonly Word[], looks: readonly Looks[], skip?: ReadonlySet<string>): Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < words.length; at++)
    for (const { id, phrases } of looks)
      for (const phrase of phrases) {
        const span = phraseAt(words, at, phrase, skip);
        if (span !== null) hits.push({ id, ...span });
      }
  return hits;
}

const movement = (stem: string): string => synonyms[stem] ?? stem;
const speeds = new Set(["fast", "slow", "random", "randomli"]);

/** As written, or speed and movement in either order with a few words between: "blinking white fast". */
function hitsOfRhythm(words: readonly Word[], rhythms: readonly Looks[], colours: ReadonlySet<string>): Hit[] {
  const hits = hitsOf(words, rhythms, colours);
  const moves = words.map((_, at) => movement(stemAt(words, at)));
  for (const { id, phrases } of rhythms)
    for (const phrase of phrases) {
      const [first, second] = phrase.map(movement);
      if (phrase.length !== 2 || first === undefined || second === undefined) continue;
      const [speed, move] = speeds.has(first) ? [first, second] : [second, first];
      if (!speeds.has(speed) || !lightVerbs.has(move)) continue;
      for (const [at, found] of moves.entries()) {
        if (found !== move) continue;
        const near = moves.findIndex(
          (other, i) =>
            other === speed &&
            Math.abs(i - at) <= 4 &&
            sameSentence(words, { from: at, to: at + 1 }, { from: i, to: i + 1 }),
        );
        if (near >= 0) hits.push({ id, from: Math.min(at, near), to: Math.max(at, near) + 1 });
      }
    }
  return hits;
}

/** Where in the text lights are spoken of. */
function sceneOf(words: readonly Word[], asked: boolean) {
  const isNoun = (at: number): boolean => lightNouns.has(stemAt(words, at));
  const isWord = (at: number): boolean => isNoun(at) || lightVerbs.has(stemAt(words, at));
  const isAny = ({ from, to }: Span, test: (at: number) => boolean): boolean => {
    for (let at = from; at < to; at++) if (test(at)) return true;
    return false;
  };
  const bare = asked && words.length <= 8;
  return {
    /** A light word in the clause, or next door when the clause itself is short: "white, blinking". */
    near(hit: Span): boolean {
      if (bare) return true;
      const clause = clauseOf(words, hit.from);
      if (isAny(clause, isWord)) return true;
      if (clause.to - clause.from > 4) return false;
      const before = words[clause.from]?.after === "clause" ? clauseOf(words, clause.from - 1) : clause;
      const after = words[clause.to]?.after === "clause" ? clauseOf(words, clause.to) : clause;
      return isAny(before, isWord) || isAny(after, isWord);
    },
    isLight(hit: Span): boolean {
      return bare || isAny(hit, isWord) || isAny(clauseOf(words, hit.from), isWord);
    },
    /** "off", "dark", "dead" said of a light, not of Bluetooth or of a bud. */
    isDark(hit: Span): boolean {
      if (bare && !words.some((word) => /^(bluetooth|wifi|turned|switched)$/.test(word.text))) return true;
      if (isAny(hit, isNoun)) return true;
      const dim = words[hit.from]?.text === "dark";
      for (let at = hit.from - 1; at >= 0 && words[at + 1]?.after === "space"; at--) {
        const text = (words[at] as Word).text;
        if (isNoun(at)) return true;
        if (dim && /^(one|bud|buds|earbud|earbuds|case|left|right|both|it|stays)$/.test(text)) return true;
        if (!linking.has(text)) return false;
      }
      return false;
    },
  };
}

/** "the light doesn't come on", "led never lit": dark without a word for it. */
function unlitSpans(words: readonly Word[]): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < words.length; at++) {
    if (!lightNouns.has(stemAt(words, at))) continue;
    let denied = false;
    for (let i = at + 1; i < words.length && words[i]?.after === "space" && i <= at + 6; i++) {
      const text = (words[i] as Word).text;
      if (/^(not|doesnt|dont|isnt|arent|wont|never|didnt)$/.test(text)) denied = true;
      else if (denied && /^(on|up|lit|light)$/.test(text)) spans.push({ from: at, to: i + 1 });
      else if (/^(blink|blinking|flash|flashing)$/.test(text)) break;
    }
  }
  return spans;
}

function clauseOf(words: readonly Word[], at: number): Span {
  let from = at;
  while (from > 0 && words[from]?.after === "space" && words[from]?.text !== "but") from--;
  let to = at + 1;
  while (to < words.length && words[to]?.after === "space" && words[to]?.text !== "but") to++;
  return { from, to };
}

function sameSentence(words: readonly Word[], a: Span, b: Span): boolean {
  const [first, second] = a.from <= b.from ? [a, b] : [b, a];
  return !words.slice(first.from + 1, second.from + 1).some(({ after }) => after === "sentence");
}

const beside = (words: readonly Word[], a: Span, b: Span): boolean =>
  sameSentence(words, a, b) && Math.min(Math.abs(a.from - b.to), Math.abs(b.from - a.to)) <= 2;

/** "my white buds": the colour of the thing, not of its light. */
function isAttribute(words: readonly Word[], { from, to }: Span): boolean {
  const next = words[to];
  const before = words[from - 1];
  if (next === undefined || next.after !== "space" || !things.has(next.text)) return false;
  return before === undefined || (words[from]?.after === "space" ? determiners.has(before.text) : true);
}

/** "left" and "right" are often no sides: "right now", "I left it". */
function isPart(words: readonly Word[], { from, to }: Span): boolean {
  if (to - from > 1 || !/^(left|right)$/.test((words[from] as Word).text)) return true;
  const next = words[to];
  const before = words[from - 1]?.text ?? "";
  if (/^(i|we|has|have|had|been|is|all|thats|not)$/.test(before)) return false;
  return (
    next === undefined || !/^(now|away|after|before|it|them|my|in|when|here|there|for|overnight|as)$/.test(next.text)
  );
}

/** Longer readings first; what overlaps a longer one is dropped; then in the order told. */
function longestFirst(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of [...hits].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from))
    if (!kept.some((other) => hit.from < other.to && hit.to > other.from)) kept.push(hit);
  return kept.sort((a, b) => a.from - b.from);
}

function nearest(words: readonly Word[], main: Span, hits: readonly Hit[]): Hit | undefined {
  const near = hits.filter((hit) => sameSentence(words, hit, main));
  const distance = (hit: Span): number => (hit.from >= main.to ? hit.from - main.to : main.from - hit.to);
  const apart = (hit: Hit): number => {
    const clause = clauseOf(words, main.from);
    return Math.abs(distance(hit)) + (hit.from >= clause.from && hit.from < clause.to ? 0 : 10);
  };
  return [...near].sort((a, b) => apart(a) - apart(b))[0];
}
