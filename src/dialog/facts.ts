import type { CaseState, StepRecord } from "./conversation.ts";
import type { Condition, Path, Scalar, Template } from "./flow.ts";
import type { Entry, Json, Knowledge } from "./knowledge.ts";
import { lightInWords } from "./light.ts";
import { isLight, type SlotValue } from "./slots.ts";

/** The part of a case that conditions and texts look at. */
export type Facts = Pick<CaseState, "slots" | "tried" | "steps">;

/** Whether a condition holds. A slot that is not known satisfies no `is`, `light` or `same`. */
export function holds(condition: Condition | null, facts: Facts, knowledge: Knowledge): boolean {
  if (condition === null) return true;
  switch (condition.kind) {
    case "all":
      return condition.of.every((part) => holds(part, facts, knowledge));
    case "any":
      return condition.of.some((part) => holds(part, facts, knowledge));
    case "not":
      return !holds(condition.of, facts, knowledge);
    case "is": {
      const value = valueAt(condition.path, facts, knowledge);
      return isScalar(value) && condition.values.includes(value);
    }
    case "light": {
      const value = facts.slots[condition.slot]?.value ?? null;
      if (!isLight(value)) return false;
      return (["colour", "rhythm", "part"] as const).every((aspect) => {
        const wanted = condition[aspect];
        const seen = value[aspect];
        return wanted === null || (seen !== null && wanted.includes(seen));
      });
    }
    case "known":
      return valueAt(condition.path, facts, knowledge) !== undefined;
    case "same": {
      const [a, b] = condition.slots.map((slot) => facts.slots[slot]?.value ?? null);
      return typeof a === "string" && a === b;
    }
    case "tried":
      return condition.actions.some((action) => triedIn(facts, action, knowledge) !== null);
    case "done":
      return facts.steps.some(
        (record) =>
          record.counts &&
          isOf(record, condition.step) &&
          (condition.outcomes.length === 0 || condition.outcomes.some((outcome) => outcome === record.outcome)),
      );
  }
}

/** Whether the record is of the step `flow/step`; without making a text of each record, as it is asked very often. */
const isOf = ({ flow, step }: StepRecord, name: string): boolean =>
  name.length === flow.length + 1 + step.length && name.startsWith(flow) && name.endsWith(step);

/** How an action was already tried: told by the user (with seconds, where said) or done as a step of this case. */
export function triedIn(
  facts: Facts,
  action: string,
  knowledge: Knowledge,
): { readonly seconds: number | null } | null {
  const told = facts.tried[action];
  if (told !== undefined) return { seconds: told.seconds };
  const done = facts.steps.some((record) => {
    if (!record.counts || (record.outcome !== "worked" && record.outcome !== "did_not_help")) return false;
    const step = knowledge.flows.get(record.flow)?.steps.find(({ id }) => id === record.step);
    return step?.kind === "do" && step.action === action;
  });
  return done ? { seconds: null } : null;
}

/** The value at a path: a slot (entries give their id), an attribute of the slot's entry, or of a catalogue entry. */
export function valueAt(path: Path, facts: Facts, knowledge: Knowledge): Json | undefined {
  const [root, ...rest] = path;
  if (root === undefined) return undefined;
  if (knowledge.slots.has(root)) {
    const value = facts.slots[root]?.value ?? null;
    if (value === null) return undefined;
    if (isLight(value)) return rest.length === 0 ? { ...value } : undefined;
    if (rest.length === 0) return value;
    const entry = entryOf(root, value, knowledge);
    return entry === undefined ? undefined : attributeOf(entry, rest);
  }
  const [id, ...attributes] = rest;
  const entry = id === undefined ? undefined : knowledge.catalogue.get(root)?.get(id);
  return entry === undefined ? undefined : attributeOf(entry, attributes);
}

/** The catalogue entry an entry slot holds. */
export function entryOf(slot: string, value: SlotValue | null, knowledge: Knowledge): Entry | undefined {
  const collection = knowledge.slots.get(slot)?.collection ?? null;
  return collection === null || typeof value !== "string" ? undefined : knowledge.catalogue.get(collection)?.get(value);
}

function attributeOf(entry: Entry, path: Path): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined || (first === "name" && rest.length === 0)) return entry.name;
  let value: Json | undefined = entry.attributes[first];
  for (const key of rest) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = (value as { readonly [key: string]: Json })[key];
  }
  return value ?? undefined;
}

/**
 * The text with its values. The load proves that each value exists wherever the text can be shown, so a gap here means
 * that the knowledge was edited past a running case: it shows as three dots instead of stopping the conversation.
 */
export function filled(template: Template, facts: Facts, knowledge: Knowledge): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      const [root] = part.path;
      if (part.path.length === 1 && root !== undefined && knowledge.slots.has(root))
        return inWords(root, facts.slots[root]?.value ?? null, knowledge) ?? "…";
      const value = valueAt(part.path, facts, knowledge);
      return isScalar(value) ? String(value) : "…";
    })
    .join("");
}

/** A slot's value as a person would say it; null where the person does not know. */
export function inWords(slot: string, value: SlotValue | null, knowledge: Knowledge): string | null {
  if (value === null) return null;
  if (isLight(value)) return lightInWords(value, knowledge.lights);
  const entry = entryOf(slot, value, knowledge);
  if (entry !== undefined) return entry.name;
  return knowledge.slots.get(slot)?.options.find((option) => option.value === value)?.label ?? value;
}

const isScalar = (value: Json | undefined): value is Scalar =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";
