import type { Entry, Json } from "../dialog/knowledge.ts";
import type { Sheet } from "./files.ts";
import type { DataPath } from "./located.ts";
import type { Problem } from "./problem.ts";
import type { CollectionFile } from "./schema.ts";
import { remedy } from "./suggestion.ts";
import { templateFault, templateOf } from "./template.ts";

export type Collections = ReadonlyMap<string, ReadonlyMap<string, Entry>>;
export interface Catalogue {
  readonly collections: Collections;
  /** Inserts that lead nowhere or round in a circle. */
  readonly problems: readonly Problem[];
}

type RawEntry = CollectionFile["entries"][number];
interface Place {
  readonly sheet: Sheet<CollectionFile>;
  readonly collection: string;
  readonly entry: RawEntry;
  readonly path: DataPath;
}

/** Entries as plain data: `{ value, facts }` is unwrapped and `{{ self.… }}` filled in. */
export function catalogueOf(sheets: readonly Sheet<CollectionFile>[]): Catalogue {
  const raw = new Map(sheets.map((sheet) => [collectionName(sheet), sheet.data.entries]));
  const problems: Problem[] = [];
  const collections = new Map(
    sheets.map((sheet) => {
      const collection = collectionName(sheet);
      const entries = sheet.data.entries.map((entry, index): [string, Entry] => {
        const place = { sheet, collection, entry, path: ["entries", index] };
        const { id, name, aliases = [], ...rest } = entry;
        const attributes = Object.fromEntries(
          Object.entries(rest).map(([key, value]) => [key, filled(value, { ...place, path: [...place.path, key] })]),
        );
        return [id, { id, name, aliases, attributes }];
      });
      return [collection, new Map(entries)];
    }),
  );
  return { collections, problems };

  function filled(value: Json, place: Place): Json {
    if (typeof value === "string") return filledText(value, place, []);
    if (Array.isArray(value))
      return value.map((item, index) => filled(item, { ...place, path: [...place.path, index] }));
    if (typeof value !== "object" || value === null) return value;
    const object = value as { readonly [key: string]: Json };
    if (isWrapped(object)) return filled(object.value, { ...place, path: [...place.path, "value"] });
    return Object.fromEntries(
      Object.entries(object).map(([key, item]) => [key, filled(item, { ...place, path: [...place.path, key] })]),
    );
  }

  /** `trail`: the inserts being filled, to notice a circle. */
  function filledText(text: string, place: Place, trail: readonly string[]): Json {
    const fault = templateFault(text);
    if (fault !== null) report(place, fault, trail);
    const parts = templateOf(text).map((part) => (typeof part === "string" ? part : inserted(part.path, place, trail)));
    const [only] = parts;
    if (parts.length === 1 && only !== undefined && only !== null) return only;
    return parts.map((part) => (part === null ? "…" : String(part))).join("");
  }

  function inserted(path: readonly string[], place: Place, trail: readonly string[]): string | number | boolean | null {
    const [root = "", ...rest] = path;
    const full = root === "self" ? [place.collection, place.entry.id, ...rest] : path;
    const key = full.join(".");
    const shown = `{{ ${path.join(".")} }}`;
    if (trail.includes(key)) {
      report(place, `${shown} leads back to itself (${[...trail, key].join(" → ")}) — write one of them out`, []);
      return null;
    }
    const [collection = "", id = "", ...attributes] = full;
    const entries = raw.get(collection);
    const entry = entries?.find((each) => each.id === id);
    if (entries === undefined) {
      report(place, `${shown} inserts nothing known here${remedy(root, ["self", ...raw.keys()])}`, trail);
      return null;
    }
    if (entry === undefined) {
      report(
        place,
        `${shown}: unknown entry "${id}" of ${collection}${remedy(
          id,
          entries.map((each) => each.id),
        )}`,
        trail,
      );
      return null;
    }
    const { value, missing, siblings } = rawAttribute(entry, attributes);
    if (missing !== null) {
      report(place, `${shown}: ${id} has no "${missing}"${remedy(missing, siblings)}`, trail);
      return null;
    }
    if (typeof value === "string") {
      const inner = filledText(value, { ...place, entry, collection }, [...trail, key]);
      return isScalar(inner) ? inner : null;
    }
    if (isScalar(value)) return value;
    report(place, `${shown} is no single value — insert one of its parts`, trail);
    return null;
  }

  /** What is wrong further down the trail is reported where it stands. */
  function report(place: Place, message: string, trail: readonly string[]): void {
    if (trail.length > 0) return;
    problems.push(place.sheet.source.problem("catalogue_inserts", place.path, message));
  }
}

export const collectionName = (sheet: Sheet<unknown>): string =>
  sheet.source.file.replace(/^.*[/\\]/, "").replace(/\.yaml$/, "");

/** `{ value, facts }` stands for its value. */
export const isWrapped = (value: { readonly [key: string]: Json }): value is { value: Json; facts: Json } =>
  "value" in value && "facts" in value && Object.keys(value).length === 2;

function rawAttribute(entry: RawEntry, path: readonly string[]) {
  let value: Json = entry as { readonly [key: string]: Json };
  for (const key of path) {
    const siblings = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
    if (!siblings.includes(key)) return { value: null, missing: key, siblings };
    value = unwrapped((value as { readonly [key: string]: Json })[key] ?? null);
  }
  return { value, missing: null, siblings: [] };
}

function unwrapped(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const object = value as { readonly [key: string]: Json };
  return isWrapped(object) ? object.value : value;
}

const isScalar = (value: Json): value is string | number | boolean => value !== null && typeof value !== "object";
