import type { Activity } from "../dialog/activity.ts";
import { conversationId, type DeliveryId } from "../dialog/ids.ts";
import type { OutboxKey } from "../dialog/outbox.ts";
import { type ConversationRow, DeliveryDone, type Store, VersionConflict } from "../dialog/ports.ts";
import { decodeActivity, decodeEvent, encodeActivity, encodeEvent } from "./codec.ts";
import { isEventBy, placeOf } from "./forgetting.ts";
import { readable } from "./outbox.ts";
import { escaped } from "./text.ts";
import { undoneOf } from "./undone.ts";

interface Kept {
  readonly row: ConversationRow;
  readonly dueAt: number | null;
  readonly opener: string | null;
  readonly bodies: readonly string[];
}

interface Row extends OutboxKey {
  readonly at: number;
  readonly state: "waiting" | "sent" | "given_up";
  readonly dueAt: number;
  readonly attempts: number;
  readonly openTries: number;
  readonly fault: string | null;
  readonly receipt: string | null;
}

/** Behaves as the store on a database does, and forgets everything with the process. For tests and for trying out. */
export function createMemoryStore(): Store {
  const conversations = new Map<string, Kept>();
  const inbox = new Map<DeliveryId, { readonly at: number; readonly body: string; done: boolean }>();
  const outbox = new Map<string, Row>();
  const references = new Map<string, { readonly at: number; readonly body: string }>();
  const installations = new Map<string, string>();
  const put = (row: Row): Row => {
    outbox.set(nameOf(row), row);
    return row;
  };
  const change = (key: OutboxKey, to: Partial<Row>): Row => {
    const row = outbox.get(nameOf(key));
    if (row === undefined) throw new Error("found no such row in the outbox; expected one that was claimed");
    return put({ ...row, ...to });
  };
  function drop(conversation: string): void {
    conversations.delete(conversation);
    references.delete(conversation);
    for (const [id, row] of outbox) if (row.conversation === conversation) outbox.delete(id);
    for (const [delivery, { body }] of inbox)
      if (decodeActivity(body).conversation === conversation) inbox.delete(delivery);
  }

  return {
    async accept(activity: Activity) {
      const body = encodeActivity(activity);
      if (inbox.has(activity.id)) return false;
      inbox.set(activity.id, { at: activity.at, body, done: false });
      return true;
    },

    async events(conversation, after = 0) {
      const bodies = conversations.get(conversation)?.bodies ?? [];
      return bodies.slice(after).map((body, i) => decodeEvent(body, after + i + 1));
    },

    async append({ conversation, expected, events, delivery, dueAt, row, opener, outgoing }) {
      const added = events.map(encodeEvent);
      const accepted = delivery === null ? undefined : inbox.get(delivery);
      if (accepted?.done) throw new DeliveryDone();
      const before = conversations.get(conversation)?.bodies ?? [];
      if (before.length !== expected) throw new VersionConflict(conversation, expected);
      const bodies = [...before, ...added];
      conversations.set(conversation, { row: { ...row, conversation, version: bodies.length }, dueAt, opener, bodies });
      if (accepted) accepted.done = true;
      for (const key of outgoing) put({ ...key, ...fresh, conversation, at: row.at, dueAt: row.at });
    },

    async undone(conversation) {
      const waiting = [...inbox].filter(([, { done }]) => !done).sort(([, a], [, b]) => a.at - b.at);
      return undoneOf(
        waiting.map(([delivery, { body }]) => [delivery, body]),
        conversation,
      );
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

    async held(limit) {
      return [...conversations.values()]
        .flatMap(({ row }) => (row.state === "person" ? [row] : []))
        .sort((a, b) => a.at - b.at || byId(a, b))
        .slice(0, limit);
    },

    async page(after, limit) {
      return [...conversations.values()]
        .flatMap(({ row }) => (after === null || byId(row, { conversation: after }) > 0 ? [row] : []))
        .sort(byId)
        .slice(0, limit);
    },

    async find(conversation) {
      return conversations.get(conversation)?.row ?? null;
    },

    async openOf(person, limit) {
      return [...conversations.values()]
        .flatMap(({ row, opener }) => (opener === person && row.state !== "ended" ? [row] : []))
        .sort((a, b) => b.at - a.at || byId(a, b))
        .slice(0, limit);
    },

    async prune(before) {
      for (const [delivery, { at, done }] of inbox) if (done && at < before) inbox.delete(delivery);
      for (const [id, { at, state }] of outbox) if (state === "sent" && at < before) outbox.delete(id);
      for (const [id, { at }] of references) if (at < before && !conversations.has(id)) references.delete(id);
    },

    outbox: {
      async claim(now, until, limit) {
        const waiting = [...outbox.values()].filter(({ state }) => state === "waiting");
        const isHead = (row: Row) => !waiting.some((other) => isSameWay(row, other) && other.seq < row.seq);
        const due = waiting
          .filter((row) => row.dueAt <= now && isHead(row))
          .sort((a, b) => a.dueAt - b.dueAt || byId(a, b));
        return due.slice(0, limit).map((row) => {
          const { conversation, seq, to } = row;
          const claimed = change(row, { dueAt: until, attempts: row.attempts + 1, openTries: row.openTries + 1 });
          const body = conversations.get(conversation)?.bodies[seq - 1];
          const event = body === undefined ? null : readable(body, seq);
          return { conversation, seq, to, attempts: claimed.attempts, doubtful: claimed.openTries > 1, event };
        });
      },
      async sent(key, receipt) {
        if (outbox.has(nameOf(key))) change(key, { state: "sent", fault: null, openTries: 0, receipt });
      },
      async later(key, at, fault, refused) {
        const row = outbox.get(nameOf(key));
        if (row?.state !== "waiting") return;
        const less = refused ? 1 : 0;
        change(row, { dueAt: at, fault, attempts: row.attempts - less, openTries: row.openTries - less });
      },
      async giveUp(key, fault) {
        if (outbox.get(nameOf(key))?.state === "waiting") change(key, { state: "given_up", fault });
      },
      async receipt(key) {
        const row = outbox.get(nameOf(key));
        return row?.state === "sent" ? row.receipt : null;
      },
      async unsent(limit) {
        return [...outbox.values()]
          .flatMap(({ state, at, openTries, receipt, ...row }) =>
            state === "sent" ? [] : [{ at, unsent: { ...row, state } }],
          )
          .sort(
            (a, b) =>
              (a.unsent.state < b.unsent.state ? -1 : a.unsent.state > b.unsent.state ? 1 : 0) ||
              a.at - b.at ||
              byId(a.unsent, b.unsent) ||
              a.unsent.seq - b.unsent.seq,
          )
          .slice(0, limit)
          .map(({ unsent }) => unsent);
      },
      async retry(key, now) {
        const all = [...outbox.values()].filter(({ state }) => state === "given_up");
        const chosen = key === null ? all : all.filter((row) => nameOf(row) === nameOf(key));
        for (const row of chosen) change(row, { state: "waiting", dueAt: now, attempts: 0 });
        return chosen.length;
      },
    },
    references: {
      async put(conversation, body, at) {
        references.set(conversation, { at, body });
      },
      async get(conversation) {
        return references.get(conversation)?.body ?? null;
      },
    },
    installations: {
      async put(id, sealed) {
        installations.set(id, sealed);
      },
      async get(id) {
        return installations.get(id) ?? null;
      },
      async remove(id) {
        installations.delete(id);
      },
    },
    leases: null,
    changes: null,
    async forget(before) {
      const old = [...conversations].filter(([, { row }]) => row.at < before).map(([conversation]) => conversation);
      for (const [delivery, { at }] of inbox) if (at < before) inbox.delete(delivery);
      for (const conversation of old) drop(conversation);
      for (const [id, { at }] of references) if (at < before && !conversations.has(id)) references.delete(id);
      return old.length;
    },
    async erase(person, dry = false) {
      const spoken = [...conversations].filter(([, { bodies }]) =>
        bodies.some((body, i) => isEventBy(person, body, i + 1)),
      );
      const asked = [...inbox.values()].flatMap(({ body }) => placeOf(person, body) ?? []);
      const found = [...new Set([...spoken.map(([conversation]) => conversation), ...asked])].map(conversationId);
      if (!dry) for (const conversation of found) drop(conversation);
      return found.sort((a, b) => byId({ conversation: a }, { conversation: b }));
    },

    async close() {},
  };
}

const fresh = { state: "waiting", attempts: 0, openTries: 0, fault: null, receipt: null } as const;
const nameOf = ({ conversation, seq, to }: OutboxKey): string => JSON.stringify([conversation, seq, to]);
const isSameWay = (a: OutboxKey, b: OutboxKey): boolean => a.conversation === b.conversation && a.to === b.to;

type Named = Pick<ConversationRow, "conversation">;

/** The order of a database: by bytes of the text as stored. */
const byId = (a: Named, b: Named): number =>
  Buffer.compare(Buffer.from(escaped(a.conversation)), Buffer.from(escaped(b.conversation)));
