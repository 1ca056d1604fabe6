import { nothingYet } from "../dialog/conversation.ts";
import type { EventOf } from "../dialog/events.ts";
import { inWords } from "../dialog/facts.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { Explored } from "./explore.ts";
import { type Turn, taken } from "./moves.ts";

/** One turn as it would read: what the person does, then the paragraphs and the question of the bot. */
export interface Scene {
  readonly did: string;
  readonly said: readonly string[];
  readonly turn: Turn;
}

/** A conversation as it would read: `> ` what the person does, then what the bot says. */
export const storyOf = (explored: Explored, way: readonly number[], knowledge: Knowledge): readonly string[] =>
  scenesOf(explored, way, knowledge).flatMap(({ did, said }) => [`> ${did}`, ...said]);

/** The turns of a way, decided once more from the first words on. */
export function scenesOf({ edges }: Explored, way: readonly number[], knowledge: Knowledge): readonly Scene[] {
  let state = nothingYet;
  return way.flatMap((number) => {
    const move = edges[number]?.move;
    if (move === undefined) return [];
    const turn = taken(state, move, knowledge);
    state = turn.after;
    return [{ did: doneIn(turn, knowledge), said: saidIn(turn), turn }];
  });
}

/** The paragraphs of a reply, its question last. */
export function saidIn({ events }: Turn): readonly string[] {
  const said = events.findLast((event): event is EventOf<"BotReplied"> => event.type === "BotReplied");
  const question = said?.message.question?.text;
  return [...(said?.message.text ?? []), ...(question === undefined ? [] : [question])];
}

/** What the person does in a turn: the words on the button, or what they tell. */
export function doneIn({ before, move }: Pick<Turn, "before" | "move">, knowledge: Knowledge): string {
  switch (move.kind) {
    case "open": {
      const facts = Object.entries(move.slots).map(([slot, value]) => inWords(slot, value, knowledge) ?? "");
      const tried = move.tried.map((action) => `tried: ${knowledge.actions.get(action)?.name ?? action}`);
      const told = move.intent === null ? [] : [knowledge.intents.get(move.intent)?.title ?? move.intent];
      return [...told, ...facts, ...tried].join("; ");
    }
    case "choose": {
      const options = before.open?.phase.kind === "asking" ? before.open.phase.question.options : [];
      return options.find(({ id }) => id === move.option)?.label ?? move.option;
    }
    case "tell":
      return inWords(move.slot, move.value, knowledge) ?? "";
    case "did":
      return `I did that before: ${knowledge.actions.get(move.action)?.name ?? move.action}`;
  }
}
