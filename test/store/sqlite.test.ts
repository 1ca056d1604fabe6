import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { type Connection, type Engine, type EngineName, engines, firstEngine } from "../../src/store/engine.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { createSqliteStore } from "../../src/store/sqlite-store.ts";
import { turnsOfChild } from "./child.ts";
import { storeContract } from "./contract.ts";
import { anActivity, anAppend, noon, textsOf } from "./fixtures.ts";
import { outboxContract } from "./outbox-contract.ts";
import { temporary } from "./temp.ts";

const c1 = conversationId("c1");
const names = Object.keys(engines) as EngineName[];
const loaded = await Promise.all(names.map(async (name) => [name, await engines[name]()] as const));

describe.each(loaded)("the SQLite store on %s", (name, engine) => {
  if (engine) sqliteStore(name, engine);
  else it("is tested elsewhere", ({ skip }) => skip(`Node ${process.version} does not load ${name}`));
});

function sqliteStore(name: EngineName, engine: Engine): void {
  const place = () => {
    const directory = temporary();
    return {
      open: () => createSqliteStore(join(directory.path, "stepwise.db"), engine),
      remove: async () => directory.remove(),
    };
  };
  storeContract(place);
  outboxContract(place);

  describe("a file", () => {
    let directory: ReturnType<typeof temporary>;
    let file: string;
    const open: Store[] = [];
    const opened = async (path = file) => {
      const store = await createSqliteStore(path, engine);
      open.push(store);
      return store;
    };

    beforeEach(() => {
      directory = temporary();
      file = join(directory.path, "stepwise.db");
    });
    afterEach(async () => {
      for (const store of open.splice(0)) await store.close();
      directory.remove();
    });

    it("is created with its directory", async () => {
      const path = join(directory.path, "a", "b", "stepwise.db");
      await opened(path);
      expect(existsSync(path)).toBe(true);
    });

    it("is flushed at each commit and checks its references", async () => {
      const db = await openSqlite(file, engine);
      expect(await db.query("pragma journal_mode")).toMatchObject([{ journal_mode: "wal" }]);
      expect(await db.query("pragma synchronous")).toMatchObject([{ synchronous: 2 }]);
      expect(await db.query("pragma foreign_keys")).toMatchObject([{ foreign_keys: 1 }]);
      await db.close();
    });

    it("is a file even when it is called :memory:", async () => {
      const before = process.cwd();
      process.chdir(directory.path);
      try {
        await opened(":memory:");
      } finally {
        process.chdir(before);
      }
      expect(existsSync(join(directory.path, ":memory:"))).toBe(true);
    });

    it("keeps everything when it is closed and opened again", async () => {
      const before = await opened();
      await before.accept(anActivity("d1"));
      await before.accept(anActivity("d2"));
      await before.append(anAppend("c1", 0, ["a", "b"], { delivery: deliveryId("d1"), dueAt: noon }));
      await before.close();
      const copy = join(directory.path, "copy.db");
      copyFileSync(file, copy);
      expect(await (await opened(copy)).events(c1)).toHaveLength(2);

      const after = await opened();
      expect(textsOf(await after.events(c1))).toEqual(["a", "b"]);
      expect(await after.undone()).toEqual({ activities: [anActivity("d2")], unreadable: [] });
      expect(await after.due(noon, 1)).toEqual([{ conversation: "c1", channel: "web" }]);
      expect(await after.accept(anActivity("d1"))).toBe(false);
      await after.append(anAppend("c1", 2, ["c"]));
    });

    it("stores what was asked before it is closed, and says so afterwards", async () => {
      const store = await opened();
      const append = store.append(anAppend("c1", 0, ["a"]));
      await Promise.all([append, store.close(), store.close()]);
      await expect(store.append(anAppend("c1", 1, ["b"]))).rejects.toThrow(/found a closed store/);
      await expect(store.events(c1)).rejects.toThrow(/found a closed store/);
      expect(await (await opened()).events(c1)).toHaveLength(1);
    });

    it("holds no NUL, whatever the text", async () => {
      const store = await opened();
      await store.append(anAppend("c\u0000", 0, ["before\u0000after \ud800"], { title: "\u0000" }));
      const db = await openSqlite(file, engine);
      const [row] = await db.query(
        `select body, instr(body, char(0)) + instr(title, char(0)) + instr(event.conversation, char(0)) as nul
         from event join conversation on conversation.conversation = event.conversation`.trim(),
      );
      await db.close();
      expect(row).toMatchObject({ nul: 0, body: expect.stringContaining("before\\u0000after \\ud800") });
    });

    it("is read by two stores at once, of which one append wins", async () => {
      const [a, b] = await Promise.all([opened(), opened()]);
      const results = await Promise.allSettled([
        a.append(anAppend("c1", 0, ["a"])),
        b.append(anAppend("c1", 0, ["b"])),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await a.events(c1)).toEqual(await b.events(c1));
      expect(await a.events(c1)).toHaveLength(1);
    });

    it("written by a newer Stepwise is left alone", async () => {
      await (await opened()).close();
      const db = await openSqlite(file, engine);
      await db.query("insert into schema_version (version) values ($1)", [99]);
      await db.close();
      await expect(opened()).rejects.toThrow(/found a store of schema version 99; expected 4 at most; start the newer/);
    });

    it("that is something else is named with what to do", async () => {
      writeFileSync(file, "this is not a database ".repeat(100));
      await expect(opened()).rejects.toThrow(/stepwise\.db: found ".+"; expected a SQLite file .+; check the path/);
      expect(readFileSync(file, "utf8")).toMatch(/^this is not/);
      mkdirSync(join(directory.path, "folder"));
      await expect(opened(join(directory.path, "folder"))).rejects.toThrow(
        /folder: found ".+"; expected a SQLite file/,
      );
    });

    it("names an event that cannot be read, without its text", async () => {
      const store = await opened();
      await store.append(anAppend("c1", 0, ["a", "b"]));
      const db = await openSqlite(file, engine);
      for (const [body, found] of [
        ['{"v":1,"body":{"secret', "text that is not a version and a body in JSON"],
        ['{"v":3,"body":"secret"}', "version 3"],
        ['{"v":1,"body":{"at":1,"type":"NotUnderstood","text":["secret"]}}', "invalid_type at text"],
        ['{"v":1,"body":{"at":1,"type":"Nudged","secret":1}}', "unrecognized_keys at the top"],
      ] as const) {
        await db.query("update event set body = $1 where seq = 2", [body]);
        const error = await store.events(c1).catch((reason: unknown) => reason);
        expect(String(error)).toBe(
          `Unreadable: event 2 cannot be read: found ${found}; expected version 2; ` +
            "start the Stepwise that wrote it, or restore the store from a backup",
        );
      }
      await db.close();
    });

    it("gives what waits and can be read, and names what cannot without its text", async () => {
      const store = await opened();
      for (const id of ["d1", "d2", "d3"]) await store.accept(anActivity(id));
      const db = await openSqlite(file, engine);
      await db.query("update inbox set activity = $1 where delivery = 'd2'", ['{"v":3,"body":"secret"}']);
      await db.close();
      for (let time = 0; time < 2; time++)
        expect(await store.undone()).toEqual({
          activities: [anActivity("d1"), anActivity("d3")],
          unreadable: [
            {
              delivery: "d2",
              reason:
                "activity cannot be read: found version 3; expected version 2; " +
                "start the Stepwise that wrote it, or restore the store from a backup",
            },
          ],
        });
    });

    it("finishes a delivery once when two stores carry it out", async () => {
      const [a, b] = await Promise.all([opened(), opened()]);
      await a.accept(anActivity("d1"));
      const turn = (store: Store, expected: number) =>
        store.append(anAppend("c1", expected, ["a"], { delivery: deliveryId("d1") }));
      await turn(a, 0);
      await expect(turn(b, 0)).rejects.toMatchObject({ name: "DeliveryDone" });
      await expect(turn(b, 1)).rejects.toMatchObject({ name: "DeliveryDone" });
      expect(await b.events(c1)).toHaveLength(1);
    });

    it("is created once by processes that start together", async () => {
      const started = [1, 2, 3, 4].map((n) =>
        turnsOfChild({ file, engine: name, conversation: "c1", name: `p${n}`, turns: 1 }),
      );
      expect(await Promise.all(started)).toEqual([1, 1, 1, 1]);
      expect(await (await opened()).events(c1)).toHaveLength(12);
    }, 30_000);

    it("takes the turns of two processes on one conversation, none lost", async () => {
      const store = await opened();
      const writing = { file, engine: name, conversation: "c1", turns: 40 };
      await Promise.all([turnsOfChild({ ...writing, name: "p1" }), turnsOfChild({ ...writing, name: "p2" })]);
      const texts = (await store.events(c1)).map((event) => (event.type === "AgentReplied" ? event.text : ""));
      expect(texts.map((text) => Number.parseInt(text, 10))).toEqual(Array.from({ length: 240 }, (_, i) => i + 1));
      for (const process of ["p1", "p2"]) {
        const turns = texts.filter((text) => text.includes(` ${process}-`)).map((text) => Number(text.split("-")[1]));
        expect(turns).toEqual(Array.from({ length: 120 }, (_, i) => Math.floor(i / 3) + 1));
      }
      expect(await store.undone()).toEqual({ activities: [], unreadable: [] });
    }, 30_000);

    it("keeps every acknowledged turn of a process that is killed", async () => {
      const writing = { file, engine: name, conversation: "c1", turns: 1_000_000 };
      let stored = 0;
      for (const [round, killAfter] of [1, 7, 30, 60].entries()) {
        const acknowledged = await turnsOfChild({ ...writing, name: `r${round}`, killAfter });
        const store = await opened();
        const events = await store.events(c1);
        const texts = events.map((event) => (event.type === "AgentReplied" ? event.text : ""));
        const mine = texts.filter((text) => text.includes(` r${round}-`));

        expect(acknowledged).toBeGreaterThanOrEqual(killAfter);
        expect(mine.length).toBeGreaterThanOrEqual(3 * acknowledged);
        expect(events.length).toBe(stored + mine.length);
        expect(texts.map((text) => Number.parseInt(text, 10))).toEqual(events.map((_, i) => i + 1));
        expect(mine.length % 3).toBe(0);
        const turn = mine.length / 3;
        const undone = (await store.undone()).activities.filter(({ by }) => by.id === `r${round}`);
        expect([[], [`r${round}-${turn + 1}`]]).toContainEqual(undone.map(({ id }) => id));
        stored = events.length;
        await store.close();
      }
    }, 60_000);
  });

  describe("writes that arrive in one tick", () => {
    /** Counts the commits, and fails the one after `failAt`. */
    function watched(fail: { commit: boolean }): { engine: Engine; commits: () => number } {
      let commits = 0;
      const wrapped: Engine = (path) => {
        const connection = engine(path);
        const watching: Connection = {
          prepare: (sql) => connection.prepare(sql),
          close: () => connection.close(),
          exec: (sql) => {
            if (sql === "commit" && fail.commit) throw new Error("disk full");
            if (sql === "commit") commits++;
            return connection.exec(sql);
          },
        };
        return watching;
      };
      return { engine: wrapped, commits: () => commits };
    }

    it("share one commit, and each settles after it", async () => {
      const directory = temporary();
      const { engine: counted, commits } = watched({ commit: false });
      const store = await createSqliteStore(join(directory.path, "stepwise.db"), counted);
      const before = commits();
      const seen = await Promise.all([
        ...Array.from({ length: 20 }, (_, i) => store.append(anAppend(`c${i}`, 0, ["a"])).then(commits)),
        ...Array.from({ length: 20 }, (_, i) => store.accept(anActivity(`d${i}`)).then(commits)),
      ]);
      expect(new Set(seen)).toEqual(new Set([before + 1]));
      await store.close();
      directory.remove();
    });

    it("are carried out in the order they came", async () => {
      const directory = temporary();
      const store = await createSqliteStore(join(directory.path, "stepwise.db"), engine);
      await Promise.all(Array.from({ length: 50 }, (_, i) => store.append(anAppend("c1", i, [`${i}`]))));
      expect(await store.events(c1)).toHaveLength(50);
      await store.close();
      directory.remove();
    });

    it("are each written whole or not at all", async () => {
      const directory = temporary();
      const db = await openSqlite(join(directory.path, "stepwise.db"), engine);
      await db.script("create table t (n integer primary key)");
      const insert = (n: number) => ["insert into t (n) values ($1)", [n]] as const;
      const results = await Promise.allSettled([
        db.batch([insert(1), insert(2)]),
        db.batch([insert(3), insert(2), insert(4)]),
        db.batch([insert(5)]),
      ]);
      expect(results).toMatchObject([{}, { reason: { name: "ConstraintViolation" } }, { status: "fulfilled" }]);
      expect(await db.query("select n from t order by n")).toMatchObject([{ n: 1 }, { n: 2 }, { n: 5 }]);
      await db.close();
      directory.remove();
    });

    it("all fail when the commit fails, and the store goes on", async () => {
      const directory = temporary();
      const fail = { commit: false };
      const store = await createSqliteStore(join(directory.path, "stepwise.db"), watched(fail).engine);
      fail.commit = true;
      const results = await Promise.allSettled([
        store.append(anAppend("c1", 0, ["a"])),
        store.accept(anActivity("d1")),
      ]);
      expect(results.map((result) => result.status === "rejected" && String(result.reason))).toEqual([
        "Error: disk full",
        "Error: disk full",
      ]);
      fail.commit = false;
      expect(await store.events(c1)).toEqual([]);
      await store.append(anAppend("c1", 0, ["a"]));
      expect(await store.accept(anActivity("d1"))).toBe(true);
      await store.close();
      directory.remove();
    });
  });
}

describe("the engine", () => {
  it("is the first that is there", async () => {
    const engine: Engine = () => {
      throw new Error("not opened here");
    };
    expect(await firstEngine({ "node:sqlite": async () => null, libsql: async () => engine })).toBe(engine);
  });

  it("is asked for in plain words where there is none", async () => {
    await expect(firstEngine({ libsql: async () => null })).rejects.toThrow(
      /^found no SQLite engine: .+; expected one of them; run Node 22\.13 or later, or install again/,
    );
  });
});
