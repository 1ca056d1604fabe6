import { describe, expect, it } from "vitest";
import { conversationId } from "../../src/dialog/ids.ts";
import { NotNow, type Outlet, Refused, type Sending } from "../../src/dialog/outbox.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { createSender } from "../../src/sender.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { anAppend, noon } from "../store/fixtures.ts";

/** A platform that keeps what it took. `answer` may fail before or after it has taken the message. */
function recordingOutlet() {
  const taken: { readonly id: string; readonly text: string }[] = [];
  const before: { answer: (sending: Sending) => void; after: (sending: Sending) => void } = {
    answer: () => {},
    after: () => {},
  };
  const outlet: Outlet = {
    async send(sending) {
      before.answer(sending);
      taken.push({ id: sending.id, text: sending.event.type === "UserUttered" ? sending.event.text : "" });
      before.after(sending);
      return `ts-${taken.length}`;
    },
    find: async ({ id }) => (taken.some((one) => one.id === id) ? "found" : null),
  };
  return { outlet, taken, before, texts: () => taken.map(({ text }) => text) };
}

function scene(store: Store = createMemoryStore()) {
  let now = noon;
  const platform = recordingOutlet();
  const failures: [string, number | null][] = [];
  const start = () =>
    createSender({
      outbox: store.outbox,
      outlets: new Map([
        ["slack", platform.outlet],
        ["desk:bench", platform.outlet],
      ]),
      clock: () => now,
      chance: () => 0.5,
      failed: (error, key) => failures.push([String(error), key?.seq ?? null]),
    });
  const sender = start();
  return {
    store,
    platform,
    failures,
    sender,
    start,
    async say(conversation: string, texts: readonly string[], to = "slack") {
      const { length } = await store.events(conversationId(conversation));
      const outgoing = texts.map((_, i) => ({ seq: length + i + 1, to }));
      await store.append(anAppend(conversation, length, texts, { outgoing }));
    },
    async pass(ms = 0, by = sender) {
      now += ms;
      by.wake();
      await by.idle();
    },
  };
}

const withoutEnd = (): never => {
  throw Object.assign(new Error("socket hang up: Zebrafink"), { code: "ECONNRESET" });
};

describe("the sender", () => {
  it("sends what lies in the outbox once, in the order of each conversation", async () => {
    const { platform, say, pass, store } = scene();
    await say("c1", ["a", "b", "c"]);
    await say("c2", ["x", "y"]);
    await pass();
    await pass(100_000);
    expect(platform.texts().filter((text) => "abc".includes(text))).toEqual(["a", "b", "c"]);
    expect(platform.texts().filter((text) => "xy".includes(text))).toEqual(["x", "y"]);
    expect(new Set(platform.taken.map(({ id }) => id)).size).toBe(5);
    expect(await store.outbox.unsent(9)).toEqual([]);
  });

  it("tries again with growing rests, and lets no later message of the conversation pass", async () => {
    const { platform, say, pass, store, failures } = scene();
    platform.before.answer = ({ conversation }) => conversation === "c1" && withoutEnd();
    await say("c1", ["a", "b"]);
    await say("c2", ["x"]);
    const rests: number[] = [];
    await pass();
    for (let tries = 1; tries < 12; tries++) {
      const [row] = await store.outbox.unsent(1);
      rests.push((row?.dueAt ?? 0) - noon - rests.reduce((sum, rest) => sum + rest, 0));
      expect(row).toMatchObject({ seq: 1, attempts: tries, fault: "Error ECONNRESET" });
      await pass(rests.at(-1));
    }
    expect(rests).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900].map((s) => s * 1000));
    expect(platform.texts()).toEqual(["x"]);
    platform.before.answer = () => {};
    await pass(900_000);
    expect(platform.texts()).toEqual(["x", "a", "b"]);
    expect(failures).toEqual([]);
  });

  it("waits as long as the platform asks, however often", async () => {
    const { platform, say, pass, store } = scene();
    platform.before.answer = () => {
      throw new NotNow(30_000);
    };
    await say("c1", ["a"]);
    for (let i = 0; i < 60; i++) await pass(30_500);
    expect(await store.outbox.unsent(1)).toMatchObject([{ state: "waiting", attempts: 0 }]);
    platform.before.answer = () => {};
    await pass(29_000);
    expect(platform.texts()).toEqual([]);
    await pass(1500);
    expect(platform.texts()).toEqual(["a"]);
  });

  it("gives up what the platform will never take; the others go on, and it can be sent by hand", async () => {
    const { platform, say, pass, store, failures } = scene();
    platform.before.answer = ({ seq, conversation }) => {
      if (seq === 1 && conversation === "c1") throw new Refused("invalid_blocks");
    };
    await say("c1", ["poison", "b"]);
    await say("c2", ["x"]);
    await pass();
    expect([...platform.texts()].sort()).toEqual(["b", "x"]);
    expect(await store.outbox.unsent(9)).toMatchObject([{ seq: 1, state: "given_up", fault: "invalid_blocks" }]);
    expect(failures).toEqual([["Refused: invalid_blocks", 1]]);
    platform.before.answer = () => {};
    await store.outbox.retry(null, noon);
    await pass();
    expect(platform.texts()).toContain("poison");
  });

  it("gives up after a working day of failures", async () => {
    const { platform, say, pass, failures } = scene();
    platform.before.answer = withoutEnd;
    await say("c1", ["a", "b"]);
    for (let i = 0; i < 39; i++) await pass(900_000);
    expect(failures).toEqual([]);
    await pass(900_000);
    expect(failures).toMatchObject([[expect.stringContaining("hang up"), 1]]);
    platform.before.answer = () => {};
    await pass(1000);
    expect(platform.texts()).toEqual(["b"]);
  });

  it("gives up at a desk after three days of failures: no case is lost over a weekend", async () => {
    const { platform, say, pass, failures } = scene();
    platform.before.answer = withoutEnd;
    await say("c1", ["a", "b"], "desk:bench");
    for (let i = 0; i < 299; i++) await pass(900_000);
    expect(failures).toEqual([]);
    await pass(900_000);
    expect(failures).toMatchObject([[expect.stringContaining("hang up"), 1]]);
    platform.before.answer = () => {};
    await pass(1000);
    expect(platform.texts()).toEqual(["b"]);
  });

  it("does not post twice what got through although no answer came", async () => {
    const { platform, say, pass } = scene();
    platform.before.after = withoutEnd;
    await say("c1", ["a"]);
    await pass();
    platform.before.after = () => {};
    await pass(10_000);
    expect(platform.texts()).toEqual(["a"]);
  });

  it("does not post twice what a process sent that died before it could say so", async () => {
    const memory = createMemoryStore();
    const dying: Store = { ...memory, outbox: { ...memory.outbox, sent: () => new Promise(() => {}) } };
    const { platform, say, pass, sender, start } = scene(dying);
    await say("c1", ["a", "b"]);
    sender.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(platform.texts()).toEqual(["a"]);
    dying.outbox.sent = memory.outbox.sent;
    const next = start();
    await pass(29_000, next);
    expect(platform.texts()).toEqual(["a"]);
    await pass(1_000, next);
    expect(platform.texts()).toEqual(["a", "b"]);
  });

  it("keeps what has no channel any more, and names it", async () => {
    const { say, pass, store } = scene();
    await say("c1", ["a"], "teams");
    await pass();
    expect(await store.outbox.unsent(1)).toMatchObject([
      { state: "waiting", fault: expect.stringContaining('no channel "teams"') },
    ]);
  });

  it("takes up nothing after it is stopped, and ends what it is sending", async () => {
    const { platform, say, sender } = scene();
    let goOn = (): void => {};
    const waits = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { send } = platform.outlet;
    platform.outlet.send = async (...args) => {
      await waits;
      return send(...args);
    };
    await say("c1", ["a", "b"]);
    sender.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const stopped = sender.stop();
    goOn();
    await stopped;
    expect(platform.texts()).toEqual(["a"]);
  });

  it("never sends twice with two senders on one store", async () => {
    const { platform, say, sender, start } = scene();
    const other = start();
    for (let i = 0; i < 40; i++) await say(`c${i}`, [`${i}a`, `${i}b`]);
    for (const one of [sender, other]) one.wake();
    await Promise.all([sender.idle(), other.idle()]);
    expect(platform.taken).toHaveLength(80);
    expect(new Set(platform.texts()).size).toBe(80);
  });
});
