import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { conversationOf } from "../../src/dialog/conversation.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { rowOf } from "../../src/dialog/transcript.ts";
import { raised, type Upcast } from "../../src/store/codec.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createPostgresStore } from "../../src/store/postgres-store.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { createSqliteStore } from "../../src/store/sqlite-store.ts";
import { withPostgres } from "../support/postgres.ts";
import { anAppend } from "./fixtures.ts";
import { temporary } from "./temp.ts";

/** A store as each released version left it. A file that has been released is never changed. */
const folder = join(import.meta.dirname, "../fixtures/stored");
const releases = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);

/** Every conversation folds to what the release itself noted of it, waits where it waited, and goes on. */
async function isRead(store: Store): Promise<void> {
  const rows = await store.list(1000);
  expect(rows.length).toBeGreaterThan(2);
  for (const { conversation, version, channel, at, state, title } of rows) {
    const events = await store.events(conversation);
    expect(events).toHaveLength(version);
    expect(rowOf(conversationOf(events), channel)).toEqual({ channel, at, state, title });
    await store.append(anAppend(conversation, version, ["more"]));
  }
  const { activities, unreadable } = await store.undone();
  expect([activities.length, unreadable]).toEqual([1, []]);
  const [waiting] = activities;
  if (waiting === undefined) throw new Error("nothing waits");
  expect((await store.undone(waiting.conversation)).activities).toEqual([waiting]);
  expect(await store.accept(waiting)).toBe(false);
  expect(await store.erase(waiting.by.id)).toEqual([waiting.conversation]);
  expect((await store.undone()).activities).toEqual([]);
}

describe.each(releases)("a store that was written by %s", (_release, sql) => {
  it("is read on SQLite", async () => {
    const directory = temporary();
    const file = join(directory.path, "stepwise.db");
    const db = await openSqlite(file);
    await db.script(sql);
    await db.close();
    const store = await createSqliteStore(file);
    await isRead(store);
    await store.close();
    directory.remove();
  });

  describe("as a copy", async () => {
    await withPostgres((postgres) => {
      it("is read on PostgreSQL", async () => {
        const url = await postgres.fresh();
        const db = await openPostgres(url);
        await db.script(sql);
        await db.close();
        const store = await createPostgresStore(url);
        await isRead(store);
        await store.close();
      });
    });
  });
});

describe("a body of an older version", () => {
  const steps: readonly Upcast[] = [
    (body) => ({ ...(body as object), second: true }),
    (body) => ({ ...(body as object), third: true }),
  ];
  it.each([
    [1, { first: true, second: true, third: true }],
    [2, { first: true, third: true }],
    [3, { first: true }],
  ])("%i is brought up step by step", (from, expected) => {
    expect(raised({ first: true }, from, steps)).toEqual(expected);
  });
});
