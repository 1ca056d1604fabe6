import { describe, expect, it } from "vitest";
import type { Activity } from "../../src/dialog/activity.ts";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import { type Append, type Store, VersionConflict } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import type { Brain } from "../../src/turn.ts";
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

describe("a delivery", () => {
  it("is stored before it is answered for, and done with the events it caused", async () => {
    const store = createMemoryStore();
    const { turns } = talkOf(brain, store);
    const { done } = await turns.receive(text("d1", "no coffee"));
    expect(await store.undone()).toHaveLength(1);
    await done;
    expect(await store.undone()).toHaveLength(0);
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
    expect(await store.undone()).toEqual([]);
  });

  it("whose turn fails stays in the inbox, and the conversation goes on", async () => {
    const store = createMemoryStore();
    const failed: string[] = [];
    let broken = true;
    const shaky: Brain = {
      ...brain,
      understand: (words) => {
        if (broken) throw new Error("out of order");
        return brain.understand(words);
      },
    };
    const { turns } = talkOf(shaky, store, { failed: (error) => failed.push(String(error)) });
    await (await turns.receive(text("d1", "no coffee"))).done;
    expect(failed).toEqual(["Error: out of order"]);
    expect(await store.undone()).toHaveLength(1);
    broken = false;
    await turns.recover();
    expect(await store.undone()).toEqual([]);
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
    const seen: number[] = [];
    const { turns } = talkOf(brain, store, {
      publish: (_conversation, _channel, effects) => seen.push(...effects.map(({ seq }) => seq)),
    });
    await (await turns.receive(text("d1", "no coffee"))).done;
    expect(seen).toEqual([(await store.events(conversationId("c1"))).length]);
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
});
