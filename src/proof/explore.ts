import type { Conversation } from "../dialog/conversation.ts";
import { nothingYet } from "../dialog/conversation.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { SlotValue } from "../dialog/slots.ts";
import { classesAhead, classesOf, type ValueClass } from "./classes.ts";
import { forgetting } from "./forget.ts";
import { keys } from "./key.ts";
import { type Move, movesOf, type Turn, taken } from "./moves.ts";
import { type Opening, openingsOf } from "./openings.ts";

/** Every state a conversation can reach, each found by a shortest way, and every way between them. */
export interface Explored {
  /** By state: the edge it was found by. */
  readonly foundBy: readonly number[];
  readonly edges: readonly Edge[];
  /** By state: the edges that leave it; none where the conversation has ended. */
  readonly ways: readonly (readonly number[])[];
  /** By state: the step that waits, `flow/step`; null for other questions and for ends. */
  readonly waits: readonly (string | null)[];
  /** By state: its name, by which the states of two packs explored side by side are the same. */
  readonly names: readonly string[];
}

/** One turn decided by the engine. `from` is -1 for the first words. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly move: Move;
  /** Steps entered in the turn, `flow/step`. */
  readonly steps: readonly string[];
  /** Slots filled in the turn, with every value that this turn stands for; null stands for not known. */
  readonly sets: readonly { readonly slot: string; readonly values: readonly (SlotValue | null)[] }[];
}

/** Sees every turn; `edge` is its number. */
export type Look = (turn: Turn, edge: number) => void;

/** Where an exploration begins, and what it tells apart. */
export interface Scope {
  readonly openings: readonly Opening[];
  /** By slot, what has to be told apart from here on. */
  readonly classesAt: (state: Conversation) => ReadonlyMap<string, readonly ValueClass[]>;
  readonly keyOf: (state: Conversation) => string;
  readonly forgotten: (state: Conversation) => Conversation;
}

export function scopeOf(knowledge: Knowledge): Scope {
  const classes = classesOf(knowledge);
  return {
    openings: openingsOf(knowledge, classes),
    classesAt: classesAhead(knowledge, classes),
    keyOf: keys(knowledge),
    forgotten: forgetting(knowledge),
  };
}

/** Drives `decide` through everything a person can do. Breadth first, so that the way to a state is a shortest one. */
export function explore(
  knowledge: Knowledge,
  look: Look,
  { openings, classesAt, keyOf, forgotten }: Scope = scopeOf(knowledge),
): Explored {
  const foundBy: number[] = [];
  const edges: Edge[] = [];
  const ways: number[][] = [];
  const waits: (string | null)[] = [];
  const found = new Map<string, number>();
  let next: { readonly state: number; readonly conversation: Conversation }[] = [];

  const take = (from: number, before: Conversation, move: Move): number => {
    const turn = taken(before, move, knowledge);
    const edge = edges.length;
    const after = forgotten(turn.after);
    const key = keyOf(after);
    let to = found.get(key);
    if (to === undefined) {
      to = foundBy.length;
      found.set(key, to);
      foundBy.push(edge);
      ways.push([]);
      waits.push(waitingIn(turn.after));
      if (after.open?.phase.kind === "asking") next.push({ state: to, conversation: after });
    }
    edges.push({ from, to, move, steps: enteredIn(turn), sets: setIn(turn, classesAt(before)) });
    look(turn, edge);
    return edge;
  };

  for (const opening of openings) take(-1, nothingYet, opening);
  while (next.length > 0) {
    const now = next;
    next = [];
    for (const { state, conversation } of now) {
      const { open } = conversation;
      if (open === null) continue;
      const classes = classesAt(conversation);
      const valuesOf = (slot: string) => (classes.get(slot) ?? []).map(({ value }) => value);
      ways[state] = movesOf(open, knowledge, valuesOf).map((move) => take(state, conversation, move));
    }
  }
  return { foundBy, edges, ways, waits, names: [...found.keys()] };
}

/** The edges that lead to a state, from the first words on. */
export function wayTo({ foundBy, edges }: Explored, state: number): readonly number[] {
  const way: number[] = [];
  for (let at = state; at >= 0; ) {
    const edge = foundBy[at] ?? -1;
    way.unshift(edge);
    at = edges[edge]?.from ?? -1;
  }
  return way;
}

function waitingIn({ open }: Conversation): string | null {
  const about = open?.phase.kind === "asking" ? open.phase.question.about : null;
  return about?.kind === "step" ? `${about.flow}/${about.step}` : null;
}

const enteredIn = ({ events }: Turn): readonly string[] =>
  events.flatMap((event) => (event.type === "StepEntered" ? [`${event.flow}/${event.step}`] : []));

function setIn({ events }: Turn, classes: ReadonlyMap<string, readonly ValueClass[]>): Edge["sets"] {
  return events.flatMap((event) => {
    if (event.type === "SlotCleared") return [{ slot: event.slot, values: [null] }];
    if (event.type !== "SlotSet") return [];
    const { slot, value } = event;
    const own = value === null ? undefined : classes.get(slot)?.find((one) => one.value === value);
    return [{ slot, values: own?.members ?? [value] }];
  });
}
