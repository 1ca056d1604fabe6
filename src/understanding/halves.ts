import type { Sentence } from "./sentences.ts";

const join = /(?<!\s),?\s+(?:and|plus|&)\s+(?:also\s+)?/gi;
/** A half that begins like this goes on about the same thing: "and won't pair", "and then it stops". */
const continues =
  /^(then|it|its|they|them|this|that|which|is|are|was|were|am|be|has|have|had|do|does|did|can|could|will|would|cannot|cant|wont|dont|doesnt|didnt|isnt|arent|not|never|no|now|just|still|always|only|keeps?|goes|comes|stays?|stops?|drops?|to|from|on|in|at|with|without|after|before|when|if|so|because|i|we|off|again|back|\w+ed)\b/i;
/** Fewer words than this are no sentence: "and calls", "and reconnecting". */
const fewest = 3;

/** In a longer one "and" strings together more than two, and each way to read it costs as much as the sentence. */
const longestSentence = 300;

/** The ways to read a sentence as two that "and" joins, each with a subject of its own. */
export function halvesOf({ text, start, announced }: Sentence): readonly (readonly [Sentence, Sentence])[] {
  const pairs: (readonly [Sentence, Sentence])[] = [];
  if (text.length > longestSentence) return pairs;
  for (const match of text.matchAll(join)) {
    const first = text.slice(0, match.index);
    const from = match.index + match[0].length;
    const second = text.slice(from);
    if (wordCount(first) < fewest || wordCount(second) < fewest) continue;
    if (continues.test(second.replaceAll(/['’]/g, ""))) continue;
    pairs.push([
      { text: first, start, announced },
      { text: second, start: start + from, announced: false },
    ]);
  }
  return pairs;
}

const wordCount = (text: string): number => text.split(/\s+/).filter(Boolean).length;
