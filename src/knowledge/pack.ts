// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the format; these values are never awaited.
import type { Flow } from "../dialog/flow.ts";
import { type Defaults, flowOf } from "./buildFlow.ts";
import { type Collections, catalogueOf } from "./catalogue.ts";
import type { Files, Kind, Sheet } from "./files.ts";
import type { Problem } from "./problem.ts";
import type { BotFile, CollectionFile, FlowFile, LightsFile, SlotsFile } from "./schema.ts";

/** What the rules look at: the files as written, and the same as the engine reads it. */
export interface Pack {
  readonly files: Files;
  readonly bot: Sheet<BotFile> | null;
  readonly flows: readonly FlowSheet[];
  readonly collectionSheets: readonly Sheet<CollectionFile>[];
  readonly collections: Collections;
  readonly slots: ReadonlyMap<string, RawSlot>;
  readonly lights: Sheet<LightsFile> | null;
  readonly ids: Readonly<Record<Noun, Vocabulary>>;
  readonly problems: readonly Problem[];
}

export interface FlowSheet extends Sheet<FlowFile> {
  readonly flow: Flow;
}
export type RawSlot = SlotsFile["slots"][number];

export type Noun =
  | "slot"
  | "flow"
  | "intent"
  | "action"
  | "fact"
  | "loss"
  | "light"
  | "collection"
  | "colour"
  | "rhythm"
  | "part";
/** Ids of one sort. Not complete: a file that declares some is broken, so nothing can be called unknown. */
export interface Vocabulary {
  readonly noun: string;
  readonly ids: readonly string[];
  readonly complete: boolean;
}

const nothingSaid: Defaults = {
  did_it_help: { ask: "…", answers: { yes: { then: "resolved" }, no: { then: "next" }, not_sure: { then: "next" } } },
  consent: { yes: { label: "…" }, no: { label: "…" }, not_sure: { label: "…" } },
  wording: { yes: "…", no: "…" },
};

export function packOf(files: Files): Pack {
  const bot = files.of("bot")[0] ?? null;
  const lights = files.of("lights")[0] ?? null;
  const collectionSheets = [...files.of("catalogue"), ...files.of("lights")];
  const { collections, problems } = catalogueOf(collectionSheets);
  const slots = files.of("slots").flatMap(({ data }) => data.slots);
  const flows = files.of("flows").map((sheet) => ({ ...sheet, flow: flowOf(sheet.data, bot?.data ?? nothingSaid) }));
  const vocabulary = (noun: string, ids: Iterable<string>, ...declaredBy: readonly Kind[]): Vocabulary => ({
    noun,
    ids: [...ids],
    complete: !declaredBy.some((kind) => files.broken.has(kind)),
  });
  return {
    files,
    bot,
    flows,
    collectionSheets,
    collections,
    slots: new Map(slots.map((slot) => [slot.id, slot])),
    lights,
    problems,
    ids: {
      slot: vocabulary(
        "slot",
        slots.map(({ id }) => id),
        "slots",
      ),
      flow: vocabulary(
        "flow",
        flows.map(({ flow }) => flow.id),
        "flows",
      ),
      intent: vocabulary(
        "intent",
        files.of("intents").map(({ data }) => data.id),
        "intents",
      ),
      action: vocabulary(
        "action",
        files.of("actions").flatMap(({ data }) => data.actions.map(({ id }) => id)),
        "actions",
      ),
      fact: vocabulary(
        "fact",
        files.of("facts").flatMap(({ data }) => [...Object.keys(data.facts), ...Object.keys(data.left_out ?? {})]),
        "facts",
      ),
      loss: vocabulary("loss", Object.keys(bot?.data.losses ?? {}), "bot"),
      light: vocabulary("light", collections.get("lights")?.keys() ?? [], "lights"),
      collection: vocabulary("collection", collections.keys(), "catalogue", "lights"),
      colour: vocabulary("colour", Object.keys(lights?.data.colours ?? {}), "lights"),
      rhythm: vocabulary("rhythm", Object.keys(lights?.data.rhythms ?? {}), "lights"),
      part: vocabulary("part", Object.keys(lights?.data.parts ?? {}), "lights"),
    },
  };
}
