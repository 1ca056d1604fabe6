import type { Problem, RankedIntent, Understanding } from "../dialog/understanding.ts";
import { halvesOf } from "./halves.ts";
import type { Ranking } from "./intents.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { type Tone, toneOf } from "./tone.ts";

/** What a text is about as a whole, and the distinct problems in it. */
export interface Reading {
  readonly intents: readonly RankedIntent[];
  readonly outcome: Understanding["outcome"];
  readonly problems: readonly Problem[];
}

export interface Piece {
  readonly ranking: Ranking;
  /** It only names things, tells what was tried or what the light does: a detail of a problem rather than one of its own. */
  readonly detail: boolean;
}

/** Texts up to this many words are also read as a whole: their sentences lean on each other. */
const shortText = 40;
/** A second problem must be this clear; an announced one ("also …") less so. */
const clearShare = 0.7;
const announcedShare = 0.45;
/** Intents are distant when each is improbable where the other was told. */
const remote = 0.15;

type Read = Piece & {
  readonly sentence: Sentence;
  readonly tone: Tone;
  /** One of two problems that "and" joins. */
  readonly half: boolean;
};

/**
 * The strongest sentence decides. Two problems are two sentences that are each clear about a different intent, neither
 * of them a mere detail of the other.
 * @param rank ranks a piece of text
 */
export function readProblems(text: string, rank: (text: string) => Piece): Reading {
  const read = (sentence: Sentence, half = false): Read => ({
    sentence,
    half,
    tone: toneOf(sentence.text),
    ...rank(sentence.text),
  });
  const sentences = sentencesOf(text);
  const pieces = sentences.flatMap((sentence) => twoProblems(sentence, read) ?? [read(sentence)]);
  const single = sentences.length <= 1 || wordCount(sentences) <= shortText;
  const whole = single && !pieces.some(({ half }) => half) ? [read(joined(sentences))] : [];
  const strongest = strongestOf([...whole, ...pieces]) as Read;
  const { intents, outcome } = strongest.ranking;
  const intent = intents[0];
  if (outcome === "out_of_scope" || intent === undefined) return { intents, outcome, problems: [] };

  const telling = strongestOf(pieces.filter((piece) => top(piece)?.intent === intent.intent && inScope(piece)));
  const main = telling?.sentence ?? strongest.sentence;
  // In a long text only what is told as trouble or asked counts: much in it is neither.
  const speaks = ({ tone, sentence, half }: Read): boolean =>
    single || half || tone === "trouble" || sentence.text.endsWith("?");
  const second = strongestOf(
    pieces.filter((piece) => piece.sentence !== main && speaks(piece) && isOwnProblem(piece, intent.intent, intents)),
  );
  const found: { problem: Problem; start: number }[] = [
    { problem: { ...intent, words: main.text }, start: main.start },
  ];
  const other = second && top(second);
  if (second && other) found.push({ problem: { ...other, words: second.sentence.text }, start: second.sentence.start });
  return { intents, outcome, problems: found.sort((a, b) => a.start - b.start).map(({ problem }) => problem) };
}

const wordCount = (sentences: readonly Sentence[]): number =>
  sentences.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
const joined = (sentences: readonly Sentence[]): Sentence => ({
  text: sentences.map(({ text }) => text).join(" "),
  start: 0,
  announced: false,
});

const top = (piece: Piece): RankedIntent | undefined => piece.ranking.intents[0];
const inScope = (piece: Piece): boolean => piece.ranking.outcome !== "out_of_scope";
const shareOf = (piece: Piece, id: string): number =>
  piece.ranking.intents.find(({ intent }) => intent === id)?.confidence ?? 0;

/** "My left bud is dead and the mic is quiet": each half clearly a problem of its own. */
function twoProblems(sentence: Sentence, read: (half: Sentence, isHalf: boolean) => Read): Read[] | null {
  for (const halves of halvesOf(sentence)) {
    const [a, b] = halves.map((half) => read(half, true)) as [Read, Read];
    const apart = shareOf(a, top(b)?.intent ?? "") < remote && shareOf(b, top(a)?.intent ?? "") < remote;
    if (apart && [a, b].every((half) => isClear(half, announcedShare) && half.tone !== "story")) return [a, b];
  }
  return null;
}

const isClear = (piece: Read, share: number): boolean =>
  !piece.detail && piece.ranking.outcome === "confident" && (top(piece)?.confidence ?? 0) >= share;

const ofTone: Readonly<Record<Tone, number>> = { trouble: 0.3, plain: 0, story: -5 };

/** In scope first, then trouble before story, then what is no mere detail, then how clear and how surely ours it is. */
function strongestOf(pieces: readonly Read[]): Read | undefined {
  const strength = (piece: Read): number =>
    (inScope(piece) ? 10 : 0) +
    ofTone[piece.tone] +
    (top(piece)?.confidence ?? 0) * (piece.detail ? 0.6 : 1) +
    Math.min(Math.max(piece.ranking.acceptance, -2), 4) / 10;
  return [...pieces].sort((a, b) => strength(b) - strength(a))[0];
}

function isOwnProblem(piece: Read, main: string, ranking: readonly RankedIntent[]): boolean {
  const best = top(piece);
  if (best === undefined || best.intent === main || piece.tone === "story") return false;
  if (piece.half) return true;
  const { announced } = piece.sentence;
  if (!isClear(announced ? { ...piece, detail: false } : piece, announced ? announcedShare : clearShare)) return false;
  const elsewhere = ranking.find(({ intent }) => intent === best.intent)?.confidence ?? 0;
  return shareOf(piece, main) < remote && (announced || elsewhere < remote);
}
