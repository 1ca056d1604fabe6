import type { Knowledge } from "../dialog/knowledge.ts";
import type { SlotValue } from "../dialog/slots.ts";
import type { Explored } from "./explore.ts";

/** By edge and slot: every value that may be known once its turn is over. Null: not known. */
export type Possible = (edge: number, slot: string) => Iterable<SlotValue | null>;

/** States are explored for one value of many; here all of them are carried along the ways. */
export function valuesAlong({ edges, ways }: Explored, slots: readonly string[]): Possible {
  const nothing: ReadonlySet<SlotValue | null> = new Set();
  const held: Map<string, Set<SlotValue | null>>[] = ways.map(() => new Map());
  const queue: number[] = [];
  const pass = (number: number) => {
    const edge = edges[number];
    if (edge === undefined) return;
    const target = held[edge.to];
    let news = false;
    for (const slot of slots) {
      const set = edge.sets.findLast((one) => one.slot === slot)?.values;
      const values = set ?? (edge.from === -1 ? [null] : (held[edge.from]?.get(slot) ?? nothing));
      const known = target?.get(slot) ?? new Set();
      for (const value of values)
        if (!known.has(value)) {
          known.add(value);
          news = true;
        }
      target?.set(slot, known);
    }
    if (news) queue.push(edge.to);
  };
  for (const [number, edge] of edges.entries()) if (edge.from === -1) pass(number);
  for (const state of queue) for (const way of ways[state] ?? []) pass(way);
  return (number, slot) => {
    const edge = edges[number];
    if (edge === undefined) return nothing;
    const set = edge.sets.findLast((one) => one.slot === slot)?.values;
    return set ?? (edge.from === -1 ? [null] : (held[edge.from]?.get(slot) ?? nothing));
  };
}

/** Slots that hold an entry of the catalogue. */
export const entrySlots = ({ slots }: Knowledge): readonly string[] =>
  [...slots.values()].filter(({ collection }) => collection !== null).map(({ id }) => id);
