import { createHash } from "node:crypto";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { IntentModel } from "./learning.ts";
import { decodeModel, encodeModel } from "./modelFile.ts";

/** Keeps what training learnt from one start to the next. Neither call throws: a model that is not kept is learnt again. */
export interface ModelCache {
  read(key: string): Uint8Array | null;
  write(key: string, bytes: Uint8Array): void;
}

/** The model as it was kept for the same training sentences and names; else `learn` gives it, and it is kept. */
export function keptModel(knowledge: Knowledge, cache: ModelCache | null, learn: () => IntentModel): IntentModel {
  if (cache === null) return learn();
  const key = trainingKey(knowledge);
  const bytes = cache.read(key);
  const known = bytes === null ? null : decodeModel(bytes);
  if (known !== null) return known;
  const model = learn();
  cache.write(key, encodeModel(model));
  return model;
}

/** Hash of all that training reads: the rest of a pack may change without a sentence being read anew. */
function trainingKey({ intents, background, catalogue, slots, vague }: Knowledge): string {
  const entries = [...catalogue].map(([collection, all]) => [
    collection,
    [...all.values()].map(({ id, name, aliases, attributes }) => [id, name, aliases, attributes]),
  ]);
  const read = [
    [...intents.values()].map(({ id, examples }) => [id, examples]),
    background,
    entries,
    [...slots.values()].map(({ id, kind, collection, dependsOn }) => [id, kind, collection, dependsOn]),
    vague,
  ];
  return createHash("sha256").update(JSON.stringify(read)).digest("hex");
}
