import type { Json } from "../dialog/knowledge.ts";
import { collectionName, isWrapped } from "./catalogue.ts";
import type { DataPath } from "./located.ts";
import type { Pack } from "./pack.ts";
import { type Site, textSites } from "./sites.ts";
import { insertsOf } from "./template.ts";

/** A value of the catalogue that some text inserts, as it is written. */
export interface InsertedSite extends Site<string> {
  /** The facts it cites, or the entry or group it stands in; empty: nothing carries it. */
  readonly facts: readonly string[];
}

interface Wanted {
  readonly collection: string;
  /** Null: any entry may be meant. */
  readonly entry: string | null;
  readonly path: readonly string[];
}

/** Every value that can come into a text, also by way of another value; names of entries are left out. */
export function insertedSites(pack: Pack): readonly InsertedSite[] {
  const queue: Wanted[] = [...textSites(pack)].flatMap(({ value, spoken }) =>
    spoken ? insertsOf(value).flatMap((insert) => wantedBy(pack, insert)) : [],
  );
  const sites = new Map<string, InsertedSite>();
  const seen = new Set<string>();
  for (const wanted of queue) {
    const key = `${wanted.collection} ${wanted.entry} ${wanted.path.join(".")}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const { entry, site } of sitesOf(pack, wanted)) {
      sites.set(`${site.source.file} ${site.path.join(".")}`, site);
      for (const [root = "", ...rest] of insertsOf(site.value))
        queue.push(...wantedBy(pack, root === "self" ? [wanted.collection, entry, ...rest] : [root, ...rest]));
    }
  }
  return [...sites.values()];
}

/** The values an insert may lead to. */
export function insertedBy(pack: Pack, insert: readonly string[]): readonly InsertedSite[] {
  return wantedBy(pack, insert).flatMap((wanted) => sitesOf(pack, wanted).map(({ site }) => site));
}

function wantedBy(pack: Pack, [root = "", ...rest]: readonly string[]): readonly Wanted[] {
  const collection = pack.slots.get(root)?.collection;
  const wanted =
    collection === undefined
      ? { collection: root, entry: rest[0] ?? "", path: rest.slice(1) }
      : { collection, entry: null, path: rest };
  return wanted.path.length === 0 || wanted.path[0] === "name" ? [] : [wanted];
}

function sitesOf(pack: Pack, { collection, entry, path }: Wanted) {
  return pack.collectionSheets
    .filter((sheet) => collectionName(sheet) === collection)
    .flatMap(({ source, data }) =>
      data.entries.flatMap((raw, index) => {
        if (entry !== null && raw.id !== entry) return [];
        const found = valueAt(raw as Json, path, ["entries", index]);
        return found === null ? [] : [{ entry: raw.id, site: { source, step: null, ...found } }];
      }),
    );
}

/** The scalar at a path, with every fact cited on the way; null where there is none. */
function valueAt(entry: Json, path: readonly string[], at: DataPath) {
  let value = entry;
  let here = at;
  const facts: string[] = [];
  const enter = (key: string) => {
    if (!isGroup(value)) return;
    [value, here] = [value[key] ?? null, [...here, key]];
    if (!isGroup(value)) return;
    if (Array.isArray(value.facts)) facts.push(...value.facts.map(String));
    if (isWrapped(value)) [value, here] = [value.value, [...here, "value"]];
  };
  if (isGroup(value) && Array.isArray(value.facts)) facts.push(...value.facts.map(String));
  for (const key of path) enter(key);
  return value === null || typeof value === "object" ? null : { path: here, value: String(value), facts };
}

const isGroup = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
