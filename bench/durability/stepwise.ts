import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { brainOf } from "../../src/brain.ts";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { loadKnowledge } from "../../src/knowledge/load.ts";
import { createModelCache } from "../../src/modelCache.ts";
import { openStore, type StorePlace } from "../../src/store/open.ts";
import { type Brain, createTurns, type Turns } from "../../src/turn.ts";
import type { Take } from "./load.ts";
import { activityOf } from "./said.ts";

const packDir = fileURLToPath(new URL("../../../../knowledge", import.meta.url));

/** The pack that ships. */
export async function shippedKnowledge(): Promise<Knowledge> {
  const { knowledge } = await loadKnowledge(packDir);
  if (knowledge === null) throw new Error(`found mistakes in ${packDir}; "stepwise check" lists them`);
  return knowledge;
}

/** `cache`: folder where what was learnt is kept. */
export const brainFrom = (knowledge: Knowledge, cache: string): Brain => brainOf(knowledge, createModelCache(cache));

/** Turns as the server has them, on a store of its own; nobody looks at the page. */
export async function turnsOn(place: StorePlace, brain: Brain) {
  const store = await openStore(place);
  const turns = turnsOf(store, brain);
  return { store, turns, take: takeBy(turns) };
}

export function turnsOf(store: Store, brain: Brain): Turns {
  return createTurns({
    store,
    brain: () => brain,
    clock: Date.now,
    holder: randomUUID(),
    publish: (conversation) => store.changes?.tell(conversation),
    failed: (error) => {
      throw error;
    },
  });
}

export const takeBy =
  (turns: Turns): Take =>
  async (conversation, n, { said }) =>
    (await turns.receive(activityOf(conversation, n, said, Date.now()))).done;
