import type { Pack, RawSlot } from "../pack.ts";
import type { Problem } from "../problem.ts";

/** Each kind of slot has what it needs and nothing it cannot use. */
export const slotParts = (pack: Pack): readonly Problem[] =>
  pack.files
    .of("slots")
    .flatMap(({ source, data }) =>
      data.slots.flatMap((slot, index) =>
        faultsOf(slot).map(([key, message]) => source.problem("slot_parts", ["slots", index, ...key], message)),
      ),
    );

function faultsOf({ kind, collection, options }: RawSlot): readonly [readonly PropertyKey[], string][] {
  const faults: [readonly PropertyKey[], string][] = [];
  if (kind === "entry" && collection === undefined)
    faults.push([[], "found a slot of kind entry without its collection — add collection: models"]);
  if (kind !== "entry" && collection !== undefined)
    faults.push([["collection"], `found a collection in a slot of kind ${kind} — remove it or write kind: entry`]);
  if (kind === "choice" && (options ?? []).length === 0)
    faults.push([[], "found a slot of kind choice without options — add what can be chosen"]);
  if (kind !== "choice" && kind !== "light" && options !== undefined)
    faults.push([["options"], `found options in a slot of kind ${kind} — remove them or write kind: choice`]);
  for (const [index, { value }] of (options ?? []).entries()) {
    if (kind === "light" && value === undefined)
      faults.push([["options", index], "found a light without its look — add value: { colour, rhythm, part }"]);
    if (kind === "choice" && value !== undefined)
      faults.push([["options", index, "value"], "found a look in a choice, whose value is its id — remove value"]);
  }
  return faults;
}
