import type { Knowledge } from "../dialog/knowledge.ts";
import { isAsking, notSure, stepOf } from "../dialog/present.ts";
import { isLight, type Slot, type SlotValue } from "../dialog/slots.ts";
import type { DataPath } from "../knowledge/located.ts";
import { remedy } from "../knowledge/suggestion.ts";
import type { RawSlots } from "./schema.ts";
import { slotValues } from "./start.ts";

/** Something that is wrong in a conversation; `path` leads to it from the conversation. */
export interface Fault {
  readonly path: DataPath;
  readonly message: string;
  /** Whether the key is wrong or the value, which is usual. */
  readonly at?: "key" | "value";
}

export const below = (path: DataPath, faults: Iterable<Fault>): readonly Fault[] =>
  [...faults].map((fault) => ({ ...fault, path: [...path, ...fault.path] }));

export const unknown = (path: DataPath, noun: string, found: string, known: Iterable<string>): Fault => ({
  path,
  message: `unknown ${noun} "${found}"${remedy(found, known)}`,
});

/** `asking`: only a step that waits for an answer will do. */
export function* stepFaults(
  path: DataPath,
  name: string,
  knowledge: Knowledge,
  which: "any" | "asking",
): Generator<Fault> {
  const [owner = "", id = ""] = name.split("/");
  const flow = knowledge.flows.get(owner);
  const possible = (flow?.steps ?? []).filter((step) => which === "any" || isAsking(step)).map((step) => step.id);
  if (flow === undefined) yield unknown(path, "flow", owner, knowledge.flows.keys());
  else if (stepOf(flow, id) === undefined) yield unknown(path, `step of ${owner}`, id, possible);
  else if (!possible.includes(id))
    yield { path, message: `${name} asks nothing, so nobody answers it — name the step that asks next` };
}

export function* actionFaults(tried: readonly string[] | undefined, knowledge: Knowledge): Generator<Fault> {
  for (const [index, action] of (tried ?? []).entries())
    if (!knowledge.actions.has(action)) yield unknown(["tried", index], "action", action, knowledge.actions.keys());
}

export function* slotFaults(slots: RawSlots | undefined, knowledge: Knowledge): Generator<Fault> {
  for (const [id, value] of slotValues(slots)) {
    const path = ["slots", id];
    const slot = knowledge.slots.get(id);
    if (slot === undefined) yield { ...unknown(path, "slot", id, knowledge.slots.keys()), at: "key" };
    else if (value !== null) yield* below(path, valueFaults(slot, value, knowledge));
  }
}

function* valueFaults(slot: Slot, value: SlotValue, { catalogue, lights }: Knowledge): Generator<Fault> {
  const { id, kind, collection } = slot;
  if (isLight(value) !== (kind === "light")) {
    const wanted = kind === "light" ? "a light — write { colour, rhythm, part }" : `a value of ${id} — write its id`;
    yield { path: [], message: `found ${isLight(value) ? "a light" : `"${value}"`}, expected ${wanted}` };
  } else if (isLight(value)) {
    const vocabulary = { colour: lights.colours, rhythm: lights.rhythms, part: lights.parts };
    for (const aspect of ["colour", "rhythm", "part"] as const) {
      const [seen, known] = [value[aspect], vocabulary[aspect]];
      if (seen !== null && !known.has(seen)) yield unknown([aspect], aspect, seen, known.keys());
    }
  } else if (collection !== null) {
    const entries = catalogue.get(collection) ?? new Map();
    if (!entries.has(value)) yield unknown([], id, value, [...entries.keys(), notSure]);
  } else if (kind === "choice") {
    const options = [...slot.options.map((option) => option.id), notSure];
    if (!options.includes(value)) yield unknown([], id, value, options);
  }
}
