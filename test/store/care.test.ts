import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conversationId } from "../../src/dialog/ids.ts";
import { backUp } from "../../src/store/backup.ts";
import { createSqliteStore, openEmbedded } from "../../src/store/sqlite-store.ts";
import { anActivity, anAppend, textsOf, uttered } from "./fixtures.ts";
import { temporary } from "./temp.ts";

const c1 = conversationId("c1");

describe("the embedded file", () => {
  let directory: ReturnType<typeof temporary>;
  beforeEach(() => {
    directory = temporary();
  });
  afterEach(() => directory.remove());

  it("is backed up while it is written to, and the copy is a whole store of one moment", async () => {
    const store = await openEmbedded(directory.path);
    for (let i = 0; i < 50; i++) await store.append(anAppend("c1", i, [`${i}`]));
    await store.accept(anActivity("d1"));
    const copy = join(directory.path, "copy.db");
    const writing = (async () => {
      for (let i = 50; i < 100; i++) await store.append(anAppend("c1", i, [`${i}`]));
    })();
    expect(await backUp(directory.path, copy)).toBeNull();
    await writing;
    await store.close();

    const restored = await createSqliteStore(copy);
    const texts = textsOf(await restored.events(c1));
    expect(texts.length).toBeGreaterThanOrEqual(50);
    expect(texts).toEqual(texts.map((_, i) => `${i}`));
    expect(await restored.list(1)).toMatchObject([{ version: texts.length }]);
    expect((await restored.undone()).activities).toHaveLength(1);
    await restored.close();
  });

  it("is restored by putting the copy in its place", async () => {
    const before = await openEmbedded(directory.path);
    await before.append(anAppend("c1", 0, ["a"]));
    const copy = join(directory.path, "copy.db");
    await backUp(directory.path, copy);
    await before.append(anAppend("c1", 1, ["lost"]));
    await before.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(join(directory.path, `stepwise.db${end}`), { force: true });
    copyFileSync(copy, join(directory.path, "stepwise.db"));
    const after = await openEmbedded(directory.path);
    expect(textsOf(await after.events(c1))).toEqual(["a"]);
    await after.append(anAppend("c1", 1, ["b"]));
    await after.close();
  });

  it("is not backed up over another file, nor where there is none", async () => {
    expect(await backUp(directory.path, join(directory.path, "copy.db"))).toMatch(/^found no store/);
    await (await openEmbedded(directory.path)).close();
    writeFileSync(join(directory.path, "there"), "mine");
    expect(await backUp(directory.path, join(directory.path, "there"))).toMatch(/expected .* not there yet/);
    expect(readFileSync(join(directory.path, "there"), "utf8")).toBe("mine");
    expect(existsSync(join(directory.path, "there.unfinished"))).toBe(false);
  });

  it("holds not a byte of what was erased", async () => {
    const store = await openEmbedded(directory.path);
    const by = { id: "ada", name: "Ada Zebrafink" };
    await store.accept(anActivity("d1", { by, said: { kind: "text", text: "Zebrafink".repeat(500) } }));
    await store.append({ ...anAppend("c1", 0, ["a"], { title: "Zebrafink" }), events: [uttered("Zebrafink", { by })] });
    await store.append(anAppend("c2", 0, ["stays"]));
    await store.erase("ada");
    await store.close();
    const bytes = readFileSync(join(directory.path, "stepwise.db"), "latin1");
    expect(bytes).toContain("stays");
    expect(bytes).not.toContain("Zebrafink");
    const wal = join(directory.path, "stepwise.db-wal");
    if (existsSync(wal)) expect(readFileSync(wal, "latin1")).not.toContain("Zebrafink");
  });
});
