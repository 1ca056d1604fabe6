import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conversationId } from "../../src/dialog/ids.ts";
import type { OutboxKey } from "../../src/dialog/outbox.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { type Append, VersionConflict } from "../../src/dialog/ports.ts";
import type { Place } from "./contract.ts";
import { anActivity, anAppend, noon, oddTexts, uttered } from "./fixtures.ts";

const c1 = conversationId("c1");
const rowsOf = (expected: number, count: number, to = "slack"): Append["outgoing"] =>
  Array.from({ length: count }, (_, i) => ({ seq: expected + i + 1, to }));
const row = (seq: number, conversation = "c1", to = "slack"): OutboxKey => ({
  conversation: conversationId(conversation),
  seq,
  to,
});

/** What the outbox of every store does. */
export function outboxContract(createPlace: () => Place): void {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = createPlace();
    store = await place.open();
  });
  afterEach(async () => {
    await store.close();
    await place.remove();
  });

  const said = (conversation: string, expected: number, texts: readonly string[], changes: Partial<Append> = {}) =>
    store.append(anAppend(conversation, expected, texts, { outgoing: rowsOf(expected, texts.length), ...changes }));
  const claim = (now = noon, until = noon + 1000, limit = 10) => store.outbox.claim(now, until, limit);
  const seqs = async (...asked: Parameters<typeof claim>) =>
    (await claim(...asked)).map(({ conversation, seq }) => `${conversation}/${seq}`).sort();

  describe("a row of the outbox", () => {
    it("is there with its events, or not at all", async () => {
      await said("c1", 0, ["a"]);
      await expect(said("c1", 0, ["x"])).rejects.toThrow(VersionConflict);
      await expect(
        store.append({
          ...anAppend("c2", 0, ["a"]),
          outgoing: rowsOf(0, 1),
          events: [uttered("a", { at: Number.NaN })],
        }),
      ).rejects.toMatchObject({ name: "Unstorable" });
      expect(await claim()).toEqual([{ ...row(1), attempts: 1, doubtful: false, event: uttered("a") }]);
    });

    it("is claimed once, and is there again when its time is over: then it may have got through", async () => {
      await said("c1", 0, ["a"]);
      const claims = await Promise.all([claim(), claim(), claim()]);
      expect(claims.flat()).toHaveLength(1);
      expect(await claim(noon + 999)).toEqual([]);
      expect(await claim(noon + 1000, noon + 2000)).toMatchObject([{ attempts: 2, doubtful: true }]);
    });

    it("is gone once it is sent", async () => {
      await said("c1", 0, ["a"]);
      await claim();
      expect(await store.outbox.receipt(row(1))).toBeNull();
      await store.outbox.sent(row(1), "ts-1");
      expect(await store.outbox.receipt(row(1))).toBe("ts-1");
      expect(await store.outbox.receipt(row(2))).toBeNull();
      expect(await claim(noon + 9999)).toEqual([]);
      expect(await store.outbox.unsent(10)).toEqual([]);
    });

    it("keeps its order within its conversation and its place, and holds up no other", async () => {
      await said("c1", 0, ["a", "b"], { outgoing: [...rowsOf(0, 2), { seq: 2, to: "desk" }] });
      await said("c2", 0, ["a"]);
      expect(await seqs()).toEqual(["c1/1", "c1/2", "c2/1"]);
      await store.outbox.later(row(1), noon + 5000, "no answer", false);
      expect(await seqs(noon + 4999, noon + 9999)).toEqual(["c1/2", "c2/1"]);
      expect(await seqs(noon + 5000, noon + 9999)).toEqual(["c1/1"]);
      await store.outbox.sent(row(1), "");
      expect(await seqs(noon + 5000, noon + 9999)).toEqual(["c1/2"]);
    });

    it("is not in doubt, nor counted, when the platform has refused it for now", async () => {
      await said("c1", 0, ["a"]);
      await claim();
      await store.outbox.later(row(1), noon + 1, "not now", true);
      expect(await claim(noon + 1)).toMatchObject([{ attempts: 1, doubtful: false }]);
    });

    it("stands in nobody's way once it is given up, is visible, and waits again when it is told to", async () => {
      await said("c1", 0, ["a", "b"]);
      await said("c2", 0, ["a"]);
      await claim();
      await store.outbox.giveUp(row(1), "poisoned");
      expect(await store.outbox.unsent(10)).toEqual([
        { ...row(1), state: "given_up", attempts: 1, dueAt: noon + 1000, fault: "poisoned" },
        { ...row(2), state: "waiting", attempts: 0, dueAt: noon, fault: null },
        { ...row(1, "c2"), state: "waiting", attempts: 1, dueAt: noon + 1000, fault: null },
      ]);
      expect(await store.outbox.unsent(1)).toHaveLength(1);
      expect(await seqs()).toEqual(["c1/2"]);
      expect(await store.outbox.retry(row(2), noon)).toBe(0);
      expect(await store.outbox.retry(row(1), noon)).toBe(1);
      expect(await claim()).toMatchObject([{ ...row(1), attempts: 1, doubtful: true }]);
      await store.outbox.giveUp(row(1), "again");
      expect(await store.outbox.retry(null, noon)).toBe(1);
    });

    it("that is sent is not brought back by what comes late", async () => {
      await said("c1", 0, ["a"]);
      await claim();
      await store.outbox.sent(row(1), "");
      await store.outbox.later(row(1), noon, "late", false);
      await store.outbox.giveUp(row(1), "late");
      expect(await store.outbox.unsent(10)).toEqual([]);
    });

    it("is forgotten with what was sent long ago, and only then", async () => {
      await said("c1", 0, ["a", "b"]);
      await claim();
      await store.outbox.sent(row(1), "");
      await store.prune(noon + 1);
      expect(await store.outbox.unsent(10)).toMatchObject([row(2)]);
    });

    it("comes in the number asked for, earliest first", async () => {
      for (let i = 0; i < 5; i++) await said(`c${i}`, 0, ["a"], { row: { ...anAppend("c", 0, []).row, at: noon - i } });
      expect(await seqs(noon, noon + 1000, 2)).toEqual(["c3/1", "c4/1"]);
      expect(await seqs(noon, noon + 1000, 9)).toEqual(["c0/1", "c1/1", "c2/1"]);
    });

    it.each(oddTexts.filter((text) => text !== ""))("keeps the names %j", async (text) => {
      await said(text, 0, ["a"], { outgoing: [{ seq: 1, to: text }] });
      const [claimed] = await claim();
      expect(claimed).toMatchObject(row(1, text, text));
      await store.outbox.giveUp(row(1, text, text), text);
      expect(await store.outbox.unsent(1)).toMatchObject([{ ...row(1, text, text), fault: text }]);
    });
  });

  describe("what is forgotten", () => {
    const by = (id: string) => ({ by: { id, name: null } });
    const spoke = async (conversation: string, person: string, changes: Partial<Append> = {}) => {
      const activity = anActivity(`${conversation}-1`, { conversation: conversationId(conversation), ...by(person) });
      await store.accept(activity);
      const spoken = anAppend(conversation, 0, ["a"], { delivery: activity.id, outgoing: rowsOf(0, 1), ...changes });
      await store.append({ ...spoken, events: [uttered("my words", by(person))] });
    };
    const left = async () => (await store.list(99)).map(({ conversation }) => conversation).sort();

    it("by age: conversations, their events, deliveries and messages, and nothing younger", async () => {
      for (let i = 0; i < 250; i++) {
        const row = { ...anAppend("c", 0, []).row, at: noon - 1 };
        await spoke(`old${i}`, "ada", i < 2 ? { row } : { row, outgoing: [] });
      }
      await spoke("young", "ada");
      await store.accept(anActivity("waits", { at: noon - 1 }));
      expect(await store.forget(noon)).toBe(250);
      expect(await left()).toEqual(["young"]);
      expect(await store.events(conversationId("old1"))).toEqual([]);
      expect(await store.outbox.unsent(9)).toMatchObject([row(1, "young")]);
      expect((await store.undone()).activities).toEqual([]);
      expect(await store.forget(noon)).toBe(0);
    });

    it.each(["ada", 'a"d\\a', "a%", "a_a", "a!", "\u0000\ud800"])(
      "of the person %j: wherever they spoke",
      async (person) => {
        await spoke("hers", person);
        await spoke("his", "a");
        const second = uttered("more", by(person));
        await spoke("both", "aXa");
        await store.append({ ...anAppend("both", 1, ["b"]), events: [second] });
        await store.accept(anActivity("waits", { conversation: conversationId("new"), ...by(person) }));
        await store.append({
          ...anAppend("quotes", 0, ["c"]),
          events: [uttered(`"id":${JSON.stringify(person)}`, by("another"))],
        });
        const found = ["both", "hers", "new"];
        expect(await store.erase(person, true)).toEqual(found);
        expect(await left()).toEqual(["both", "hers", "his", "quotes"]);
        expect(await store.erase(person)).toEqual(found);
        expect(await left()).toEqual(["his", "quotes"]);
        expect(await store.events(conversationId("hers"))).toEqual([]);
        expect((await store.undone()).activities).toEqual([]);
        expect(await store.outbox.unsent(9)).toMatchObject([row(1, "his")]);
        expect(await store.erase(person)).toEqual([]);
      },
    );
  });

  describe("leases", () => {
    it("are held by one process at a time, where processes share the store", async ({ skip }) => {
      const { leases } = store;
      if (leases === null) return skip("one process has this store for itself");
      expect(await leases.claim(c1, "a", 0, 10)).toBe(true);
      expect(await leases.claim(c1, "b", 10, 20)).toBe(false);
      expect(await leases.claim(c1, "a", 5, 15)).toBe(true);
      expect(await leases.claim(c1, "b", 16, 20)).toBe(true);
      await leases.release(c1, "a");
      expect(await leases.claim(c1, "a", 17, 20)).toBe(false);
      await leases.release(c1, "b");
      expect(await leases.claim(c1, "a", 17, 20)).toBe(true);
      const many = await Promise.all(
        Array.from({ length: 20 }, (_, i) => leases.claim(conversationId("c2"), `${i}`, 0, 9)),
      );
      expect(many.filter((one) => one)).toHaveLength(1);
    });
  });
}
