import type { Flow } from "../dialog/flow.ts";
import { conditionOrNull } from "./condition.ts";
import type { FlowSheet, Pack } from "./pack.ts";
import { holdsSupposing, keyOf, type Supposed, supposedFrom, supposedValues } from "./suppose.ts";
import { type Way, waysFrom } from "./ways.ts";

/** What a slot may hold whenever a step of the flow is carried out; the last index is the end of the flow. */
export type Reach = (index: number) => readonly Supposed[];

/**
 * Walks the flow once for every value the slot may start with. A way is taken unless its condition is certain not to
 * hold, so what is left out is certain not to happen.
 */
export function reachOf(pack: Pack, sheet: FlowSheet, slot: string): Reach {
  const all = supposedValues(pack, slot);
  const assumed = startsByIntent(sheet.flow) ? null : conditionOrNull(sheet.data.assumes, sheet.flow.id);
  const start = all.filter((value) => holdsSupposing(assumed, slot, value) !== false);
  const queue = start.map((value) => ({ index: 0, value }));
  const seen = new Set(queue.map(({ index, value }) => `${index} ${keyOf(value)}`));
  const taken = new Map<number, Map<string, Supposed>>();
  const visit = (index: number, value: Supposed) => {
    const name = `${index} ${keyOf(value)}`;
    if (seen.has(name)) return;
    seen.add(name);
    queue.push({ index, value });
  };
  for (const { index, value } of queue) {
    const step = sheet.flow.steps[index];
    if (index > sheet.flow.steps.length) continue;
    for (const held of asked(sheet.flow, index, slot, value) ? all : [value]) {
      if (holdsSupposing(step?.when ?? null, slot, held) !== false)
        taken.set(index, (taken.get(index) ?? new Map()).set(keyOf(held), held));
      for (const way of waysFrom(sheet.flow, index))
        if (way.to !== null && passable(way, slot, held)) visit(way.to, after(pack, way, slot, held));
    }
  }
  return (index) => [...(taken.get(index)?.values() ?? [])];
}

/** An intent, or a person's choice, can start the flow whatever is known. */
export const startsByIntent = ({ startsOn, startsWhen }: Flow): boolean => startsOn.length > 0 || startsWhen !== null;

/** What the slot holds after a way was taken. */
export function after(pack: Pack, way: Pick<Way, "answer">, slot: string, value: Supposed): Supposed {
  const set = way.answer?.sets[slot];
  return set === undefined ? value : supposedFrom(pack, slot, set);
}

const passable = (way: Way, slot: string, value: Supposed): boolean =>
  way.holds.every((condition) => holdsSupposing(condition, slot, value) !== false) &&
  (way.unless === null || holdsSupposing(way.unless, slot, value) !== true);

/** The step asks for the slot, so that it may come to be known there. */
function asked(flow: Flow, index: number, slot: string, value: Supposed): boolean {
  const { when = null, needs = [] } = flow.steps[index] ?? {};
  const asks = value.kind === "unknown" && needs.some((need) => need.slot === slot);
  return asks && holdsSupposing(when, slot, value) !== false;
}
