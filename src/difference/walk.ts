import type { Knowledge } from "../dialog/knowledge.ts";
import { isLight } from "../dialog/slots.ts";
import { classesOf } from "../proof/classes.ts";
import { type Explored, explore, type Scope } from "../proof/explore.ts";
import { forgetting } from "../proof/forget.ts";
import { keys } from "../proof/key.ts";
import type { Turn } from "../proof/moves.ts";
import { type Opening, openingsOf } from "../proof/openings.ts";
import { doneIn } from "../proof/story.ts";
import { askedBy, followOf } from "./follow.ts";

/** Everything a person can do in one of the two packs, turn by turn. */
export interface Walk {
  readonly knowledge: Knowledge;
  readonly explored: Explored;
  /** By edge. */
  readonly turns: readonly Told[];
}

export interface Told {
  /** The flow whose question was answered, or that the first words start; null: a short answer. */
  readonly flow: string | null;
  /** What was asked, `flow/step` or a slot; of first words the intent. */
  readonly question: string;
  /** What was answered, as shown. */
  readonly answer: string;
  /** The same, whatever the button says. */
  readonly move: string;
  readonly follow: string;
}

/** Called now and then with the number of turns so far. */
export type Progress = (turns: number) => void;

/**
 * Explores a pack beside another. What either of them tells apart is kept apart, so that a state of one and a state of
 * the other that have one name are the same standing: from there, both packs are asked the same.
 */
export function walkOf(knowledge: Knowledge, packs: readonly [Knowledge, Knowledge], progress: Progress): Walk {
  const turns: Told[] = [];
  const same = new Map<string, Told>();
  const explored = explore(
    knowledge,
    (turn) => {
      const told = toldOf(turn, knowledge);
      const name = Object.values(told).join("\n");
      if (!same.has(name)) same.set(name, told);
      turns.push(same.get(name) ?? told);
      if (turns.length % 1000 === 0) progress(turns.length);
    },
    scopeIn(knowledge, packs),
  );
  return { knowledge, explored, turns };
}

function scopeIn(knowledge: Knowledge, packs: readonly [Knowledge, Knowledge]): Scope {
  const classes = classesOf(knowledge, packs.find((other) => other !== knowledge) ?? knowledge);
  const names = packs.map(keys);
  const openings = packs
    .flatMap((pack) => openingsOf(pack, classesOf(pack, packs.find((other) => other !== pack) ?? pack)))
    .filter((opening) => isPossible(opening, knowledge));
  return {
    openings: [...new Map(openings.map((opening) => [JSON.stringify(opening), opening])).values()],
    classesAt: () => classes,
    keyOf: (state) => names.map((nameOf) => nameOf(state)).join("\n"),
    forgotten: forgetting(...packs),
  };
}

/** The words of the opening mean something in this pack. */
const isPossible = ({ intent, slots, tried }: Opening, knowledge: Knowledge): boolean =>
  (intent === null || knowledge.intents.has(intent)) &&
  tried.every((action) => knowledge.actions.has(action)) &&
  Object.entries(slots).every(([slot, value]) => {
    const known = knowledge.slots.get(slot);
    if (known === undefined) return false;
    if (known.collection === null || isLight(value)) return true;
    return knowledge.catalogue.get(known.collection)?.has(value) === true;
  });

function toldOf(turn: Turn, knowledge: Knowledge): Told {
  const { before, move } = turn;
  const about = before.open?.phase.kind === "asking" ? before.open.phase.question.about : null;
  const follow = followOf(turn, knowledge);
  const answer = doneIn(turn, knowledge);
  if (move.kind === "open" || about === null) {
    const intent = move.kind === "open" ? move.intent : null;
    const flow = [...knowledge.flows.values()].find(({ startsOn }) => startsOn.some((start) => start === intent));
    return { flow: flow?.id ?? null, question: intent ?? "other words", answer: firstWords, move: "", follow };
  }
  const flow = "flow" in about ? about.flow : (before.open?.stack.at(-1)?.flow ?? null);
  return { flow, question: askedBy(about), answer, move: JSON.stringify(move), follow };
}

/** Stands for all first words that tell one problem. */
const firstWords = "(first words)";
