import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { Append, Store } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { createPostgresStore } from "../../src/store/postgres-store.ts";
import { createSqliteStore } from "../../src/store/sqlite-store.ts";
import { withPostgres } from "../support/postgres.ts";
import { anActivity, anAppend, oddTexts } from "./fixtures.ts";
import { temporary } from "./temp.ts";

const id = fc.constantFrom("a", "b", "é", "\u0000", "\ud800", "🎧", "\uffee");
const delivery = fc.constantFrom("d1", "d2", "d3", "d\u0000", "\udc00").map(deliveryId);
const text = fc.oneof(fc.constantFrom(...oddTexts), fc.string({ unit: "binary", maxLength: 20 }));
const time = fc.integer({ min: 0, max: 5 });
const limit = fc.integer({ min: 0, max: 6 });
const state = fc.constantFrom("open", "person", "ended");
const channel = fc.constantFrom("web", "slack", "\u0000");

const place = fc.constantFrom("slack", "desk\u0000");

const append: fc.Arbitrary<Append> = fc
  .record({
    conversation: id,
    expected: fc.integer({ min: 0, max: 4 }),
    texts: fc.array(text, { maxLength: 3 }),
    delivery: fc.option(delivery),
    dueAt: fc.option(time),
    at: time,
    state,
    channel,
    title: text,
    to: fc.option(place),
  })
  .map(({ conversation, expected, texts, to, ...changes }) => {
    const outgoing = to === null ? [] : texts.map((_, i) => ({ seq: expected + i + 1, to }));
    return anAppend(conversation, expected, texts, { ...changes, outgoing });
  });

const accept = fc
  .record({ id: delivery, at: time, text })
  .map(({ id, at, text }) => anActivity(id, { at, said: { kind: "text", text } }));

/** One thing asked of a store; its answer is data. */
type Operation = (store: Store) => Promise<unknown>;
const settled = (answer: Promise<unknown>) => answer.catch((error: unknown) => String(error));

const write: fc.Arbitrary<Operation> = fc.oneof(
  append.map(
    (value): Operation =>
      (store) =>
        settled(store.append(value)),
  ),
  accept.map(
    (value): Operation =>
      (store) =>
        settled(store.accept(value)),
  ),
);
const key = fc.record({ conversation: id.map(conversationId), seq: fc.integer({ min: 1, max: 4 }), to: place });
const sending: fc.Arbitrary<Operation> = fc.oneof(
  fc.tuple(time, limit).map(
    ([now, length]): Operation =>
      async (store) => {
        // Which of several that are due at once come first is nobody's business.
        const claimed = await store.outbox.claim(now, now + length, 99);
        return claimed.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
      },
  ),
  key.map(
    (value): Operation =>
      (store) =>
        store.outbox.sent(value, "ts"),
  ),
  fc.tuple(key, time, fc.boolean()).map(
    ([value, at, refused]): Operation =>
      (store) =>
        store.outbox.later(value, at, "not now", refused),
  ),
  key.map(
    (value): Operation =>
      (store) =>
        store.outbox.giveUp(value, "poisoned"),
  ),
  fc.tuple(fc.option(key), time).map(
    ([value, now]): Operation =>
      (store) =>
        store.outbox.retry(value, now),
  ),
  // By itself: why a turn of a delivery is refused that is forgotten at the same moment may be told either way.
  time.map(
    (before): Operation =>
      (store) =>
        store.prune(before),
  ),
  time.map(
    (before): Operation =>
      (store) =>
        store.forget(before),
  ),
  fc.constantFrom("u1", "nobody").map(
    (person): Operation =>
      (store) =>
        store.erase(person, true),
  ),
);
const read: fc.Arbitrary<Operation> = fc.oneof(
  fc.tuple(id, limit).map(
    ([c, after]): Operation =>
      (store) =>
        store.events(conversationId(c), after),
  ),
  fc.constant<Operation>((store) => store.undone()),
  fc.tuple(time, limit).map(
    ([now, max]): Operation =>
      (store) =>
        store.due(now, max),
  ),
  limit.map(
    (value): Operation =>
      (store) =>
        store.list(value),
  ),
);
const together: fc.Arbitrary<Operation> = fc
  .array(write, { minLength: 1, maxLength: 5 })
  .map((writes) => async (store) => (await Promise.all(writes.map((one) => one(store)))).map(eitherReason));

/**
 * Of two turns asked for at once, one delivery in both, the later one is refused as done or as overtaken, whichever is
 * looked at first; either ends that turn.
 */
const eitherReason = (answer: unknown): unknown =>
  typeof answer === "string" && /^(VersionConflict|DeliveryDone):/.test(answer) ? "refused" : answer;

/** In the same order: a database with several connections takes what is asked at once in any. */
const inTurn: fc.Arbitrary<Operation> = fc.oneof(write, sending, read);

const everything: Operation = async (store) => [
  await store.list(99),
  await store.undone(),
  await store.outbox.unsent(99),
];

async function answerTheSame(operations: readonly Operation[], store: Store): Promise<void> {
  const memory = createMemoryStore();
  try {
    for (const operation of [...operations, everything])
      expect(await operation(store)).toEqual(await operation(memory));
  } finally {
    await store.close();
  }
}

describe("the memory store answers the same to any sequence as", () => {
  it("the SQLite store", async () => {
    const operations = fc.array(fc.oneof(together, inTurn), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(operations, async (sequence) => {
        const directory = temporary();
        await answerTheSame(sequence, await createSqliteStore(join(directory.path, "stepwise.db")));
        directory.remove();
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  describe("the PostgreSQL store", async () => {
    await withPostgres((postgres) => {
      it("too", async () => {
        const operations = fc.array(inTurn, { maxLength: 25 });
        await fc.assert(
          fc.asyncProperty(operations, async (sequence) =>
            answerTheSame(sequence, await createPostgresStore(await postgres.fresh())),
          ),
          { numRuns: 40 },
        );
      }, 60_000);
    });
  });
});
