import { nothingYet } from "../dialog/conversation.ts";
import type { EventOf } from "../dialog/events.ts";
import { inWords } from "../dialog/facts.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { Explored } from "./explore.ts";
import { type Move, taken } from "./moves.ts";

/** A conversation as it would read: `> ` what the person does, then what the bot says. */
export function storyOf({ edges }: Explored, way: readonly number[], knowledge: Knowledge): readonly string[] {
  let state = nothingYet;
  return way.flatMap((number) => {
    const move = edges[number]?.move;
    if (move === undefined) return [];
    const options = state.open?.phase.kind === "asking" ? state.open.phase.question.options : [];
    const turn = taken(state, move, knowledge);
    state = turn.after;
    const said = turn.events.findLast((event): event is EventOf<"BotReplied"> => event.type === "BotReplied");
    const question = said?.message.question?.text;
    return [
      `> ${doneIn(move, options, knowledge)}`,
      ...(said?.message.text ?? []),
      ...(question === undefined ? [] : [question]),
    ];
  });
}

function doneIn(
  move: Move,
  options: readonly { readonly id: string; readonly label: string }[],
  knowledge: Knowledge,
): string {
  switch (move.kind) {
    case "open": {
      const facts = Object.entries(move.slots).map(([slot, value]) => inWords(slot, value, knowledge) ?? "");
      const tried = move.tried.map((action) => `tried: ${knowledge.actions.get(action)?.name ?? action}`);
      const told = move.intent === null ? [] : [knowledge.intents.get(move.intent)?.title ?? move.intent];
      return [...told, ...facts, ...tried].join("; ");
    }
    case "choose":
      return options.find(({ id }) => id === move.option)?.label ?? move.option;
    case "tell":
      return inWords(move.slot, move.value, knowledge) ?? "";
    case "did":
      return `I did that before: ${knowledge.actions.get(move.action)?.name ?? move.action}`;
  }
}
