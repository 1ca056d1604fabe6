import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTickets } from "../../src/adapters/common/tickets.ts";
import { caseId, conversationId } from "../../src/dialog/ids.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";

const now = 1_000_000;
const kept = 90 * 86_400_000;
const one = caseId("c1", 1);
const kind = { shape: z.object({ at: z.string() }), keyOf: (desk: string, of: string) => `a ticket|${desk}|${of}` };

describe("the tickets of desks", () => {
  let store: Store;
  const tickets = () => createTickets(store.references, () => now, kind);
  beforeEach(() => {
    store = createMemoryStore();
  });

  it("are found again, each by its desk and its case", async () => {
    await tickets().keep("one", one, { at: "here" });
    expect(await tickets().of("one", one)).toEqual({ at: "here" });
    expect([await tickets().of("other", one), await tickets().of("one", caseId("c1", 2))]).toEqual([null, null]);
  });

  it("outlast what the store forgets for ninety days", async () => {
    await tickets().keep("one", one, { at: "here" });
    await store.prune(now + kept);
    expect(await tickets().of("one", one)).toEqual({ at: "here" });
    await store.prune(now + kept + 1);
    expect(await tickets().of("one", one)).toBeNull();
  });

  it.each(["{", "{}"])("are none where what is kept cannot be read: %s", async (body) => {
    await store.references.put(conversationId(kind.keyOf("one", one)), body, now);
    expect(await tickets().of("one", one)).toBeNull();
  });
});
