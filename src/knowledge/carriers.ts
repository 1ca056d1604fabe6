import { collectionName } from "./catalogue.ts";
import { guards } from "./guards.ts";
import type { DataPath, Located } from "./located.ts";
import type { Pack } from "./pack.ts";
import { stepsOf } from "./rules/steps.ts";
import { remedy } from "./suggestion.ts";

/** A part of the pack that carries the resolution of a conflict. */
export type Carrier =
  | { readonly kind: "place"; readonly source: Located; readonly path: DataPath }
  | { readonly kind: "guard"; readonly about: string };

/** Found, not there (with what to say about it), or not to be told because a file is broken (null). */
export type Lookup = Carrier | { readonly kind: "fault"; readonly message: string } | null;

const roots = ["answers", "slots", "facts", "bot", "guards"] as const;

/**
 * `flow`, `flow/step`, `collection`, `collection/entry`, `answers/id`, `slots/id`, `facts/id`, `bot/key`, `bot/key/key`
 * or `guards/rule`.
 */
export function carrierNamed(pack: Pack, written: string): Lookup {
  const [root = "", id, inner] = written.split("/");
  if (root === "guards") return guardNamed(id ?? "");
  if (root === "bot") return botPart(pack, id ?? "", inner ?? null);
  const flow = pack.flows.find((sheet) => sheet.flow.id === root);
  if (flow !== undefined) {
    if (id === undefined) return { kind: "place", source: flow.source, path: ["id"] };
    return member(flow.source, ["steps"], stepsOf(flow).ids, id, `step of ${root}`);
  }
  const sheet = pack.collectionSheets.find((each) => collectionName(each) === root);
  if (sheet !== undefined) {
    if (id === undefined) return { kind: "place", source: sheet.source, path: [] };
    return member(
      sheet.source,
      ["entries"],
      sheet.data.entries.map((entry) => entry.id),
      id,
      `entry of ${root}`,
    );
  }
  if (root === "answers" || root === "slots") return listed(pack, root, id ?? "");
  if (root === "facts") return factNamed(pack, id ?? "");
  if (!pack.ids.flow.complete || !pack.ids.collection.complete) return null;
  const known = [...pack.ids.flow.ids, ...pack.ids.collection.ids, ...roots];
  return fault(`unknown place "${written}"${remedy(root, known)}`);
}

const fault = (message: string) => ({ kind: "fault" as const, message });

const guardNamed = (id: string): Lookup => {
  const about = guards[id];
  return about === undefined
    ? fault(`unknown guard "${id}"${remedy(id, Object.keys(guards))}`)
    : { kind: "guard", about };
};

function member(source: Located, list: DataPath, ids: readonly string[], id: string, noun: string): Lookup {
  const index = ids.indexOf(id);
  if (index < 0) return fault(`unknown ${noun} "${id}"${remedy(id, ids)}`);
  return { kind: "place", source, path: [...list, index] };
}

function listed(pack: Pack, kind: "answers" | "slots", id: string): Lookup {
  if (pack.files.broken.has(kind)) return null;
  const lists = pack.files.of(kind).map(({ source, data }) => ({
    source,
    ids: ("answers" in data ? data.answers : data.slots).map((each) => each.id),
  }));
  const list = lists.find(({ ids }) => ids.includes(id)) ?? lists[0];
  if (list === undefined) return fault(`there is no ${kind}.yaml for "${id}"`);
  return member(list.source, [kind], list.ids, id, kind.slice(0, -1));
}

function factNamed(pack: Pack, id: string): Lookup {
  if (pack.files.broken.has("facts")) return null;
  for (const { source, data } of pack.files.of("facts")) {
    if (id in data.facts) return { kind: "place", source, path: ["facts", id] };
    if (id in (data.left_out ?? {})) return { kind: "place", source, path: ["left_out", id] };
  }
  return fault(`unknown fact "${id}"${remedy(id, pack.ids.fact.ids)}`);
}

function botPart({ bot }: Pack, key: string, inner: string | null): Lookup {
  if (bot === null) return null;
  const data = bot.data as Readonly<Record<string, unknown>>;
  if (!(key in data)) return fault(`bot.yaml has no "${key}"${remedy(key, Object.keys(data))}`);
  const part = data[key];
  if (inner === null) return { kind: "place", source: bot.source, path: [key] };
  const keys = typeof part === "object" && part !== null ? Object.keys(part) : [];
  if (!keys.includes(inner)) return fault(`${key} of bot.yaml has no "${inner}"${remedy(inner, keys)}`);
  return { kind: "place", source: bot.source, path: [key, inner] };
}
