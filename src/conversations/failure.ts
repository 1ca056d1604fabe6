import type { Knowledge } from "../dialog/knowledge.ts";
import type { DataPath } from "../knowledge/located.ts";
import { type Place, placeOf, type Site } from "./files.ts";
import { type Mismatch, mismatchesOf, neverMismatches, wordsOf } from "./mismatch.ts";
import type { Player } from "./player.ts";
import type { Expectation } from "./schema.ts";
import { stateInWords } from "./standing.ts";

/** A turn after which something was not as expected; the conversation is not followed any further. */
export interface Failure {
  /** `turn 2, say "still nothing"`. */
  readonly turn: string;
  readonly mismatches: readonly (Place & { readonly message: string })[];
  /** All the bot said in that turn, a line each. */
  readonly said: readonly string[];
  readonly state: readonly string[];
}

interface Played {
  /** To the turn, or to the start, in the conversation. */
  readonly path: DataPath;
  /** Why the turn could not be played. */
  readonly fault: Mismatch | null;
  readonly expected: Expectation | undefined;
}

/** Null when everything was as expected. */
export function failureOf(
  site: Site,
  turn: string,
  { path, fault, expected = {} }: Played,
  player: Player,
  knowledge: Knowledge,
): Failure | null {
  const at = (mismatch: Mismatch, below: DataPath) => ({
    ...placeOf(site, [...below, ...mismatch.path]),
    message: mismatch.message,
  });
  const mismatches =
    fault !== null
      ? [at(fault, path)]
      : [
          ...mismatchesOf(expected, player).map((each) => at(each, [...path, "expect"])),
          ...neverMismatches(site.script.never ?? [], player.said).map((each) => at(each, ["never"])),
        ];
  if (mismatches.length === 0) return null;
  return { turn, mismatches, said: linesOf(player), state: stateInWords(player.state, knowledge) };
}

const linesOf = ({ said }: Player): readonly string[] =>
  said.flatMap((message) => [
    ...wordsOf({ ...message, question: null }),
    ...(message.question === null
      ? []
      : [message.question.text, ...message.question.options.map(({ id, label }) => `[${id}] ${label}`)]),
  ]);
