import { wayTo } from "../proof/explore.ts";
import { type Turn, taken } from "../proof/moves.ts";
import { saidIn, scenesOf } from "../proof/story.ts";
import type { Told, Walk } from "./walk.ts";

/**
 * What a change of a pack does to conversations.
 *
 * A path is a question, an answer and what follows: the steps said and the question or end after them. Both packs are
 * explored whole, and where both can stand at the same point (same question, same in all that either pack still looks
 * at) every answer is given to both: where other things follow, the path is changed; where only one has the answer, it
 * is new or gone. Of a standing that only one pack knows, a path is new or gone if the other has it nowhere. Paths with
 * the same change are one, so there are as many as there are things to look at, not as many as there are conversations;
 * and two packs without any have the same conversations: the first turn in which two conversations differ is a turn of
 * a standing that both packs know.
 */
export interface Change {
  readonly kind: "changed" | "new" | "gone";
  readonly flow: string | null;
  /** Questions and answers with this change, the one with the shortest way first. */
  readonly places: readonly Place[];
  /** Turns of all conversations, with what is asked and known told apart only where it matters. */
  readonly turns: number;
  /** A shortest conversation that leads there. */
  readonly story: readonly Line[];
}

export interface Place {
  readonly question: string;
  readonly answer: string;
  /** What follows; null where the pack has no such answer or never stands there. */
  readonly old: string | null;
  readonly new: string | null;
}

/** A turn of a story. The last one has the replies of both packs; null: the pack has none. */
export interface Line {
  readonly did: string;
  readonly old: readonly string[] | null;
  readonly new: readonly string[] | null;
}

/** Turns of the two packs that belong together, by their numbers; null where one pack has no such turn. */
interface Pair {
  readonly kind: Change["kind"];
  readonly old: number | null;
  readonly new: number | null;
}

export function changesBetween(old: Walk, renewed: Walk): readonly Change[] {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairsIn(old, renewed)) {
    const told = toldIn(pair, old, renewed);
    const [before, after] = followsIn(pair, old, renewed);
    // What is new or gone is read together with the other answers of its question.
    const name =
      pair.kind === "changed" ? `${told.flow}\n${before}\n${after}` : `${pair.kind}\n${told.flow}\n${told.question}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [pair]);
    else group.push(pair);
  }
  return [...groups.values()].map((pairs) => changeOf(pairs, old, renewed));
}

function* pairsIn(old: Walk, renewed: Walk): Generator<Pair> {
  const known = new Map(renewed.explored.names.map((name, state) => [name, state]));
  const oldPaths = new Set(old.turns.map(pathOf));
  const newPaths = new Set(renewed.turns.map(pathOf));
  const standings: (readonly [readonly number[], readonly number[]])[] = [[openingsIn(old), openingsIn(renewed)]];
  const common = new Set<number>();
  for (const [state, name] of old.explored.names.entries()) {
    const other = known.get(name);
    if (other !== undefined) common.add(other);
    if (other !== undefined) standings.push([old.explored.ways[state] ?? [], renewed.explored.ways[other] ?? []]);
    else
      for (const edge of old.explored.ways[state] ?? [])
        if (!newPaths.has(pathOf(old.turns[edge]))) yield { kind: "gone", old: edge, new: null };
  }
  for (const [state, ways] of renewed.explored.ways.entries())
    if (!common.has(state))
      for (const edge of ways)
        if (!oldPaths.has(pathOf(renewed.turns[edge]))) yield { kind: "new", old: null, new: edge };
  for (const [before, after] of standings) yield* pairsAt(before, after, old, renewed);
}

/** The same moves from the same standing. */
function* pairsAt(before: readonly number[], after: readonly number[], old: Walk, renewed: Walk): Generator<Pair> {
  const moveOf = (walk: Walk, edge: number): string => JSON.stringify(walk.explored.edges[edge]?.move);
  const others = new Map(after.map((edge) => [moveOf(renewed, edge), edge]));
  for (const edge of before) {
    const move = moveOf(old, edge);
    const other = others.get(move);
    others.delete(move);
    if (other === undefined) yield { kind: "gone", old: edge, new: null };
    else if (old.turns[edge]?.follow !== renewed.turns[other]?.follow) yield { kind: "changed", old: edge, new: other };
  }
  for (const edge of others.values()) yield { kind: "new", old: null, new: edge };
}

const openingsIn = ({ explored: { edges } }: Walk): readonly number[] =>
  [...edges.keys()].filter((edge) => edges[edge]?.from === -1);

const pathOf = (told: Told | undefined): string => `${told?.question}\n${told?.move}\n${told?.follow}`;

function toldIn(pair: Pair, old: Walk, renewed: Walk): Told {
  const told = pair.old === null ? renewed.turns[pair.new ?? 0] : old.turns[pair.old];
  return told ?? { flow: null, question: "", answer: "", move: "", follow: "" };
}

const followsIn = (pair: Pair, old: Walk, renewed: Walk): readonly [string | null, string | null] => [
  pair.old === null ? null : (old.turns[pair.old]?.follow ?? null),
  pair.new === null ? null : (renewed.turns[pair.new]?.follow ?? null),
];

function changeOf(pairs: readonly Pair[], old: Walk, renewed: Walk): Change {
  const lengthOf = ({ old: before, new: after }: Pair) =>
    (before === null ? wayBy(renewed, after ?? 0) : wayBy(old, before)).length;
  const shortest = pairs
    .map((pair) => ({ pair, length: lengthOf(pair) }))
    .sort((a, b) => a.length - b.length)
    .map(({ pair }) => pair);
  const places = new Map<string, Place>();
  for (const pair of shortest) {
    const { question, answer } = toldIn(pair, old, renewed);
    const [before, after] = followsIn(pair, old, renewed);
    const place = { question, answer, old: before, new: after };
    places.set(JSON.stringify(place), place);
  }
  const [first = { kind: "changed", old: 0, new: 0 } as const] = shortest;
  return {
    kind: first.kind,
    flow: toldIn(first, old, renewed).flow,
    places: [...places.values()],
    turns: pairs.length,
    story: storyOf(first, old, renewed),
  };
}

const wayBy = ({ explored }: Walk, edge: number): readonly number[] => [
  ...wayTo(explored, explored.edges[edge]?.from ?? -1),
  edge,
];

function storyOf(pair: Pair, old: Walk, renewed: Walk): readonly Line[] {
  const side = pair.old === null ? renewed : old;
  const scenes = scenesOf(side.explored, wayBy(side, pair.old ?? pair.new ?? 0), side.knowledge);
  return scenes.map(({ did, said, turn }, index) => {
    if (index < scenes.length - 1) return { did, old: said, new: said };
    if (pair.old === null) return { did, old: null, new: said };
    return { did, old: said, new: pair.new === null ? null : saidIn(inNew(turn, renewed)) };
  });
}

/** The same move from the same standing, as the new pack decides it: with the same facts as in the old one. */
const inNew = ({ before, move }: Turn, { knowledge }: Walk): Turn => taken(before, move, knowledge);
