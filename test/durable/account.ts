import { expect } from "vitest";
import { conversationOf } from "../../src/dialog/conversation.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import type { Store } from "../../src/dialog/ports.ts";
import type { Posted } from "./peer.ts";
import { until } from "./process.ts";

/** Longer than a row of the outbox hides, and a lease lasts, after its server died; milliseconds. */
const atMost = 60_000;

/**
 * Nothing waits any more: every delivery is carried out, every reply is sent. However long that takes, as long as it
 * goes on.
 */
export async function settled(store: Store): Promise<void> {
  let left = Number.POSITIVE_INFINITY;
  while (left > 0) {
    const before = left;
    await until(async () => {
      const [{ activities }, unsent] = [await store.undone(), await store.outbox.unsent(100_000)];
      left = activities.length * 2 + unsent.length;
      return left < before;
    }, atMost);
  }
}

/**
 * Every acknowledged text is in its conversation once and in order, without a gap; every reply reached the peer once and
 * in order; nothing hangs. How many replies there were.
 */
export async function accountFor(
  store: Store,
  said: ReadonlyMap<string, readonly string[]>,
  posted: readonly Posted[],
): Promise<number> {
  const rows = new Map((await store.list(10_000)).map((row) => [String(row.conversation), row]));
  let replies = 0;
  for (const [conversation, texts] of said) {
    const events = await store.events(conversationId(conversation));
    expect(rows.get(conversation)?.version, conversation).toBe(events.length);
    expect(() => conversationOf(events)).not.toThrow();
    const uttered = events.flatMap((event) => (event.type === "UserUttered" ? [event.text] : []));
    expect(uttered, conversation).toEqual(texts);
    const own = posted.filter((one) => one.conversation === conversation);
    const expected = events.flatMap((event, i) =>
      event.type === "BotReplied" || event.type === "AgentReplied" ? [i + 1] : [],
    );
    expect(
      own.map(({ seq }) => seq),
      conversation,
    ).toEqual(expected);
    replies += expected.length;
  }
  expect([...rows.keys()].sort()).toEqual([...said.keys()].sort());
  expect(new Set(posted.map(({ id }) => id)).size).toBe(posted.length);
  expect(await store.undone()).toEqual({ activities: [], unreadable: [] });
  expect(await store.outbox.unsent(9)).toEqual([]);
  return replies;
}
