import { attributeOf } from "./build.ts";
import type { Pack } from "./pack.ts";
import { createPossible } from "./possible.ts";
import type { Site } from "./sites.ts";
import type { Supposed } from "./suppose.ts";
import { templateOf } from "./template.ts";

/** A version number or a word of the user's own; as long as anybody writes one. */
const freeText = 40;

/** The length of a text in UTF-16 units with the longest values that can come into it. */
export function createLongest(pack: Pack): (site: Site<string>) => number {
  const possibleAt = createPossible(pack);
  const longestLook = ["colours", "rhythms", "parts"] as const;
  const look = longestLook.reduce((sum, kind) => {
    const names = Object.values(pack.lights?.data[kind] ?? {}).map(({ name }) => name.length + 1);
    return sum + Math.max(0, ...names);
  }, 0);

  /** Inserts of one slot show the same entry. */
  const lengthWith = (slot: string, value: Supposed, paths: readonly (readonly string[])[]): number => {
    const of = (path: readonly string[]): number => {
      if (value.kind === "entry") return String(attributeOf(value.entry, path) ?? "").length;
      if (value.kind === "option") return optionLabel(pack, slot, value.id).length;
      if (value.kind === "unknown") return 0;
      return pack.slots.get(slot)?.kind === "light" ? look : freeText;
    };
    return paths.reduce((sum, path) => sum + of(path), 0);
  };

  return (site) => {
    const bySlot = new Map<string, (readonly string[])[]>();
    let length = 0;
    for (const part of templateOf(site.value)) {
      if (typeof part === "string") {
        length += part.length;
        continue;
      }
      const [root = "", ...rest] = part.path;
      if (pack.slots.has(root)) bySlot.set(root, [...(bySlot.get(root) ?? []), rest]);
      else length += lengthOfValue(pack, root, rest);
    }
    for (const [slot, paths] of bySlot)
      length += Math.max(0, ...possibleAt(site, slot).map((value) => lengthWith(slot, value, paths)));
    return length;
  };
}

const optionLabel = (pack: Pack, slot: string, option: string): string =>
  pack.slots.get(slot)?.options?.find(({ id }) => id === option)?.label ?? "";

function lengthOfValue(pack: Pack, collection: string, [id = "", ...path]: readonly string[]): number {
  const entry = pack.collections.get(collection)?.get(id);
  return entry === undefined ? 0 : String(attributeOf(entry, path) ?? "").length;
}
