import type { Path } from "../dialog/flow.ts";
import type { Entry, Json } from "../dialog/knowledge.ts";
import { attributeOf } from "./build.ts";
import type { Pack } from "./pack.ts";
import { remedy } from "./suggestion.ts";

/** What is wrong with a path: of a slot, or of an entry of the catalogue. Null when it leads somewhere. */
export function pathFault(pack: Pack, path: Path): string | null {
  const [root = "", ...rest] = path;
  const slot = pack.slots.get(root);
  if (slot !== undefined) {
    if (rest.length === 0) return null;
    if (slot.collection === undefined)
      return `"${path.join(".")}": ${root} is a ${slot.kind} and has no attributes — write ${root} alone`;
    const entries = entriesOf(pack, slot.collection);
    return entries === null ? null : attributeFault(slot.collection, entries, rest);
  }
  const collection = entriesOf(pack, root);
  if (collection === null) return rootFault(pack, root);
  const [id, ...attributes] = rest;
  if (id === undefined) return `"${root}" is a collection — name an entry and its attribute: ${root}.id.attribute`;
  const entry = collection.find((each) => each.id === id);
  if (entry === undefined)
    return `unknown entry "${id}" of ${root}${remedy(
      id,
      collection.map((each) => each.id),
    )}`;
  return attributeFault(root, [entry], attributes);
}

/** Entries of a collection; null when there is none of that name. */
export function entriesOf(pack: Pack, collection: string): readonly Entry[] | null {
  const entries = pack.collections.get(collection);
  return entries === undefined ? null : [...entries.values()];
}

function rootFault(pack: Pack, root: string): string | null {
  const { slot, collection } = pack.ids;
  if (!slot.complete || !collection.complete) return null;
  const hint = remedy(root, [...slot.ids, ...collection.ids]);
  return `unknown slot "${root}"${hint}`;
}

function attributeFault(collection: string, entries: readonly Entry[], path: Path): string | null {
  if (path.length === 0 || entries.some((entry) => attributeOf(entry, path) !== undefined)) return null;
  const above = path.slice(0, -1);
  const parents = entries.map((entry): Json | undefined =>
    above.length === 0 ? { ...entry.attributes } : attributeOf(entry, above),
  );
  const siblings = new Set(parents.flatMap((parent) => (isObject(parent) ? Object.keys(parent) : [])));
  const whose = entries.length === 1 ? (entries[0]?.id ?? collection) : `no entry of ${collection}`;
  const has = entries.length === 1 ? "has no" : "has";
  return `${whose} ${has} "${path.join(".")}"${remedy(path.at(-1) ?? "", siblings)}`;
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
