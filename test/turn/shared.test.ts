import { describe, expect, it } from "vitest";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { Leases, Store } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { type Brain, createTurns } from "../../src/turn.ts";
import { packOf } from "../support/pack.ts";
import { meaning } from "../support/scene.ts";
import { activityOf } from "../support/talk.ts";

const c1 = conversationId("c1");
const brain: Brain = {
  knowledge: packOf(),
  understand: (text) => meaning(text.includes("coffee") ? { intent: "no_coffee" } : {}),
};
const said = (id: string, at = 1_000_000) =>
  activityOf({ id: deliveryId(id), at, said: { kind: "text", text: `no coffee ${id}` } });

function leasesInMemory(): Leases {
  const held = new Map<string, { holder: string; until: number }>();
  return {
    async claim(conversation, holder, now, until) {
      const lease = held.get(conversation);
      if (lease !== undefined && lease.holder !== holder && lease.until >= now) return false;
      held.set(conversation, { holder, until });
      return true;
    },
    async release(conversation, holder) {
      if (held.get(conversation)?.holder === holder) held.delete(conversation);
    },
  };
}

/** Two processes on one store, and how often it was read to decide a turn. */
function processes() {
  let now = 1_000_000;
  let work = 0;
  const memory = createMemoryStore();
  const leases = leasesInMemory();
  const store: Store = {
    ...memory,
    leases,
    async events(conversation, after) {
      work++;
      await new Promise((resolve) => setTimeout(resolve, 2));
      return memory.events(conversation, after);
    },
  };
  const failures: string[] = [];
  const turnsOf = (holder: string) =>
    createTurns({
      store,
      brain: () => brain,
      clock: () => now,
      publish: () => {},
      failed: (error, _, failure) => failures.push(`${failure} ${error}`),
      holder,
    });
  const words = async () =>
    (await memory.events(c1)).flatMap((event) => (event.type === "UserUttered" ? [event.delivery] : []));
  return {
    one: turnsOf("one"),
    other: turnsOf("other"),
    store,
    leases,
    failures,
    words,
    work: () => work,
    wait(ms: number) {
      now += ms;
    },
  };
}

describe("processes that share a store", () => {
  it("do the work of a burst once, in the order it came, whichever of them accepts it", async () => {
    const { one, other, words, work, failures } = processes();
    const ids = ["d1", "d2", "d3", "d4", "d5", "d6"];
    for (const [i, id] of ids.entries()) await (i % 2 === 0 ? one : other).receive(said(id, 1_000_000 + i));
    await Promise.all([one.idle(), other.idle()]);
    expect(await words()).toEqual(ids);
    expect(work()).toBe(ids.length);
    expect(failures).toEqual([]);
  });

  it("leave a delivery to the one that has the conversation, which looks again before it goes", async () => {
    const { one, other, leases, words } = processes();
    await leases.claim(c1, "one", 1_000_000, 1_010_000);
    await (await other.receive(said("d1"))).done;
    expect(await words()).toEqual([]);
    await (await one.receive(said("d2", 1_000_001))).done;
    expect(await words()).toEqual(["d1", "d2"]);
  });

  it("take over what a process accepted that died, once its lease is over", async () => {
    const { one, store, leases, words, wait } = processes();
    await store.accept(said("d1"));
    await leases.claim(c1, "dead", 1_000_000, 1_010_000);
    for (let second = 0; second < 10; second++) {
      wait(1000);
      await one.tick();
    }
    expect(await words()).toEqual([]);
    wait(2000);
    await one.tick();
    expect(await words()).toEqual(["d1"]);
  });

  it("let the words that wait come before the clock, and nudge once", async () => {
    const { one, other, store, wait, words } = processes();
    await (await one.receive(said("d1"))).done;
    wait(600_001);
    await Promise.all([one.tick(), other.tick()]);
    await Promise.all([one.tick(), other.tick()]);
    const types = (await store.events(c1)).map(({ type }) => type);
    expect(types.filter((type) => type === "Nudged")).toHaveLength(1);
    expect(await words()).toEqual(["d1"]);
  });
});
