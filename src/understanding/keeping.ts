import { createHash } from "node:crypto";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { IntentModel } from "./learning.ts";
import { decodeTraining, encodeTraining } from "./trainingFile.ts";

/** Keeps what training learnt from one start to the next. Neither call throws: a model that is not kept is learnt again. */
export interface ModelCache {
  read(key: string): Uint8Array | null;
  write(key: string, bytes: Uint8Array): void;
}

/** What a pack's sentences teach. */
export interface Training {
  readonly model: IntentModel;
  /** Every word of the sentences, those of names too. */
  readonly ordinary: ReadonlySet<string>;
}

/** What was learnt before from the same sentences and names; else `learn` gives it, and it is kept. */
export function keptTraining(knowledge: Knowledge, cache: ModelCache | null, learn: () => Training): Training {
  if (cache === null) return learn();
  const key = trainingKey(knowledge);
  const bytes = cache.read(key);
  const known = bytes === null ? null : decodeTraining(bytes);
  if (known !== null) return known;
  const training = learn();
  cache.write(key, encodeTraining(training));
  return training;
}

/** Hash of all that training reads: the rest of a pack may change without a sentence being read anew. */
function trainingKey({ intents, background, catalogue, slots, vague, systems }: Knowledge): string {
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
    [...systems],
  ];
  return createHash("sha256").update(JSON.stringify(read)).digest("hex");
}
