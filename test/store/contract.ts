import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import { DeliveryDone, type Store, VersionConflict } from "../../src/dialog/ports.ts";
import { anActivity, anAppend, noon, oddTexts, textsOf, uttered } from "./fixtures.ts";

/** A fresh, empty place for a store. */
export interface Place {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

const c1 = conversationId("c1");

/** What every store does. */
export function storeContract(createPlace: () => Place): void {
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

  const waiting = async () => {
    const { activities, unreadable } = await store.undone();
    expect(unreadable).toEqual([]);
    return activities;
  };

  describe("an unknown conversation", () => {
    it("has no events", async () => {
      expect(await store.events(c1)).toEqual([]);
    });

    it("takes an append at version 0 only", async () => {
      await expect(store.append(anAppend("c1", 1, ["a"]))).rejects.toThrow(VersionConflict);
      expect(await store.events(c1)).toEqual([]);
      expect(await store.list(10)).toEqual([]);
      await store.append(anAppend("c1", 0, ["a"]));
      expect(textsOf(await store.events(c1))).toEqual(["a"]);
    });
  });

  describe("a conversation", () => {
    it("gives its events in order", async () => {
      await store.append(anAppend("c1", 0, ["a", "b"]));
      await store.append(anAppend("c2", 0, ["other"]));
      await store.append(anAppend("c1", 2, ["c"]));
      expect(textsOf(await store.events(c1))).toEqual(["a", "b", "c"]);
    });

    it("gives those after the first few", async () => {
      await store.append(anAppend("c1", 0, ["a", "b", "c"]));
      const lists = await Promise.all([0, 1, 3, 4].map((after) => store.events(c1, after)));
      expect(lists.map(textsOf)).toEqual([["a", "b", "c"], ["b", "c"], [], []]);
    });

    it.each([0, 1, 3])("refuses an append at version %i when it has two events", async (expected) => {
      await store.append(anAppend("c1", 0, ["a", "b"]));
      await store.accept(anActivity("d1"));
      const late = anAppend("c1", expected, ["x"], { delivery: deliveryId("d1"), title: "changed", dueAt: 1 });
      await expect(store.append(late)).rejects.toMatchObject({ name: "VersionConflict", conversation: c1, expected });
      expect(textsOf(await store.events(c1))).toEqual(["a", "b"]);
      expect(await store.list(1)).toMatchObject([{ version: 2, title: "No sound" }]);
      expect(await store.due(noon, 10)).toEqual([]);
      expect(await waiting()).toHaveLength(1);
    });

    it("checks the version of an append without events, too", async () => {
      await store.append(anAppend("c1", 0, ["a"]));
      await expect(store.append(anAppend("c1", 0, []))).rejects.toThrow(VersionConflict);
      await store.append(anAppend("c1", 1, [], { title: "renamed" }));
      expect(await store.list(1)).toMatchObject([{ version: 1, title: "renamed" }]);
    });

    it("lets one of two appends that arrive together win", async () => {
      const texts = [["a", "b"], ["x"]];
      const results = await Promise.allSettled(texts.map((each) => store.append(anAppend("c1", 0, each))));
      expect(rejectionsOf(results)).toMatchObject([{ name: "VersionConflict" }]);
      const winner = results.findIndex(({ status }) => status === "fulfilled");
      expect(textsOf(await store.events(c1))).toEqual(texts[winner]);
      expect(await store.list(1)).toMatchObject([{ version: texts[winner]?.length }]);
    });

    it("never goes back to an earlier version, whoever appends nothing at the same time", async () => {
      for (let expected = 0; expected < 20; expected++) {
        await Promise.allSettled([
          store.append(anAppend("c1", expected, ["a"])),
          store.append(anAppend("c1", expected, [], { title: "nothing" })),
          store.append(anAppend("c1", expected, [], { title: "nothing" })),
        ]);
        const { length } = await store.events(c1);
        expect(await store.list(1)).toMatchObject([{ version: length }]);
        if (length === expected) await store.append(anAppend("c1", expected, ["a"]));
      }
    });

    it("takes a thousand events at once", async () => {
      const texts = Array.from({ length: 1_000 }, (_, i) => `${i}`);
      await store.append(anAppend("c1", 0, texts));
      expect(textsOf(await store.events(c1))).toEqual(texts);
    });

    it("stores nothing of an event that could not be read again", async () => {
      await expect(
        store.append({
          ...anAppend("c1", 0, ["a"]),
          events: [uttered("a"), uttered("secret", { confidence: Number.NaN })],
        }),
      ).rejects.toMatchObject({
        name: "Unstorable",
        message: expect.stringMatching(/^event UserUttered: found invalid_type at confidence;/),
      });
      expect(await store.events(c1)).toEqual([]);
    });
  });

  describe("appends that arrive together", () => {
    it("do not fail with one of them", async () => {
      await store.append(anAppend("c5", 0, ["first"]));
      const appends = Array.from({ length: 10 }, (_, i) => store.append(anAppend(`c${i}`, 0, [`${i}`, "next"])));
      const statuses = (await Promise.allSettled(appends)).map(({ status }) => status);
      expect(statuses).toEqual(Array.from({ length: 10 }, (_, i) => (i === 5 ? "rejected" : "fulfilled")));
      expect(textsOf(await store.events(conversationId("c5")))).toEqual(["first"]);
      expect(textsOf(await store.events(conversationId("c6")))).toEqual(["6", "next"]);
    });
  });

  describe("the inbox", () => {
    it("takes a delivery once, and keeps the first", async () => {
      expect(await store.accept(anActivity("d1"))).toBe(true);
      expect(await store.accept(anActivity("d1", { at: 1 }))).toBe(false);
      expect(await waiting()).toEqual([anActivity("d1")]);
    });

    it("takes a delivery once when it arrives twice at the same time", async () => {
      const taken = await Promise.all([1, 2, 3].map(() => store.accept(anActivity("d1"))));
      expect(taken.filter((one) => one)).toHaveLength(1);
    });

    it("knows a delivery that is done", async () => {
      await store.accept(anActivity("d1"));
      await store.append(anAppend("c1", 0, ["a"], { delivery: deliveryId("d1") }));
      expect(await store.accept(anActivity("d1"))).toBe(false);
      expect(await waiting()).toEqual([]);
    });

    it("finishes a delivery once: a second append with it changes nothing, whatever its version", async () => {
      await store.accept(anActivity("d1"));
      await store.append(anAppend("c1", 0, ["a"], { delivery: deliveryId("d1") }));
      for (const [conversation, expected] of [
        ["c1", 1],
        ["c1", 0],
        ["c2", 0],
      ] as const) {
        const again = anAppend(conversation, expected, ["b"], {
          delivery: deliveryId("d1"),
          dueAt: 1,
          title: "changed",
        });
        await expect(store.append(again)).rejects.toThrow(DeliveryDone);
      }
      expect(textsOf(await store.events(c1))).toEqual(["a"]);
      expect(await store.list(10)).toMatchObject([{ conversation: "c1", version: 1, title: "No sound" }]);
      expect(await store.due(noon, 10)).toEqual([]);
    });

    it("lets one of two turns of a delivery that end together win", async () => {
      await store.accept(anActivity("d1"));
      const turn = (expected: number) => store.append(anAppend("c1", expected, ["a"], { delivery: deliveryId("d1") }));
      const refused = rejectionsOf(await Promise.allSettled([turn(0), turn(0), turn(1)]));
      expect(refused.length).toBe(2);
      for (const error of refused) expect(["DeliveryDone", "VersionConflict"]).toContain((error as Error).name);
      await expect(turn(1)).rejects.toThrow(DeliveryDone);
      expect(await store.events(c1)).toHaveLength(1);
    });

    it("forgets what is done and older than it is told, and nothing else", async () => {
      for (const [id, at] of Object.entries({ old: noon - 2, waits: noon - 2, edge: noon, fresh: noon + 1 }))
        await store.accept(anActivity(id, { at }));
      for (const [i, id] of ["old", "edge", "fresh"].entries())
        await store.append(anAppend("c1", i, [id], { delivery: deliveryId(id) }));
      await store.prune(noon);
      expect((await waiting()).map(({ id }) => id)).toEqual(["waits"]);
      const isKnown = async (id: string) => !(await store.accept(anActivity(id)));
      expect(await Promise.all(["old", "waits", "edge", "fresh"].map(isKnown))).toEqual([false, true, true, true]);
      expect(textsOf(await store.events(c1))).toEqual(["old", "edge", "fresh"]);
    });

    it("finishes a delivery that caused no events", async () => {
      await store.accept(anActivity("d1"));
      await store.append(anAppend("c1", 0, [], { delivery: deliveryId("d1") }));
      expect(await waiting()).toEqual([]);
    });

    it("gives what is not done oldest first, in the order of arrival within a millisecond", async () => {
      await store.accept(anActivity("z", { at: noon }));
      await store.accept(anActivity("late", { at: noon + 1 }));
      await store.accept(anActivity("a", { at: noon }));
      await store.accept(anActivity("early", { at: noon - 1 }));
      await store.append(anAppend("c1", 0, [], { delivery: deliveryId("late") }));
      await store.accept(anActivity("m", { at: noon }));
      expect((await waiting()).map(({ id }) => id)).toEqual(["early", "z", "a", "m"]);
    });

    it.each([
      { kind: "text", text: "no sound" },
      { kind: "choice", question: "q1", option: "o1" },
      { kind: "edit", of: deliveryId("d0"), text: "no sound at all" },
    ] as const)("gives back a $kind as it came", async (said) => {
      const activity = anActivity("d1", { said, place: "shared", addressed: false, by: { id: "u", name: null } });
      await store.accept(activity);
      expect(await waiting()).toEqual([activity]);
    });
  });

  describe("conversations with a time", () => {
    beforeEach(async () => {
      const dueAt = { late: noon + 2, never: null, first: noon, b: noon + 1, a: noon + 1 };
      for (const [id, at] of Object.entries(dueAt)) await store.append(anAppend(id, 0, ["a"], { dueAt: at }));
    });

    const due = async (now: number, limit = 10) =>
      (await store.due(now, limit)).map(({ conversation }) => conversation);

    it("come with their channel", async () => {
      await store.append(anAppend("first", 1, ["b"], { dueAt: noon, channel: "slack" }));
      expect(await store.due(noon, 1)).toEqual([{ conversation: "first", channel: "slack" }]);
    });

    it("are due earliest first", async () => {
      expect(await due(noon - 1)).toEqual([]);
      expect(await due(noon)).toEqual(["first"]);
      expect(await due(noon + 9)).toEqual(["first", "a", "b", "late"]);
      expect(await due(noon + 9, 2)).toEqual(["first", "a"]);
    });

    it("follow the last append", async () => {
      await store.append(anAppend("first", 1, ["b"]));
      await store.append(anAppend("late", 1, ["b"], { dueAt: noon - 5 }));
      expect(await due(noon)).toEqual(["late"]);
    });
  });

  describe("the list", () => {
    beforeEach(async () => {
      await store.append(anAppend("a", 0, ["a"], { at: 1, channel: "web", state: "open" }));
      await store.append(anAppend("b", 0, ["a"], { at: 3, channel: "slack", state: "person" }));
      await store.append(anAppend("c", 0, ["a"], { at: 2, channel: "web", state: "ended" }));
      await store.append(anAppend("d", 0, ["a"], { at: 2, channel: "web", state: "person" }));
    });
    const ids = async (limit: number) => (await store.list(limit)).map(({ conversation }) => conversation);

    it("begins with the latest", async () => {
      expect(await ids(10)).toEqual(["b", "c", "d", "a"]);
      expect(await ids(2)).toEqual(["b", "c"]);
    });

    it("shows a conversation as its last append left it", async () => {
      await store.append(anAppend("a", 1, ["b", "c"], { at: 9, channel: "web", state: "ended", title: "Solved" }));
      expect(await store.list(1)).toEqual([
        { conversation: "a", version: 3, channel: "web", at: 9, state: "ended", title: "Solved" },
      ]);
    });
  });

  describe("the pages", () => {
    const page = async (after: string | null, limit: number) =>
      (await store.page(after === null ? null : conversationId(after), limit)).map(({ conversation }) => conversation);

    it("go through every conversation once, in the order of their ids, whatever is said meanwhile", async () => {
      for (const [id, at] of [
        ["b", 1],
        ["a", 3],
        ["é", 2],
        ["B", 2],
        ["a:1", 9],
      ] as const)
        await store.append(anAppend(id, 0, ["a"], { at }));
      expect(await page(null, 2)).toEqual(["B", "a"]);
      await store.append(anAppend("B", 1, ["b"], { at: 99 }));
      expect(await page("a", 2)).toEqual(["a:1", "b"]);
      expect(await page("b", 2)).toEqual(["é"]);
      expect(await page("é", 2)).toEqual([]);
      expect(await store.page(null, 1)).toEqual([await store.find(conversationId("B"))]);
    });

    it("go on after one that is gone", async () => {
      for (const id of ["a", "c"]) await store.append(anAppend(id, 0, ["a"]));
      expect(await page("b", 9)).toEqual(["c"]);
    });

    it("meet ids that are odd", async () => {
      for (const id of oddTexts.filter((odd) => odd !== "")) await store.append(anAppend(id, 0, ["a"]));
      const met: string[] = [];
      for (let rows = await page(null, 1); rows.length > 0; rows = await page(met.at(-1) ?? null, 1)) met.push(...rows);
      expect([...met].sort()).toEqual(oddTexts.filter((odd) => odd !== "").sort());
    });
  });

  describe("one conversation", () => {
    it("is found as its last append left it, and not where nothing was said", async () => {
      await store.append(anAppend("a", 0, ["a"], { at: 1, channel: "slack", title: "No sound" }));
      await store.append(anAppend("b", 0, ["a"], { at: 2, channel: "web" }));
      expect(await store.find(conversationId("a"))).toEqual((await store.list(9))[1]);
      expect(await store.find(conversationId("a"))).toMatchObject({ conversation: "a", channel: "slack" });
      expect(await store.find(conversationId("c"))).toBeNull();
    });
  });

  describe("the conversations of a person", () => {
    beforeEach(async () => {
      await store.append(anAppend("a", 0, ["a"], { at: 1, opener: "u1" }));
      await store.append(anAppend("b", 0, ["a"], { at: 3, opener: "u1", state: "person" }));
      await store.append(anAppend("c", 0, ["a"], { at: 2, opener: "u2" }));
      await store.append(anAppend("d", 0, ["a"], { at: 2, opener: "u1", state: "ended" }));
      await store.append(anAppend("e", 0, ["a"], { at: 2 }));
    });
    const idsOf = async (person: string, limit = 10) =>
      (await store.openOf(person, limit)).map(({ conversation }) => conversation);

    it("are those that have not ended, latest first", async () => {
      expect(await idsOf("u1")).toEqual(["b", "a"]);
      expect(await idsOf("u1", 1)).toEqual(["b"]);
      expect(await idsOf("u3")).toEqual([]);
      expect(await store.openOf("u2", 9)).toEqual(
        await store.list(9).then((all) => all.filter((one) => one.at === 2 && one.conversation === "c")),
      );
    });

    it("are those of the person who spoke last of their own problem", async () => {
      await store.append(anAppend("a", 1, ["b"], { opener: "u2" }));
      expect(await idsOf("u1")).toEqual(["b"]);
      expect(await idsOf("u2")).toEqual(["a", "c"]);
    });
  });

  describe("conversations that a person has", () => {
    it("are found, longest without a word first, until they are handed back", async () => {
      const held = async (limit = 9) => (await store.held(limit)).map(({ conversation }) => conversation);
      await store.append(anAppend("a", 0, ["a"], { at: 3, state: "person" }));
      await store.append(anAppend("b", 0, ["a"], { at: 1, state: "person" }));
      await store.append(anAppend("c", 0, ["a"], { at: 2 }));
      expect(await held()).toEqual(["b", "a"]);
      expect(await held(1)).toEqual(["b"]);
      expect(await store.held(1)).toEqual([await store.find(conversationId("b"))]);
      await store.append(anAppend("b", 1, ["b"], { at: 4 }));
      expect(await held()).toEqual(["a"]);
    });
  });

  describe("what a channel keeps of a place", () => {
    const c2 = conversationId("c2");
    beforeEach(async () => {
      await store.references.put(c1, "first", noon - 2);
      await store.references.put(c2, "of nobody", noon - 2);
      await store.append(anAppend("c1", 0, ["a"], { at: noon - 2 }));
    });

    it("is there until it is replaced", async () => {
      expect(await store.references.get(c1)).toBe("first");
      await store.references.put(c1, "second", noon);
      expect(await store.references.get(c1)).toBe("second");
      expect(await store.references.get(conversationId("c3"))).toBeNull();
    });

    it("outlives a pruning where something was said, and goes where nothing was", async () => {
      await store.prune(noon - 2);
      expect(await store.references.get(c2)).toBe("of nobody");
      await store.prune(noon);
      expect([await store.references.get(c1), await store.references.get(c2)]).toEqual(["first", null]);
    });

    it("outlives every pruning where it was put for good", async () => {
      const mark = conversationId("mark");
      await store.references.put(mark, "for good", Number.MAX_SAFE_INTEGER);
      await store.prune(noon + 1e13);
      await store.forget(noon + 1e13);
      expect(await store.references.get(mark)).toBe("for good");
    });

    it("is forgotten with the conversation", async () => {
      expect(await store.forget(noon)).toBe(1);
      expect(await store.references.get(c1)).toBeNull();
    });

    it("is erased with a person who spoke there", async () => {
      expect(await store.erase("u1")).toEqual([c1]);
      expect([await store.references.get(c1), await store.references.get(c2)]).toEqual([null, "of nobody"]);
    });
  });

  describe("an installation", () => {
    it("is there until it is replaced or removed", async () => {
      expect(await store.installations.get("T1")).toBeNull();
      await store.installations.put("T1", "sealed", noon);
      await store.installations.put("T2", "other", noon);
      await store.installations.put("T1", "sealed anew", noon + 1);
      expect(await store.installations.get("T1")).toBe("sealed anew");
      await store.installations.remove("T1");
      await store.installations.remove("T1");
      expect([await store.installations.get("T1"), await store.installations.get("T2")]).toEqual([null, "other"]);
    });

    it("is kept whatever is pruned and forgotten", async () => {
      await store.installations.put("T1", "sealed", noon);
      await store.prune(noon + 9);
      await store.forget(noon + 9);
      expect(await store.installations.get("T1")).toBe("sealed");
    });
  });

  it("keeps texts of a megabyte", async () => {
    const long = "🎧\u0000\ud800x".repeat(200_000);
    const activity = anActivity("d1", { said: { kind: "text", text: long } });
    await store.accept(activity);
    expect(await waiting()).toEqual([activity]);
    await store.append(anAppend("c1", 0, [long, long], { delivery: deliveryId("d1") }));
    expect(textsOf(await store.events(c1))).toEqual([long, long]);
  });

  it.each(oddTexts.map((text) => [JSON.stringify(text), text]))("keeps the text %s everywhere", async (_, text) => {
    const activity = anActivity(text, { channel: text, by: { id: text, name: text }, said: { kind: "text", text } });
    expect(await store.accept(activity)).toBe(true);
    expect(await store.accept(activity)).toBe(false);
    expect(await waiting()).toEqual([activity]);

    const append = anAppend(text, 0, [text], {
      delivery: activity.id,
      channel: text,
      title: text,
      dueAt: noon,
      opener: text,
    });
    await store.append(append);
    expect(textsOf(await store.events(append.conversation))).toEqual([text]);
    expect(await waiting()).toEqual([]);
    expect(await store.due(noon, 1)).toEqual([{ conversation: text, channel: text }]);
    expect(await store.list(1)).toEqual([{ ...append.row, conversation: text, version: 1 }]);
    expect(await store.openOf(text, 1)).toEqual(await store.list(1));
    await store.references.put(append.conversation, text, noon);
    expect(await store.references.get(append.conversation)).toBe(text);
    await store.installations.put(text, text, noon);
    expect(await store.installations.get(text)).toBe(text);
  });
}

const rejectionsOf = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
