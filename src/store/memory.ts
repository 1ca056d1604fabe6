import type { Activity } from "../dialog/activity.ts";
import type { DeliveryId } from "../dialog/ids.ts";
import { type ConversationRow, DeliveryDone, type Store, VersionConflict } from "../dialog/ports.ts";
import { decodeEvent, encodeActivity, encodeEvent } from "./codec.ts";
import { escaped } from "./text.ts";
import { undoneOf } from "./undone.ts";

interface Kept {
  readonly row: ConversationRow;
  readonly dueAt: number | null;
  readonly bodies: readonly string[];
}

/** Behaves as the store on a database does, and forgets everything with the process. For tests and for trying out. */
export function createMemoryStore(): Store {
  const conversations = new Map<string, Kept>();
  const inbox = new Map<DeliveryId, { readonly at: number; readonly body: string; done: boolean }>();

  return {
    async accept(activity: Activity) {
      const body = encodeActivity(activity);
      if (inbox.has(activity.id)) return false;
      inbox.set(activity.id, { at: activity.at, body, done: false });
      return true;
    },

    async events(conversation) {
      const bodies = conversations.get(conversation)?.bodies ?? [];
      return bodies.map((body, i) => decodeEvent(body, i + 1));
    },

    async append({ conversation, expected, events, delivery, dueAt, row }) {
      const added = events.map(encodeEvent);
      const accepted = delivery === null ? undefined : inbox.get(delivery);
      if (accepted?.done) throw new DeliveryDone();
      const before = conversations.get(conversation)?.bodies ?? [];
      if (before.length !== expected) throw new VersionConflict(conversation, expected);
      const bodies = [...before, ...added];
      conversations.set(conversation, { row: { ...row, conversation, version: bodies.length }, dueAt, bodies });
      if (accepted) accepted.done = true;
    },

    async undone() {
      const waiting = [...inbox].filter(([, { done }]) => !done).sort(([, a], [, b]) => a.at - b.at);
      return undoneOf(waiting.map(([delivery, { body }]) => [delivery, body]));
    },

    async due(now, limit) {
      return [...conversations.values()]
        .flatMap(({ row, dueAt }) => (dueAt !== null && dueAt <= now ? [{ row, dueAt }] : []))
        .sort((a, b) => a.dueAt - b.dueAt || byId(a.row, b.row))
        .slice(0, limit)
        .map(({ row: { conversation, channel } }) => ({ conversation, channel }));
    },

    async list(limit) {
      return [...conversations.values()]
        .map(({ row }) => row)
        .sort((a, b) => b.at - a.at || byId(a, b))
        .slice(0, limit);
    },

    async prune(before) {
      for (const [delivery, { at, done }] of inbox) if (done && at < before) inbox.delete(delivery);
    },

    async close() {},
  };
}

/** The order of a database: by bytes of the text as stored. */
const byId = (a: ConversationRow, b: ConversationRow): number =>
  Buffer.compare(Buffer.from(escaped(a.conversation)), Buffer.from(escaped(b.conversation)));
