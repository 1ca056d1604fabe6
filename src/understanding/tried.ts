import type { Knowledge } from "../dialog/knowledge.ts";
import type { TriedMention } from "../dialog/understanding.ts";
import { secondsIn } from "./duration.ts";
import { stem } from "./natural.ts";
import type { Span } from "./phrases.ts";
import { irregular, isTried } from "./tense.ts";
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
