import type { Knowledge } from "../dialog/knowledge.ts";
import type { TriedMention } from "../dialog/understanding.ts";
import { stem } from "./natural.ts";
import type { Span } from "./phrases.ts";
import { type Word, wordsOf } from "./words.ts";

/**
 * Finds what people say they have tried: phrases of the pack's actions, with words between ("forgot the old device"),
 * in the past ("restarted"), not denied, wished or asked ("haven't reset yet", "should I reset?").
 * @param things what a name found at a word stands for, as stems: a phone, a headset
 */
export type FindTried = (
  text: string,
  words: readonly Word[],
  things: (at: number) => readonly string[],
) => TriedMention[];

interface Phrase {
  readonly action: string;
  readonly stems: readonly string[];
}

interface Match extends Span {
  readonly action: string;
  readonly length: number;
}

/** Words that carry no meaning of their own in a phrase. */
const light = new Set(
  "the a an it its them they my your our this that these those both to of in is are again all me i".split(" "),
);
const irregular: Readonly<Record<string, string>> = {
  forgot: "forget",
  forgotten: "forget",
  held: "hold",
  took: "take",
  taken: "take",
  left: "leave",
  kept: "keep",
  went: "go",
  gone: "go",
  ran: "run",
  did: "do",
  done: "do",
  does: "do",
  began: "begin",
  put: "put",
  tryed: "try",
};
const past = new Set([
  ...Object.keys(irregular).filter((word) => word !== "does" && word !== "put"),
  "was",
  "were",
  "been",
  "had",
]);
const maxGap = 3;

const lemma = (word: string): string => stem(irregular[word] ?? word);

export function createFindTried(knowledge: Knowledge): FindTried {
  const phrases: Phrase[] = [];
  for (const action of knowledge.actions.values())
    for (const text of action.phrases) {
      const all = wordsOf(text).map((word) => word.text);
      const content = all.filter((word) => !light.has(word));
      const stems = (content.length > 0 ? content : all).map(lemma);
      if (!phrases.some((known) => known.action === action.id && known.stems.join(" ") === stems.join(" ")))
        phrases.push({ action: action.id, stems });
    }

  return (text, words, things) => {
    const lemmas = words.map((word) => lemma(word.text));
    const isStem = (at: number, wanted: string): boolean => lemmas[at] === wanted || things(at).includes(wanted);
    const matches: Match[] = [];
    for (const { action, stems } of phrases)
      for (let at = 0; at < words.length; at++) {
        const span = spanOf(words, at, stems, isStem);
        if (span !== null) matches.push({ action, ...span, length: stems.length });
      }
    const found = longest(matches).filter((match) => isTried(words, match));
    const mentions = new Map<string, TriedMention>();
    for (const { action, from, to } of found) {
      if (mentions.has(action)) continue;
      const start = (words[from] as Word).start;
      const end = (words[to - 1] as Word).end;
      const next = found.filter((other) => other.from >= to).map((other) => other.from);
      const seconds = secondsIn(text.slice(start, (words[Math.min(...next)] ?? { start: text.length }).start));
      mentions.set(action, { action, seconds, words: text.slice(start, end), start, end });
    }
    return [...mentions.values()].sort((a, b) => a.start - b.start);
  };
}

function spanOf(
  words: readonly Word[],
  at: number,
  stems: readonly string[],
  isStem: (at: number, wanted: string) => boolean,
): Span | null {
  let i = at;
  for (const [n, wanted] of stems.entries()) {
    if (n === 0) {
      if (!isStem(i, wanted)) return null;
      i++;
      continue;
    }
    const from = i;
    while (i < words.length && i - from <= maxGap && words[i]?.after === "space" && !isStem(i, wanted)) i++;
    if (i >= words.length || words[i]?.after !== "space" || !isStem(i, wanted)) return null;
    i++;
  }
  return { from: at, to: i };
}

/** Of readings that overlap the longest stays; several actions may share one phrase ("restarted"). */
function longest(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of [...matches].sort((a, b) => b.length - a.length || a.to - a.from - (b.to - b.from))) {
    const rival = kept.find((other) => match.from < other.to && match.to > other.from);
    if (rival === undefined || (rival.from === match.from && rival.to === match.to && rival.length === match.length))
      kept.push(match);
  }
  return kept.sort((a, b) => a.from - b.from);
}

const notDone =
  /\b(not|dont|doesnt|didnt|havent|hasnt|hadnt|havnt|cant|cannot|couldnt|wont|wouldnt|shouldnt|isnt|never|without|unable|before|instead|yet to|will|ill|would|should|shall|could|can|may|might|must|going to|gonna|want|wants|wanna|wish|need|needs|have to|has to|had to be|how|if|whether|about to|like to|plan|planning|let me|lets|please|ready to|afraid|where|which|what|forgot how|told|asked|asks|says to|said to|recommend|recommended|suggested|trying to figure|supposed to|do i|does a|does the|did a|is a|is it|is there|possible|help me|steps|refuse|refuses)\b/;
const wasDone =
  /\b(already|tried|trying|after|did|done|have|ive|weve|has|had|just|been|twice|several times|times|again|even|once|every time|each time|since)\b/;
const outcomeBehind =
  /^( (it|them|this|that|the|my|device|also|just|still|then|and|but|has|had))* ?(did nothing|does nothing|doesnt|didnt|does not|did not|failed|fails|no luck|nothing|no help|helped|not help|not work|wont work|isnt working|is not working|no effect|without (success|luck|effect)|already|twice|yesterday|today|several times|many times|\d+ times|three times|a few times|before)\b/;

/** Whether a match tells of something done: from its own tense, and from the words before and behind in its clause. */
function isTried(words: readonly Word[], { from, to }: Match): boolean {
  const before = clauseBefore(words, from);
  const own = words.slice(from, to).map(({ text }) => text);
  const behind = clauseBehind(words, to);
  const first = own[0] as string;
  const ownPast = own.some((word) => past.has(word) || /[a-z]{2}ed$/.test(word));
  const stated = own.some((word) => /^(is|are|works|work|connects|same|no|latest|new|different|overnight|current|fully)$/.test(word));
  const denied = lastMatch(notDone, before);
  const told = lastMatch(wasDone, before);
  if (
    /\bhow (do|to|can|should)\b/.test(before) ||
    /\b(havent|have not|hasnt|not|never) (yet )?(\w+ )?$/.test(`${before} `)
  )
    return false;
  if (/^ ?yet\b/.test(behind)) return false;
  // "I didn't unpair but restarted": the past form of the verb itself is stronger than a wish or denial further off.
  const close = denied >= 0 && before.length - denied <= 24;
  if (denied > told && (close || !ownPast)) return false;
  if (ownPast || told >= 0) return true;
  if (outcomeBehind.test(behind)) return true;
  if (stated) return !isQuestion(words, from, to);
  return (
    /(^| )(i|we)( (also|then|just|always|even|simply))?$/.test(before) &&
    /^(reset|put|set|shut|hold|restart|reboot)/.test(first)
  );
}

const breaks = /^(but|however|so|then|because|still)$/;

function clauseBefore(words: readonly Word[], at: number): string {
  const texts: string[] = [];
  let listed = false;
  for (let i = at - 1; i >= 0 && words[i + 1]?.after !== "sentence"; i--) {
    const text = (words[i] as Word).text;
    if (breaks.test(text)) break;
    // "tried forgetting it, restarting and resetting": a gerund carries the "tried" on through the list.
    if (words[i + 1]?.after === "clause") {
      if (!/ing$/.test((words[at] as Word).text)) break;
      listed = true;
    }
    if (listed && texts.length > 12) break;
    texts.unshift(text);
  }
  return texts.join(" ");
}

function clauseBehind(words: readonly Word[], at: number): string {
  const texts: string[] = [];
  for (let i = at; i < words.length && words[i]?.after !== "sentence" && texts.length < 8; i++)
    texts.push((words[i] as Word).text);
  return texts.length === 0 ? "" : ` ${texts.join(" ")}`;
}

function isQuestion(words: readonly Word[], from: number, to: number): boolean {
  const before = clauseBefore(words, from);
  return /^(is|are|do|does|did|can|will|should|what|where|how|which)\b/.test(
    before || (words.slice(from, to)[0]?.text ?? ""),
  );
}

function lastMatch(pattern: RegExp, text: string): number {
  let last = -1;
  for (const match of text.matchAll(new RegExp(pattern, "g"))) last = match.index;
  return last;
}

const numbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  sixty: 60,
  a: 1,
  half: 0.5,
};

function secondsIn(text: string): number | null {
  const found = /\b(\d+(?:\.\d+)?|[a-z]+)(?: a)?[ -]*(s|secs?|seconds?|m|mins?|minutes?|hours?|h)\b/i.exec(text);
  const amount = found?.[1]?.toLowerCase() ?? "";
  const value = /^\d/.test(amount) ? Number(amount) : numbers[amount];
  if (value === undefined) return null;
  const unit = (found?.[2] ?? "").toLowerCase();
  return unit.startsWith("s") ? value : unit.startsWith("m") ? value * 60 : value * 3600;
}
