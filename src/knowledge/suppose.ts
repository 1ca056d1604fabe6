import type { Condition } from "../dialog/flow.ts";
import type { Entry } from "../dialog/knowledge.ts";
import { isLight, type SlotValue } from "../dialog/slots.ts";
import { attributeOf } from "./build.ts";
import type { Pack } from "./pack.ts";

/** What one slot may hold; everything else is left open. `some`: a value, whichever. */
export type Supposed =
  | { readonly kind: "unknown" }
  | { readonly kind: "entry"; readonly entry: Entry }
  | { readonly kind: "option"; readonly id: string }
  | { readonly kind: "some" };

/** Everything the slot can hold, "not known" first: a person may always be unsure, and may name any entry. */
export function supposedValues(pack: Pack, slot: string): readonly Supposed[] {
  const { collection, kind, options = [] } = pack.slots.get(slot) ?? { kind: "text" };
  const known: readonly Supposed[] =
    collection !== undefined
      ? [...(pack.collections.get(collection)?.values() ?? [])].map((entry) => ({ kind: "entry", entry }))
      : kind === "choice"
        ? options.map(({ id }) => ({ kind: "option", id }))
        : [{ kind: "some" }];
  return [{ kind: "unknown" }, ...known];
}

/** What a slot holds after an answer set it. */
export function supposedFrom(pack: Pack, slot: string, value: SlotValue): Supposed {
  if (isLight(value)) return { kind: "some" };
  const entry = pack.collections.get(pack.slots.get(slot)?.collection ?? "")?.get(value);
  return entry === undefined ? { kind: "option", id: value } : { kind: "entry", entry };
}

export const keyOf = (value: Supposed): string =>
  value.kind === "entry" ? `=${value.entry.id}` : value.kind === "option" ? `=${value.id}` : value.kind;

/** Whether the condition holds when the slot holds this and nothing else is settled; null: it depends on the rest. */
export function holdsSupposing(condition: Condition | null, slot: string, value: Supposed): boolean | null {
  if (condition === null) return true;
  switch (condition.kind) {
    case "all":
      return every(condition.of.map((part) => holdsSupposing(part, slot, value)));
    case "any":
      return opposite(every(condition.of.map((part) => opposite(holdsSupposing(part, slot, value)))));
    case "not":
      return opposite(holdsSupposing(condition.of, slot, value));
    case "is": {
      if (condition.path[0] !== slot) return null;
      const found = heldAt(value, condition.path.slice(1));
      return found === null ? null : condition.values.some((wanted) => wanted === found.value);
    }
    case "known": {
      if (condition.path[0] !== slot) return null;
      return heldAt(value, condition.path.slice(1))?.value !== undefined || value.kind === "some";
    }
    case "light":
      return condition.slot === slot && value.kind === "unknown" ? false : null;
    case "same":
      return condition.slots.includes(slot) && value.kind === "unknown" ? false : null;
    case "tried":
    case "done":
      return null;
  }
}

/** The slots a condition depends on; null stands for what is no slot: actions tried, steps done. */
export function slotsIn(condition: Condition): readonly (string | null)[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.flatMap(slotsIn);
    case "not":
      return slotsIn(condition.of);
    case "is":
    case "known":
      return [condition.path[0] ?? null];
    case "light":
      return [condition.slot];
    case "same":
      return condition.slots;
    case "tried":
    case "done":
      return [null];
  }
}

/** The parts that must all hold. */
export const conjunctsOf = (condition: Condition | null): readonly Condition[] =>
  condition === null ? [] : condition.kind === "all" ? condition.of.flatMap(conjunctsOf) : [condition];

export const sameCondition = (a: Condition, b: Condition): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The value at a path below the slot; null where it depends on which value it is. */
function heldAt(supposed: Supposed, path: readonly string[]): { readonly value: unknown } | null {
  switch (supposed.kind) {
    case "unknown":
      return { value: undefined };
    case "entry":
      return { value: path.length === 0 ? supposed.entry.id : attributeOf(supposed.entry, path) };
    case "option":
      return { value: path.length === 0 ? supposed.id : undefined };
    case "some":
      return null;
  }
}

function every(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

const opposite = (value: boolean | null): boolean | null => (value === null ? null : !value);
