import type { Problem, RankedIntent, Understanding } from "../dialog/understanding.ts";
import type { Ranking } from "./intents.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";

/** What a text is about as a whole, and the distinct problems in it. */
export interface Reading {
  readonly intents: readonly RankedIntent[];
  readonly outcome: Understanding["outcome"];
  readonly problems: readonly Problem[];
}

export interface Piece {
  readonly ranking: Ranking;
  /** It tells what was tried or what the light does: a detail of a problem rather than one of its own. */
  readonly detail: boolean;
}

/** Texts up to this many words are also read as a whole: their sentences lean on each other. */
const shortText = 40;
/** A second problem must be this clear; an announced one ("also …") less so. */
const clearShare = 0.7;
const announcedShare = 0.45;
/** Intents are distant when each is improbable where the other was told. */
const remote = 0.15;

/**
 * The strongest sentence decides. Two problems are two sentences that are each clear about a different intent, neither
 * of them a mere detail of the other.
 * @param read ranks a piece of text
 */
export function readProblems(text: string, read: (text: string) => Piece): Reading {
  const sentences = sentencesOf(text);
  const pieces = sentences.map((sentence) => ({ sentence, ...read(sentence.text) }));
  const told = sentences.map((sentence) => sentence.text).join(" ");
  const whole = {
    sentence: { text: told === "" ? text : told, start: 0, announced: false },
    ...read(told === "" ? text : told),
  };
  const single = pieces.length <= 1 || whole.sentence.text.split(/\s+/).length <= shortText;
  const strongest = strongestOf(single ? [whole, ...pieces] : pieces) ?? whole;
  const { intents, outcome } = strongest.ranking;
  const intent = intents[0];
  if (outcome === "out_of_scope" || intent === undefined) return { intents, outcome, problems: [] };

  const main =
    pieces.find((piece) => top(piece)?.intent === intent.intent && inScope(piece))?.sentence ?? strongest.sentence;
  const others = pieces.filter((piece) => piece.sentence !== main && isOwnProblem(piece, intent.intent, intents));
  const second = others.sort((a, b) => (top(b)?.confidence ?? 0) - (top(a)?.confidence ?? 0))[0];
  const found: { problem: Problem; start: number }[] = [
    { problem: { ...intent, words: main.text }, start: main.start },
  ];
  const other = second && top(second);
  if (second && other) found.push({ problem: { ...other, words: second.sentence.text }, start: second.sentence.start });
  return { intents, outcome, problems: found.sort((a, b) => a.start - b.start).map(({ problem }) => problem) };
}

type Read = Piece & { readonly sentence: Sentence };

const top = (piece: Piece): RankedIntent | undefined => piece.ranking.intents[0];
const inScope = (piece: Piece): boolean => piece.ranking.outcome !== "out_of_scope";

/** In scope first, then what is no mere detail, then by how surely it is ours and how clear the intent is. */
function strongestOf(pieces: readonly Read[]): Read | undefined {
  const strength = (piece: Read): number =>
    (inScope(piece) ? 10 : 0) +
    (top(piece)?.confidence ?? 0) * (piece.detail ? 0.6 : 1) +
    Math.min(Math.max(piece.ranking.acceptance, -2), 4) / 10;
  return [...pieces].sort((a, b) => strength(b) - strength(a))[0];
}

function isOwnProblem(piece: Read, main: string, ranking: readonly RankedIntent[]): boolean {
  const best = top(piece);
  if (best === undefined || best.intent === main || piece.ranking.outcome !== "confident") return false;
  if (best.confidence < (piece.sentence.announced ? announcedShare : clearShare)) return false;
  if (piece.detail && !piece.sentence.announced) return false;
  const shareOf = (intents: readonly RankedIntent[], id: string): number =>
    intents.find(({ intent }) => intent === id)?.confidence ?? 0;
  return (
    shareOf(piece.ranking.intents, main) < remote &&
    (piece.sentence.announced || shareOf(ranking, best.intent) < remote)
  );
}
