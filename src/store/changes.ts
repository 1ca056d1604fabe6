import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { conversationId } from "../dialog/ids.ts";
import type { Changes } from "../dialog/ports.ts";
import type { Db } from "./db.ts";
import { escaped, unescaped } from "./text.ts";

const channel = "stepwise_changed";
/** A payload has less than 8000 bytes: https://www.postgresql.org/docs/current/sql-notify.html. */
const atOnce = 50;
/** What happens within that time is told together, milliseconds: a notification holds a lock that all commits share. */
const gathered = 15;
const reconnectAfter = 1000;
const connectWithin = 5000;

interface Told {
  readonly by: string;
  readonly conversations: readonly string[];
}

/** By LISTEN and NOTIFY. Ids travel as they are stored; one longer than a payload is not told. */
export function createChanges(url: string, db: Db): Changes & { close(): Promise<void> } {
  const self = randomUUID();
  const toTell = new Set<string>();
  let watchers: ((conversation: ReturnType<typeof conversationId>) => void)[] = [];
  let listening: pg.Client | null = null;
  let closed = false;

  async function flush(): Promise<void> {
    const all = [...toTell];
    toTell.clear();
    for (let i = 0; i < all.length; i += atOnce) {
      const payload: Told = { by: self, conversations: all.slice(i, i + atOnce) };
      // Who is not told looks by itself, later.
      await db.query("select pg_notify($1, $2)", [channel, JSON.stringify(payload)]).catch(() => {});
    }
  }

  function heard({ payload }: pg.Notification): void {
    const told = JSON.parse(payload ?? "null") as Told | null;
    if (told === null || told.by === self) return;
    for (const id of told.conversations) for (const watch of watchers) watch(conversationId(unescaped(id)));
  }

  async function listen(): Promise<void> {
    while (!closed) {
      const client = new pg.Client({
        connectionString: url,
        application_name: "stepwise listener",
        connectionTimeoutMillis: connectWithin,
        keepAlive: true,
      });
      const broken = new Promise<void>((resolve) => {
        client.on("error", () => resolve());
        client.on("end", () => resolve());
      });
      client.on("notification", heard);
      try {
        await client.connect();
        await client.query(`listen ${channel}`);
        listening = client;
        if (!closed) await broken;
      } catch {
        // Tried again below; turns say what is wrong with the database.
      }
      listening = null;
      await client.end().catch(() => {});
      if (!closed) await sleep(reconnectAfter);
    }
  }

  let listener: Promise<void> | null = null;
  return {
    tell(conversation) {
      const id = escaped(conversation);
      if (closed || id.length > 100) return;
      if (toTell.size === 0) setTimeout(() => void flush(), gathered);
      toTell.add(id);
    },
    /** Word may have been lost while nobody listened: the beat of each stream makes up for it. */
    watch(changed) {
      watchers = [...watchers, changed];
      listener ??= listen();
    },
    async close() {
      closed = true;
      await listening?.end().catch(() => {});
      await listener;
    },
  };
}
