import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conversationOf } from "../../src/dialog/conversation.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { createStates, pastAfter } from "../../src/states.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { anAppend, noon, uttered } from "../store/fixtures.ts";

const c1 = conversationId("c1");

/** Two processes that keep states of one store. `read` tells how many events have been read. */
function scene() {
  const store = createMemoryStore();
  let read = 0;
  const counted: Store["events"] = async (...asked) => {
    const events = await store.events(...asked);
    read += events.length;
    return events;
  };
  const append = async (texts: readonly string[], at = noon) => {
    const { length } = await store.events(c1);
    await store.append({ ...anAppend("c1", length, texts), events: texts.map((text) => uttered(text, { at })) });
  };
  return { store, append, read: () => read, here: createStates({ events: counted }) };
}

describe("the state of a conversation", () => {
  it("is the fold of what the store holds, whoever wrote it, and whether it was forgotten in between", async () => {
    type Happening = "turn here" | "turn elsewhere" | "forgotten" | "looked at";
    const happening = fc.constantFrom<Happening>("turn here", "turn elsewhere", "forgotten", "looked at");
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 12 }), async (happenings) => {
        const { store, append, here } = scene();
        for (const [i, one] of happenings.entries()) {
          const past = await here.of(c1);
          if (one === "turn elsewhere") await append([`${i}`, "next"], noon + i);
          if (one === "forgotten") await store.forget(noon + 1);
          if (one === "turn here") {
            const events = [uttered(`${i}`, { at: noon + i })];
            await store.append({ ...anAppend("c1", past.state.version, []), events });
            here.keep(c1, pastAfter(past, events));
          }
          const all = await store.events(c1);
          expect(await here.of(c1)).toEqual({
            state: conversationOf(all),
            latest: Math.max(0, ...all.map(({ at }) => at)),
            last: all.at(-1) ?? null,
          });
        }
      }),
    );
  });

  it("is read on from where it was read to", async () => {
    const { append, here, read } = scene();
    await append(Array.from({ length: 500 }, (_, i) => `${i}`));
    await here.of(c1);
    const before = read();
    await append(["one more"]);
    expect((await here.of(c1)).state.version).toBe(501);
    expect(read() - before).toBe(2);
  });

  it("is read anew where the conversation was forgotten and has grown as long again", async () => {
    const { store, append, here } = scene();
    await append(["my old words", "and more"]);
    const old = await here.of(c1);
    await store.forget(noon + 1);
    await append(["new words", "as many", "and one"], noon + 2);
    const { state } = await here.of(c1);
    expect(state).toEqual(conversationOf(await store.events(c1)));
    expect(state).not.toEqual({ ...old.state, version: 3 });
  });

  it("is kept of the conversations last spoken in only", async () => {
    const { store, here, read } = scene();
    for (let i = 0; i <= 2000; i++) {
      await store.append(anAppend(`c${i}`, 0, ["a", "b"]));
      await here.of(conversationId(`c${i}`));
    }
    const before = read();
    await here.of(conversationId("c2000"));
    expect(read() - before).toBe(1);
    await here.of(conversationId("c0"));
    expect(read() - before).toBe(3);
  });
});
