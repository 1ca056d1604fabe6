import { clauseOf, sameSentence } from "./clauses.ts";
import { type Hit, type Looks, lightVerbs } from "./looks.ts";
import { isDenied } from "./negation.ts";
import { type Span, stemAt } from "./phrases.ts";
import type { ThingKinds } from "./thingKinds.ts";
import type { Word } from "./words.ts";

const lightNouns = new Set(["light", "led", "lamp", "indic", "lit"]);
/** What may stand between a light and "off": "the light on both buds is still completely off". */
const linking = new Set(
  "is are was were be been stays stay stayed remains remain goes go went gone turns turn turned switched completely totally still just now both on the all always keeps kept it its a of to after seems looks left right one quickly then".split(
    " ",
  ),
);
const determiners = new Set(["the", "my", "a", "an", "our", "these", "those", "two", "his", "her", "new", "in", "for"]);
/** What stands for a thing without saying which. */
const pronouns = new Set(["one", "ones", "pair", "version"]);

/** Where in the text lights are spoken of. */
export function sceneOf(words: readonly Word[], asked: boolean, things: ThingKinds) {
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
    /** "off", "dark", "dead" said of a light, not of what has one. */
    isDark(hit: Span): boolean {
      if (bare && !words.some(({ text }) => things.isSwitched(text) || /^(turned|switched)$/.test(text))) return true;
      if (isAny(hit, isNoun)) return true;
      const dim = words[hit.from]?.text === "dark";
      for (let at = hit.from - 1; at >= 0 && words[at + 1]?.after === "space"; at--) {
        const text = (words[at] as Word).text;
        if (isNoun(at)) return true;
        if (dim && (things.isThing(text) || /^(one|left|right|both|it|stays)$/.test(text))) return true;
        if (!linking.has(text) && !things.isThing(text)) return false;
      }
      return false;
    },
  };
}

/** "the light doesn't come on", "led never lit": dark without a word for it. */
export function unlitSpans(words: readonly Word[]): Span[] {
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

/** "my white gloves": the colour of the thing, not of its light. */
export function isAttribute(words: readonly Word[], { from, to }: Span, things: ThingKinds): boolean {
  const next = words[to];
  const before = words[from - 1];
  if (next === undefined || next.after !== "space") return false;
  if (!things.isThing(next.text) && !pronouns.has(next.text)) return false;
  return before === undefined || (words[from]?.after === "space" ? determiners.has(before.text) : true);
}

/** "It never went red white red": not what the light does. "It won't stop blinking red" is. */
export function isUnseen(words: readonly Word[], { from }: Span): boolean {
  const near = words.slice(Math.max(0, from - 3), from).map(({ text }) => text);
  return isDenied(words, from, 3) && !near.some((text) => /^(stop|stops|stopping|but|only)$/.test(text));
}

/** "left" and "right" are often no sides: "right now", "I left it"; what is open or shut is no place of a light. */
export function isPart(words: readonly Word[], { from, to }: Span, things: ThingKinds): boolean {
  const next = words[to];
  const before = words[from - 1]?.text ?? "";
  const first = (words[from] as Word).text;
  if (things.opens((words[to - 1] as Word).text)) return !isOpened(words, { from, to });
  if (to - from > 1 || !/^(left|right)$/.test(first)) return true;
  if (/^(i|we|has|have|had|been|is|all|thats|not)$/.test(before)) return false;
  return (
    next === undefined || !/^(now|away|after|before|it|them|my|in|when|here|there|for|overnight|as)$/.test(next.text)
  );
}

const opening = /^(open|opens|opened|opening|close|closed|closing|shut|forgot|lost|left)$/;

function isOpened(words: readonly Word[], { from, to }: Span): boolean {
  const next = words[to];
  if (next?.after === "space" && (opening.test(next.text) || /^(is|was)$/.test(next.text))) {
    const state = words[to + (opening.test(next.text) ? 0 : 1)]?.text ?? "";
    if (opening.test(state)) return true;
  }
  return words.slice(Math.max(0, from - 2), from).some(({ text }) => opening.test(text));
}

/** "The tray light", "the tray flashes": a part without the "on the" that its phrases have. */
export function partsInFront(words: readonly Word[], parts: readonly Looks[]): Hit[] {
  const hits: Hit[] = [];
  for (const { id, phrases } of parts)
    for (const [on, the, noun, more] of phrases) {
      if (on !== "on" || the !== "the" || noun === undefined || more !== undefined) continue;
      for (let at = 0; at < words.length - 1; at++) {
        const next = stemAt(words, at + 1);
        if (stemAt(words, at) === noun && (lightNouns.has(next) || lightVerbs.has(next)))
          hits.push({ id, from: at, to: at + 1 });
      }
    }
  return hits;
}

/** The hit closest to `main` in its sentence; one in the same clause before any other. */
export function nearest(words: readonly Word[], main: Span, hits: readonly Hit[]): Hit | undefined {
  const near = hits.filter((hit) => sameSentence(words, hit, main));
  const distance = (hit: Span): number => (hit.from >= main.to ? hit.from - main.to : main.from - hit.to);
  const apart = (hit: Hit): number => {
    const clause = clauseOf(words, main.from);
    return Math.abs(distance(hit)) + (hit.from >= clause.from && hit.from < clause.to ? 0 : 10);
  };
  return [...near].sort((a, b) => apart(a) - apart(b))[0];
}
