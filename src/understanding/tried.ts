import type { Knowledge } from "../dialog/knowledge.ts";
import type { TriedMention } from "../dialog/understanding.ts";
import { clauseOf, isAsked } from "./clauses.ts";
import { secondsIn } from "./duration.ts";
import { stem } from "./natural.ts";
import type { Span } from "./phrases.ts";
import { irregular, type Telling, tellingOf } from "./tense.ts";
import type { Things, ThingsAt } from "./things.ts";
import { type Word, wordsOf } from "./words.ts";

/** An action of the pack where a text speaks of it. */
export interface ActionMention extends Span {
  readonly action: string;
  readonly telling: Telling;
}

/**
 * Finds the actions of the pack a text speaks of: their phrases, with words between ("forgot the old device") and other
 * verbs of the same meaning ("pressed" for "hold").
 */
export type FindActions = (text: string, words: readonly Word[], things: ThingsAt) => readonly ActionMention[];

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
const maxGap = 3;
/** Between the words of a phrase these begin something else: "installed it, but the update …". */
const ends = /^(but|because|when|while|after|before|so|which|who|was|were|everything|nothing|from|plays?)$/;

const synonyms: Readonly<Record<string, string>> = { press: "hold", push: "hold", squeez: "hold" };

function lemma(word: string): string {
  const found = stem(irregular[word] ?? word);
  return synonyms[found] ?? found;
}

export function createFindActions(knowledge: Knowledge, { isThing }: Things): FindActions {
  const phrases: Phrase[] = [];
  for (const action of knowledge.actions.values())
    for (const text of action.phrases) {
      const stems = contentOf(wordsOf(text).map((word) => word.text)).map(lemma);
      if (!phrases.some((known) => known.action === action.id && known.stems.join(" ") === stems.join(" ")))
        phrases.push({ action: action.id, stems });
    }

  const byFirst = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const first = phrase.stems[0] as string;
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  }

  return (text, words, things) => {
    const lemmas = words.map((word) => lemma(word.text));
    /** What a word may stand for in a phrase. */
    const stemsAt = words.map((_, at) => [
      lemmas[at] as string,
      `${lemmas[at]}${lemmas[at + 1]}`,
      ...things(at),
      ...meantBy(words, lemmas, at),
    ]);
    const isStem = (at: number, wanted: string): boolean => stemsAt[at]?.includes(wanted) === true;
    const isObject = (at: number): boolean => isThing(lemmas[at] as string) || things(at).length > 0;
    const matches: Match[] = [];
    for (let at = 0; at < words.length; at++)
      for (const first of new Set(stemsAt[at]))
        for (const { action, stems } of byFirst.get(first) ?? []) {
          const span = spanOf(words, at, stems, isStem);
          if (span === null || (stems.length === 1 && !hasFittingObject(words, span.to, isObject))) continue;
          matches.push({ action, ...span, length: stems.length });
        }
    return longest(matches).map(({ action, from, to }) => ({
      action,
      from,
      to,
      telling: tellingOf(words, { from, to }, isAsked(text, words, from)),
    }));
  };
}

const person = /^(i|ive|im|we|weve|havent|didnt)$/;

/** Whether a person tells what they did or left undone. "It won't charge" tells what a thing fails to do. */
export function isTold(words: readonly Word[], { from, telling }: ActionMention): boolean {
  if (telling !== "denied") return telling === "done";
  const clause = clauseOf(words, from);
  return words.slice(clause.from, from).some(({ text }) => person.test(text));
}

/** What was done, in the order told; an action told twice counts once. */
export function triedIn(text: string, words: readonly Word[], actions: readonly ActionMention[]): TriedMention[] {
  const done = actions.filter(({ telling }) => telling === "done");
  const mentions = new Map<string, TriedMention>();
  for (const mention of done) {
    const { action, from, to } = mention;
    if (mentions.has(action)) continue;
    const start = (words[from] as Word).start;
    const end = (words[to - 1] as Word).end;
    const next = actions.find((other) => other.from >= to)?.from ?? words.length;
    const seconds = durationOf(text, words, mention, next);
    mentions.set(action, { action, seconds, words: text.slice(start, end), start, end });
  }
  return [...mentions.values()].sort((a, b) => a.start - b.start);
}

/** "Held it for 20 sec" in answer to a step: the words name no action, the question does. */
export function triedAsAsked(text: string, words: readonly Word[], action: string): TriedMention | null {
  const from = words.findIndex(({ text: word }) => word !== "hold" && lemma(word) === "hold");
  if (from < 0 || tellingOf(words, { from, to: from + 1 }, isAsked(text, words, from)) !== "done") return null;
  const seconds = durationOf(text, words, { from, to: from + 1 }, words.length);
  if (seconds === null) return null;
  const { start, end } = words[from] as Word;
  return { action, seconds, words: text.slice(start, end), start, end };
}

/** The words of a phrase that say something; "again" does where nothing but a verb is left ("paired again"). */
function contentOf(all: readonly string[]): readonly string[] {
  const content = all.filter((word) => !light.has(word));
  if (content.length === 1 && all.includes("again")) return [...content, "again"];
  return content.length > 0 ? content : all;
}

/** "Deleted the app and installed it again": a pronoun stands for the nouns told before it in the sentence. */
function meantBy(words: readonly Word[], lemmas: readonly string[], at: number): readonly string[] {
  const pronoun = words[at]?.text;
  if (pronoun !== "it" && pronoun !== "them") return [];
  const meant = new Map<string, boolean>();
  for (let i = at - 1; i >= 0 && at - i <= 10 && words[i + 1]?.after !== "sentence"; i--)
    // The nearest of the same noun tells whether it is one or several.
    if (!meant.has(lemmas[i] as string)) meant.set(lemmas[i] as string, /[^s]s$/.test((words[i] as Word).text));
  return [...meant].filter(([, several]) => several === (pronoun === "them")).map(([noun]) => noun);
}

const article = /^(the|a|an|my|your|our|this|that|these|those|both|all|old|new|whole|two)$/;
const pronoun = /^(it|them|they|everything|all|both|this|that|these|those)$/;
const noObject =
  /^(again|twice|once|already|yesterday|today|now|too|also|first|then|just|still|several|many|a|few|three|two|and|or|but|so|in|on|to|with|from|after|before|by|for|at|as|when|while|if|because|nothing|didnt|did|does|doesnt|was|were|is|no|without|like|\d+)$/;

/** "Forgot the case in my jacket" forgets no device: a verb alone counts only with an object it can have, or none. */
function hasFittingObject(words: readonly Word[], at: number, isObject: (at: number) => boolean): boolean {
  const follows = (i: number): boolean => i < words.length && words[i]?.after === "space";
  let i = at;
  while (follows(i) && (article.test((words[i] as Word).text) || pronoun.test((words[i] as Word).text))) i++;
  const complete = i === at || pronoun.test((words[i - 1] as Word).text);
  if (!follows(i)) return complete;
  if (isObject(i) || (follows(i + 1) && isObject(i + 1))) return true;
  return i === at ? noObject.test((words[i] as Word).text) : complete;
}

/** From here on a length of time belongs to something else: "… and it works for 2 minutes". */
const elsewhere = /\b(but|then|it|they|which|now|works?|worked|plays?|played|drops?|lasts?|before|after|when)\b/i;

function durationOf(text: string, words: readonly Word[], { from, to }: Span, next: number): number | null {
  let last = to;
  while (last < next && words[last]?.after !== "sentence") last++;
  const end = (words[to - 1] as Word).end;
  const within = text.slice((words[from] as Word).start, end);
  const behind = text.slice(end, (words[last - 1] as Word).end).replace(/^\s*(it|them|this|that|these|both)\b/i, "");
  const stop = elsewhere.exec(behind)?.index ?? behind.length;
  let first = from;
  while (first > 0 && words[first]?.after === "space") first--;
  const before = text.slice((words[first] as Word).start, (words[from] as Word).start);
  const inFront = /^(for|about|only|just|after)?\s*\S+\s*\S+\s*(i|we|of)?\s*$/i.test(before) ? secondsIn(before) : null;
  return secondsIn(within) ?? secondsIn(behind.slice(0, stop)) ?? inFront;
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
    const goesOn = (): boolean => i < words.length && words[i]?.after === "space";
    while (goesOn() && i - from <= maxGap && !isStem(i, wanted) && !ends.test((words[i] as Word).text)) i++;
    if (!goesOn() || !isStem(i, wanted)) return null;
    i++;
  }
  return { from: at, to: i };
}

/** Of readings that overlap the longest stays; several actions may share one phrase ("restarted"). */
function longest(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  const read = new Map<number, Match>();
  for (const match of [...matches].sort((a, b) => b.length - a.length || a.to - a.from - (b.to - b.from))) {
    const places = Array.from({ length: match.to - match.from }, (_, i) => match.from + i);
    const rival = places.map((at) => read.get(at)).find((other) => other !== undefined);
    const shares = rival?.from === match.from && rival.to === match.to && rival.length === match.length;
    if (rival !== undefined && !shares) continue;
    for (const at of places) if (!read.has(at)) read.set(at, match);
    kept.push(match);
  }
  return kept.sort((a, b) => a.from - b.from);
}
