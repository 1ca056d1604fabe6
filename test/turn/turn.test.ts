import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Activity } from "../../src/dialog/activity.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import { type Append, type Store, VersionConflict } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { createSqliteStore } from "../../src/store/sqlite-store.ts";
import { type Brain, createTurns, type Failure, type TurnPorts } from "../../src/turn.ts";
import { temporary } from "../store/temp.ts";
import { packOf } from "../support/pack.ts";
import { meaning, mention } from "../support/scene.ts";
import { activityOf, talkOf } from "../support/talk.ts";

/** Understands two words: "coffee" tells the problem, "lungo" the machine. */
const brain: Brain = {
  knowledge: packOf(),
  understand: (text) =>
    meaning({
      ...(text.includes("coffee") ? { intent: "no_coffee" } : {}),
      slots: text.includes("lungo") ? [mention("machine", "lungo")] : [],
      option: text === "no" ? "no" : null,
    }),
};

const text = (id: string, words: string, more: Partial<Activity> = {}): Activity =>
  activityOf({ id: deliveryId(id), said: { kind: "text", text: words }, ...more });

const c1 = conversationId("c1");
const waitingIn = async (store: Store) => (await store.undone()).activities.map(({ id }) => id);
const saidIn = (events: readonly DialogEvent[]) =>
  events.flatMap((event) => (event.type === "UserUttered" ? [event.text] : []));
const countOf = (events: readonly DialogEvent[], type: DialogEvent["type"]) =>
  events.filter((event) => event.type === type).length;

/** A store in memory whose appends and reads can be made to fail. */
function shakyStore() {
  const memory = createMemoryStore();
  const fails: { append: (append: Append) => boolean; events: (conversation: string) => boolean } = {
    append: () => false,
    events: () => false,
  };
  let attempts = 0;
  const store: Store = {
    ...memory,
    async append(append) {
      attempts++;
      if (fails.append(append)) throw new Error("disk full");
      return memory.append(append);
    },
    async events(conversation, after) {
      if (fails.events(conversation)) throw new Error("unreadable");
      return memory.events(conversation, after);
    },
  };
  return { store, memory, fails, attempts: () => attempts };
}

/** Turns that pause without waiting and keep what failed. */
function turnsOn(store: Store, more: Partial<TurnPorts> = {}) {
  let now = 1_000_000;
  const failures: [string, string, Failure][] = [];
  const pauses: number[] = [];
  const turns = createTurns({
    store,
    brain: () => brain,
    clock: () => now,
    publish: () => {},
    failed: (error, conversation, failure) => failures.push([String(error), conversation, failure]),
    pause: async (ms) => {
      pauses.push(ms);
    },
    ...more,
  });
  const said = async (activity: Activity) => {
    const { duplicate, done } = await turns.receive(activity);
    await done;
    return duplicate;
  };
  return {
    turns,
    failures,
    pauses,
    said,
    wait(ms: number) {
      now += ms;
    },
  };
}

/** Throws at the word "boom". */
const fragile = (mended = () => false): Brain => ({
  ...brain,
  understand: (words, pending) => {
    if (words.includes("boom") && !mended()) throw new TypeError(`cannot read ${words}`);
    return brain.understand(words, pending);
  },
});

describe("a delivery", () => {
  it("is stored before it is answered for, and done with the events it caused", async () => {
    const store = createMemoryStore();
    const { promise: read, resolve: goOn } = withResolvers();
    const { turns } = turnsOn({ ...store, events: (...asked) => read.then(() => store.events(...asked)) });
    const { done } = await turns.receive(text("d1", "no coffee"));
    expect(await waitingIn(store)).toEqual(["d1"]);
    goOn();
    await done;
    expect(await waitingIn(store)).toEqual([]);
  });

  it("that comes twice is carried out once", async () => {
    const store = createMemoryStore();
    const { turns } = talkOf(brain, store);
    await (await turns.receive(text("d1", "no coffee"))).done;
    const { length } = await store.events(conversationId("c1"));
    const again = await turns.receive(text("d1", "no coffee"));
    await again.done;
    expect(again.duplicate).toBe(true);
    expect(await store.events(conversationId("c1"))).toHaveLength(length);
  });

  it("that was accepted before a crash is worked off at the next start", async () => {
    const store = createMemoryStore();
    await store.accept(text("d1", "no coffee"));
    await talkOf(brain, store).turns.recover();
    expect((await store.events(conversationId("c1"))).at(-1)?.type).toBe("BotReplied");
    expect(await waitingIn(store)).toEqual([]);
  });

  it("that another process is carrying out is carried out once", async () => {
    const directory = temporary();
    const open = () => createSqliteStore(join(directory.path, "stepwise.db"));
    const [one, other] = [await open(), await open()];
    let readers = 0;
    const together = withResolvers();
    /** Lets nobody decide before both have read the same version. */
    const inStep = (store: Store): Store => ({
      ...store,
      async events(conversation, after) {
        const events = await store.events(conversation, after);
        if (++readers === 2) together.resolve();
        await together.promise;
        return events;
      },
    });
    const [server, second] = [turnsOn(inStep(one)), turnsOn(inStep(other))];
    const { done } = await server.turns.receive(text("d1", "no coffee"));
    await Promise.all([done, second.turns.recover()]);
    const events = await one.events(c1);
    expect([saidIn(events), countOf(events, "BotReplied")]).toEqual([["no coffee"], 1]);
    expect([server.failures, second.failures]).toEqual([[], []]);
    await Promise.all([one.close(), other.close()]);
    directory.remove();
  });

  it("that waits for another process is tried here when it comes again", async () => {
    const store = createMemoryStore();
    await store.accept(text("d1", "no coffee"));
    const { said } = turnsOn(store);
    expect(await said(text("d1", "no coffee"))).toBe(true);
    expect(saidIn(await store.events(c1))).toEqual(["no coffee"]);
  });
});

describe("a turn that the store fails", () => {
  it("is tried again in its place, with growing pauses", async () => {
    const { store, fails, attempts } = shakyStore();
    fails.append = () => attempts() < 4;
    const { said, pauses, failures } = turnsOn(store);
    await said(text("d1", "no coffee"));
    expect(saidIn(await store.events(c1))).toEqual(["no coffee"]);
    expect(pauses).toEqual([100, 400, 1600]);
    expect(failures).toEqual([]);
  });

  it("is overtaken by nothing that comes later, and told of once", async () => {
    const { store, memory, fails, attempts } = shakyStore();
    fails.append = ({ delivery }) => delivery === "d2" && attempts() < 6;
    const { said, failures, turns } = turnsOn(store);
    await said(text("d1", "no coffee from my lungo"));
    await said(text("d2", "first"));
    expect(failures).toEqual([["Error: disk full", "c1", "store"]]);
    expect(await waitingIn(store)).toEqual(["d2"]);
    await said(text("d3", "then"));
    await turns.idle();
    expect(saidIn(await memory.events(c1))).toEqual(["no coffee from my lungo", "first", "then"]);
    expect(await waitingIn(store)).toEqual([]);
    expect(failures).toHaveLength(1);
  });

  it("keeps those behind it waiting while it fails", async () => {
    const { store, memory, fails } = shakyStore();
    fails.append = () => true;
    const { said, turns } = turnsOn(store);
    await Promise.all([said(text("d1", "first")), said(text("d2", "then"))]);
    expect(await waitingIn(store)).toEqual(["d1", "d2"]);
    fails.append = () => false;
    await turns.tick();
    expect(saidIn(await memory.events(c1))).toEqual(["first", "then"]);
  });

  it("goes on when its delivery comes again", async () => {
    const { store, memory, fails } = shakyStore();
    fails.append = () => true;
    const { said } = turnsOn(store);
    await said(text("d1", "no coffee"));
    fails.append = () => false;
    expect(await said(text("d1", "no coffee"))).toBe(true);
    expect(saidIn(await memory.events(c1))).toEqual(["no coffee"]);
  });

  it("goes on at the next tick, then after longer and longer rests", async () => {
    const { store, memory, fails, attempts } = shakyStore();
    fails.append = () => true;
    const { said, turns, wait, failures } = turnsOn(store);
    await said(text("d1", "no coffee"));
    await turns.tick();
    const tried = attempts();
    await turns.tick();
    expect(attempts()).toBe(tried);
    wait(1000);
    await turns.tick();
    expect(attempts()).toBeGreaterThan(tried);
    for (let second = 0; second < 3600; second++) {
      wait(1000);
      await turns.tick();
    }
    expect(failures.length).toBeLessThan(30);
    fails.append = () => false;
    wait(300_000);
    await turns.tick();
    expect(saidIn(await memory.events(c1))).toEqual(["no coffee"]);
  });

  it("never makes another conversation wait", async () => {
    const { store, memory, fails } = shakyStore();
    const { promise, resolve } = withResolvers();
    fails.append = ({ conversation }) => conversation === "c1";
    const { turns, said } = turnsOn(store, { pause: () => promise });
    const { done } = await turns.receive(text("d1", "no coffee"));
    const c2 = conversationId("c2");
    await said(text("d2", "no coffee", { conversation: c2 }));
    expect(saidIn(await memory.events(c2))).toEqual(["no coffee"]);
    resolve();
    await done;
  });

  it("is read in its place after a restart", async () => {
    const { store, memory, fails } = shakyStore();
    const before = turnsOn(store);
    await before.said(text("d1", "no coffee"));
    fails.append = () => true;
    await before.said(text("d2", "lungo", { at: 1_000_001 }));
    await before.said(text("d3", "no", { at: 1_000_002 }));
    fails.append = () => false;
    const after = turnsOn(store);
    await after.turns.recover();
    expect(saidIn(await memory.events(c1))).toEqual(["no coffee", "lungo", "no"]);
    expect(after.failures).toEqual([]);
  });

  it("is not tried again because the channel failed when it was told", async () => {
    const { store, attempts } = shakyStore();
    const { said, failures } = turnsOn(store, {
      publish: () => {
        throw new Error("no channel");
      },
    });
    await said(text("d1", "no coffee"));
    expect(attempts()).toBe(1);
    expect(failures).toEqual([["Error: no channel", "c1", "decision"]]);
  });
});

describe("a turn that cannot be decided", () => {
  it("stays in the inbox, is told of once, and the conversation goes on", async () => {
    const store = createMemoryStore();
    const { said, failures, pauses, turns } = turnsOn(store, { brain: () => fragile() });
    await said(text("d1", "boom"));
    await said(text("d2", "no coffee"));
    expect(saidIn(await store.events(c1))).toEqual(["no coffee"]);
    expect(await said(text("d1", "boom"))).toBe(true);
    await turns.recover();
    await turns.tick();
    expect(await waitingIn(store)).toEqual(["d1"]);
    expect(failures).toEqual([["TypeError: cannot read boom", "c1", "decision"]]);
    expect(pauses).toEqual([]);
  });

  it("goes on after it when the decision itself cannot be stored", async () => {
    const store = createMemoryStore();
    const odd: Brain = {
      ...brain,
      understand: (words) => meaning({ intent: "no_coffee", language: words === "odd" ? (1 as never) : "en" }),
    };
    const { said, failures } = turnsOn(store, { brain: () => odd });
    await said(text("d1", "odd"));
    await said(text("d2", "no coffee"));
    expect(saidIn(await store.events(c1))).toEqual(["no coffee"]);
    expect(failures).toMatchObject([[expect.stringMatching(/^Unstorable: event UserUttered/), "c1", "decision"]]);
  });

  it("is tried again at the next start when nothing has happened since", async () => {
    const store = createMemoryStore();
    await turnsOn(store, { brain: () => fragile() }).said(text("d1", "boom coffee"));
    const { turns, failures } = turnsOn(store);
    await turns.recover();
    const events = await store.events(c1);
    expect([saidIn(events), countOf(events, "BotReplied")]).toEqual([["boom coffee"], 1]);
    expect([await waitingIn(store), failures]).toEqual([[], []]);
  });

  it("is never read as an answer once the conversation has moved on: its words are kept, and it is told of", async () => {
    const store = createMemoryStore();
    const before = turnsOn(store, { brain: () => fragile() });
    await before.said(text("d1", "no coffee"));
    await before.said(text("d2", "boom lungo", { at: 1_000_001 }));
    await before.said(text("d3", "no coffee", { at: 1_000_002 }));
    const past = await store.events(c1);

    const after = turnsOn(store);
    await after.turns.recover();
    const added = (await store.events(c1)).slice(past.length);
    expect(added).toMatchObject([{ type: "UserUttered", text: "boom lungo", delivery: "d2", at: 1_000_001 }]);
    expect(await waitingIn(store)).toEqual([]);
    expect(after.failures).toMatchObject([[expect.stringContaining("moved on"), "c1", "late"]]);
    expect(after.failures[0]?.[0]).not.toContain("boom");
    // The question that waits still waits for its own answer.
    const answered = await after.said(text("d4", "lungo", { at: 1_000_003 }));
    expect(answered).toBe(false);
    expect(countOf((await store.events(c1)).slice(past.length), "SlotSet")).toBe(1);
  });

  it("leaves nothing of a press, or of talk between others, once the conversation has moved on", async () => {
    const store = createMemoryStore();
    const { said } = turnsOn(store);
    await store.accept(
      activityOf({ id: deliveryId("p"), at: 1, said: { kind: "choice", question: "q", option: "o" } }),
    );
    await store.accept(text("t", "between us", { at: 2, place: "shared", addressed: false }));
    await said(text("d1", "no coffee"));
    const past = await store.events(c1);
    await turnsOn(store).turns.recover();
    expect(await store.events(c1)).toEqual(past);
    expect(await waitingIn(store)).toEqual([]);
  });
});

describe("more than can be carried out", () => {
  it("is refused before it is stored, and taken when there is room again; other conversations go on", async () => {
    const { store, fails } = shakyStore();
    fails.append = () => true;
    const { turns, said } = turnsOn(store, { pause: () => new Promise(() => {}) });
    for (let i = 0; i < 50; i++) await turns.receive(text(`d${i}`, "no coffee"));
    await expect(turns.receive(text("d50", "no coffee"))).rejects.toMatchObject({ name: "Overloaded", retryAfter: 5 });
    expect(await waitingIn(store)).toHaveLength(50);
    fails.append = () => false;
    await said(text("other", "no coffee", { conversation: conversationId("c2") }));
  });
});

describe("a start", () => {
  it("carries out what can be read and names what cannot", async () => {
    const store = createMemoryStore();
    await store.accept(text("d1", "no coffee"));
    const unreadable = [{ delivery: deliveryId("d0"), reason: "found version 2" }];
    const { turns } = turnsOn({ ...store, undone: async () => ({ ...(await store.undone()), unreadable }) });
    expect(await turns.recover()).toEqual(unreadable);
    expect(await waitingIn(store)).toEqual([]);
  });

  it("in one conversation leaves the others to the process that has them", async () => {
    const store = createMemoryStore();
    await store.accept(text("d1", "no coffee"));
    await store.accept(text("d2", "no coffee", { conversation: conversationId("c2") }));
    await turnsOn(store).turns.recover(conversationId("c2"));
    expect(await waitingIn(store)).toEqual(["d1"]);
  });
});

describe("turns of one conversation", () => {
  it("run one after the other, in the order they came", async () => {
    const store = createMemoryStore();
    const { turns } = talkOf(brain, store);
    const received = await Promise.all(
      ["no coffee from my lungo", "no", "no"].map((words, i) => turns.receive(text(`d${i}`, words))),
    );
    await Promise.all(received.map(({ done }) => done));
    const uttered = (await store.events(conversationId("c1"))).filter(({ type }) => type === "UserUttered");
    expect(uttered.map((event) => (event.type === "UserUttered" ? event.text : ""))).toEqual([
      "no coffee from my lungo",
      "no",
      "no",
    ]);
  });

  it("decide again when another process was faster", async () => {
    const memory = createMemoryStore();
    let refused = 0;
    const contested: Store = {
      ...memory,
      async append(append: Append) {
        if (refused++ < 2) throw new VersionConflict(append.conversation, append.expected);
        return memory.append(append);
      },
    };
    const talk = talkOf(brain, contested);
    expect((await talk.say("no coffee")).question?.text).toBe("Which machine?");
    expect(refused).toBe(3);
  });

  it("publish after the events are stored", async () => {
    const store = createMemoryStore();
    const seen: Promise<number>[] = [];
    const { said } = turnsOn(store, {
      publish: (conversation) => seen.push(store.events(conversation).then(({ length }) => length)),
    });
    await said(text("d1", "no coffee"));
    expect(await Promise.all(seen)).toEqual([(await store.events(c1)).length]);
  });
});

describe("the clock", () => {
  it("nudges once and puts the case to rest, each at its time", async () => {
    const talk = talkOf(brain);
    await talk.say("no coffee");
    const count = async (type: string) => (await talk.events()).filter((event) => event.type === type).length;
    await talk.turns.tick();
    expect(await count("Nudged")).toBe(0);
    talk.wait(600_001);
    await talk.turns.tick();
    await talk.turns.tick();
    expect(await count("Nudged")).toBe(1);
    talk.wait(3_600_001);
    await talk.turns.tick();
    await talk.turns.tick();
    expect(await count("CaseClosed")).toBe(1);
  });

  const nudgeAfter = 600_000;
  const rule = (limits: Partial<Brain["knowledge"]["limits"]>): Brain => ({
    ...brain,
    knowledge: { ...brain.knowledge, limits: { ...brain.knowledge.limits, ...limits } },
  });
  const nudged = async (store: Store, conversation: string) =>
    countOf(await store.events(conversationId(conversation)), "Nudged");
  const begun = async (said: (activity: Activity) => Promise<boolean>, conversation: string) =>
    said(text(`of ${conversation}`, "no coffee", { conversation: conversationId(conversation) }));

  it("gives a conversation for which nothing is to be done its new time", async () => {
    const store = createMemoryStore();
    let now = brain;
    const { said, turns, wait } = turnsOn(store, { brain: () => now });
    for (let i = 0; i < 100; i++) await begun(said, `c${i}`);
    wait(nudgeAfter + 1);
    now = rule({ nudgeAfter: 2 * nudgeAfter });
    const before = (await store.events(conversationId("c0"))).length;
    await turns.tick();
    expect(await store.due(1_000_000 + nudgeAfter + 1, 1000)).toEqual([]);
    expect(await store.events(conversationId("c0"))).toHaveLength(before);
    wait(nudgeAfter);
    await turns.tick();
    expect(await nudged(store, "c0")).toBe(1);
  });

  it("tells no channel of a turn that changed nothing", async () => {
    const store = createMemoryStore();
    let now = brain;
    let told = 0;
    const { said, turns, wait } = turnsOn(store, { brain: () => now, publish: () => told++ });
    await begun(said, "c1");
    wait(nudgeAfter + 1);
    now = rule({ nudgeAfter: 2 * nudgeAfter });
    await turns.tick();
    expect(told).toBe(1);
  });

  it("reaches the others when a hundred conversations fail, and does not tell of these at every tick", async () => {
    const { store, memory, fails } = shakyStore();
    const { said, turns, wait, failures } = turnsOn(store);
    for (let i = 0; i < 100; i++) await begun(said, `bad${i}`);
    wait(1);
    await said(text("good", "no coffee", { conversation: conversationId("good"), at: 1_000_001 }));
    fails.events = (conversation) => conversation.startsWith("bad");
    wait(nudgeAfter + 1);
    for (let second = 0; second < 50; second++) {
      await turns.tick();
      wait(1000);
    }
    expect(await nudged(memory, "good")).toBe(1);
    expect(failures).toHaveLength(100);
    fails.events = () => false;
    wait(60_000);
    await turns.tick();
    expect(await nudged(memory, "bad99")).toBe(1);
  });

  it("lets the silence begin when a delivery is carried out, not when it was accepted before a crash", async () => {
    const store = createMemoryStore();
    await store.accept(text("d1", "no coffee"));
    const { turns, wait } = turnsOn(store);
    wait(100 * nudgeAfter);
    await turns.recover();
    await turns.tick();
    expect(await nudged(store, "c1")).toBe(0);
    wait(nudgeAfter);
    await turns.tick();
    expect(await nudged(store, "c1")).toBe(1);
  });

  it("does not nudge in place of words that the store keeps from being answered", async () => {
    const { store, memory, fails } = shakyStore();
    const { said, turns, wait } = turnsOn(store);
    await said(text("d1", "no coffee"));
    fails.append = () => true;
    await said(text("d2", "lungo", { at: 1_000_001 }));
    wait(nudgeAfter + 1);
    fails.append = () => false;
    await turns.tick();
    const events = await memory.events(c1);
    expect([saidIn(events), countOf(events, "Nudged")]).toEqual([["no coffee", "lungo"], 0]);
  });
});

function withResolvers() {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
