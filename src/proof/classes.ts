import type { Conversation } from "../dialog/conversation.ts";
import { holds } from "../dialog/facts.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { isLight, type Light, type Slot, type SlotValue } from "../dialog/slots.ts";
import { type Comparison, comparisonsOf, slotsOf } from "./conditions.ts";
import { beginsOf, reachesOf } from "./reach.ts";
import { treeOf } from "./tree.ts";

/** Values of a slot that no condition of the pack tells apart: what one of them leads to, all of them lead to. */
export interface ValueClass {
  /** The one that is explored; the rest differ in the words said alone. */
  readonly value: SlotValue;
  readonly members: readonly SlotValue[];
}

/**
 * By slot; free texts and versions, which conditions can at most ask to be known, have one class. With a second pack,
 * what either of them tells apart is apart, and a value of both stands for its class.
 */
export function classesOf(
  knowledge: Knowledge,
  beside: Knowledge = knowledge,
): ReadonlyMap<string, readonly ValueClass[]> {
  const tellers = [...new Set([knowledge, beside])].map((pack) => ({ pack, comparisons: comparisonsOf(pack) }));
  return new Map(
    [...knowledge.slots.values()].map((slot) => {
      const others = beside.slots.get(slot.id);
      const known = new Set((others === undefined ? [] : valuesOf(others, beside)).map(nameOf));
      const values = valuesOf(slot, knowledge);
      const common = values.filter((value) => known.has(nameOf(value)));
      const own = values.filter((value) => !known.has(nameOf(value)));
      return [slot.id, [common, own].flatMap((some) => grouped(slot, some, tellers))];
    }),
  );
}

/**
 * Classes that nothing ahead tells apart, as one. A light that some flow reads closely is, in another, just a light.
 * @param classes of the whole pack
 */
export function classesAhead(
  knowledge: Knowledge,
  classes: ReadonlyMap<string, readonly ValueClass[]>,
): (state: Conversation) => ReadonlyMap<string, readonly ValueClass[]> {
  const tree = treeOf(knowledge);
  const reachOf = reachesOf(tree);
  const known = new Map<object, ReadonlyMap<string, readonly ValueClass[]>>();
  return ({ open }) => {
    if (open === null) return classes;
    const reach = reachOf(beginsOf(open, tree, knowledge));
    const before = known.get(reach);
    if (before !== undefined) return before;
    const compared = [...reach.comparisons].flatMap((number) => tree.comparisons[number]?.comparison ?? []);
    const ahead = new Map([...classes].map(([slot, all]) => [slot, mergedBy(slot, all, compared, knowledge)]));
    known.set(reach, ahead);
    return ahead;
  };
}

function mergedBy(
  slot: string,
  classes: readonly ValueClass[],
  compared: readonly Comparison[],
  knowledge: Knowledge,
): readonly ValueClass[] {
  const tests = compared.filter((one) => slotsOf(one, knowledge).includes(slot));
  // Whether two slots hold the same value needs each value by itself.
  if (tests.some(({ kind }) => kind === "same")) return classes;
  const groups = new Map<string, ValueClass>();
  for (const { value, members } of classes) {
    const signature = signatureOf(slot, value, tests, knowledge);
    const group = groups.get(signature);
    groups.set(signature, { value: group?.value ?? value, members: [...(group?.members ?? []), ...members] });
  }
  return [...groups.values()];
}

/** How each of the comparisons stands for this value alone. */
function signatureOf(slot: string, value: SlotValue, tests: readonly Comparison[], knowledge: Knowledge): string {
  const facts = { slots: { [slot]: { value, words: "", how: "said" as const } }, tried: {}, steps: [] };
  return tests.map((one) => (holds(one, facts, knowledge) ? "1" : "0")).join("");
}

/** A value as part of a key. */
export const nameOf = (value: SlotValue): string =>
  isLight(value) ? `${value.colour}.${value.rhythm}.${value.part}` : value;

interface Teller {
  readonly pack: Knowledge;
  readonly comparisons: readonly Comparison[];
}

function grouped(slot: Slot, values: readonly SlotValue[], tellers: readonly Teller[]): readonly ValueClass[] {
  const tests = tellers.map(({ pack, comparisons }) => ({
    pack,
    own: comparisons.filter((one) => one.kind !== "same" && slotsOf(one, pack).includes(slot.id)),
  }));
  // Whether two slots hold the same value is another matter: two members of a class must be told apart for that.
  const compared = tellers.some(({ comparisons }) =>
    comparisons.some((one) => one.kind === "same" && one.slots.includes(slot.id)),
  );
  const groups = new Map<string, SlotValue[]>();
  for (const value of values) {
    const signature = tests.map(({ pack, own }) => signatureOf(slot.id, value, own, pack)).join("|");
    groups.set(signature, [...(groups.get(signature) ?? []), value]);
  }
  return [...groups.values()].flatMap((members) => classOf(members, compared));
}

function classOf([first, second, ...others]: readonly SlotValue[], compared: boolean): readonly ValueClass[] {
  if (first === undefined) return [];
  if (second === undefined) return [{ value: first, members: [first] }];
  if (!compared) return [{ value: first, members: [first, second, ...others] }];
  return [
    { value: first, members: [first] },
    { value: second, members: [second, ...others] },
  ];
}

function valuesOf(slot: Slot, knowledge: Knowledge): readonly SlotValue[] {
  if (slot.collection !== null) return [...(knowledge.catalogue.get(slot.collection)?.keys() ?? [])];
  if (slot.kind === "light") return [...slot.options.map(({ value }) => value), ...looks(knowledge)];
  return slot.kind === "choice" ? slot.options.map(({ value }) => value) : ["1"];
}

/** Every light that words of the pack can describe. */
function looks({ lights }: Knowledge): readonly Light[] {
  const [colours, rhythms, parts] = [lights.colours, lights.rhythms, lights.parts].map((words) => [
    null,
    ...words.keys(),
  ]);
  return (colours ?? []).flatMap((colour) =>
    (rhythms ?? []).flatMap((rhythm) => (parts ?? []).map((part) => ({ colour, rhythm, part }))),
  );
}
