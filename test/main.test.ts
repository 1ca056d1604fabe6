import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Config } from "../src/config.ts";
import { deliveryId } from "../src/dialog/ids.ts";
import { start } from "../src/main.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { openEmbedded as openStore } from "../src/store/sqlite-store.ts";
import { bot, packDir } from "./knowledge/pack.ts";
import { anActivity, anAppend, noon } from "./store/fixtures.ts";
import { temporary } from "./store/temp.ts";
import { configIn } from "./support/config.ts";

const stores = vi.hoisted(() => ({ opened: 0, closed: 0 }));
vi.mock(import("../src/store/sqlite-store.ts"), async (original) => {
  const real = await original();
  const openEmbedded: typeof real.openEmbedded = async (dataDir) => {
    const store = await real.openEmbedded(dataDir);
    stores.opened++;
    return {
      ...store,
      close() {
        stores.closed++;
        return store.close();
      },
    };
  };
  return { ...real, openEmbedded };
});

describe("a server that starts", () => {
  let directory: ReturnType<typeof temporary>;
  const config = (more: Partial<Config> = {}): Config =>
    configIn(directory.path, {
      // Above every line: what is logged is not looked at here.
      logLevel: "fatal" as never,
      ...more,
    });
  beforeEach(() => {
    directory = temporary();
    Object.assign(stores, { opened: 0, closed: 0 });
  });
  afterEach(() => directory.remove());

  const running = async () => {
    const started = await start(config());
    if (!("stop" in started)) throw new Error(JSON.stringify(started));
    return started;
  };

  it("says so when the pack sends cases to a desk that is not set up, and closes its store", async () => {
    const knowledgeDir = await packDir({
      "bot.yaml": `${bot()}\nhandoff:\n  note_prefixes: ["//"]\n  routes:\n    - { desks: [night], claim_within_minutes: 5 }\n`,
    });
    expect(await start(config({ knowledgeDir }))).toEqual({
      fault: expect.stringMatching(
        /^bot\.yaml: handoff: found the desk "night", .*; expected one of all, console; name/,
      ),
    });
    expect(stores).toEqual({ opened: 1, closed: 1 });
  });

  it("says so when the port is in use, closes its store and leaves the deliveries to the server that has it", async () => {
    const store = await openStore(directory.path);
    await store.accept(anActivity("d1"));
    await store.close();
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
    });
    expect(await start(config({ port }))).toEqual({
      fault: expect.stringMatching(new RegExp(`^found port ${port} .* in use; expected a free one; .* STEPWISE_PORT`)),
    });
    expect(stores).toEqual({ opened: 2, closed: 2 });
    other.close();
    const again = await openStore(directory.path);
    expect((await again.undone()).activities).toHaveLength(1);
    await again.close();
  });

  it("says so when its address is none of this machine", async () => {
    expect(await start(config({ host: "203.0.113.1" }))).toEqual({ fault: expect.stringMatching(/STEPWISE_HOST/) });
  });

  it("says so when the store is no store", async () => {
    writeFileSync(join(directory.path, "stepwise.db"), "this is not a database ".repeat(100));
    expect(await start(config())).toEqual({ fault: expect.stringMatching(/expected a SQLite file/) });
  });

  it("carries out what waits, leaves what cannot be read, and forgets what was done long ago", async () => {
    const before = await openStore(directory.path);
    for (const id of ["bad", "good"]) await before.accept(anActivity(id, { at: Date.now() }));
    await before.accept(anActivity("old", { at: noon }));
    await before.append(anAppend("c2", 0, [], { delivery: deliveryId("old") }));
    await before.close();
    const db = await openSqlite(join(directory.path, "stepwise.db"));
    await db.query(`update inbox set activity = '{"v":3,"body":{}}' where delivery = 'bad'`);
    await db.close();

    const server = await running();
    expect((await fetch(`${server.url}api/health`)).status).toBe(200);
    await server.stop();

    const after = await openStore(directory.path);
    expect(await after.undone()).toMatchObject({ activities: [], unreadable: [{ delivery: "bad" }] });
    expect([await after.accept(anActivity("good")), await after.accept(anActivity("old"))]).toEqual([false, true]);
    await after.close();
  });
});
