import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { insightsCommand } from "../../src/commands/insights.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { openEmbedded } from "../../src/store/sqlite-store.ts";
import { conversationAt, minute, noCoffee } from "../insights/told.ts";
import { anAppend } from "../store/fixtures.ts";
import { temporary } from "../store/temp.ts";

const day = 24 * 60 * minute;
const november = Date.UTC(2026, 10, 1);

let directory: ReturnType<typeof temporary>;
beforeEach(() => {
  directory = temporary();
  vi.stubEnv("STEPWISE_DATA", directory.path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  directory.remove();
});

async function stored(conversations: Readonly<Record<string, readonly DialogEvent[]>>): Promise<void> {
  const store = await openEmbedded(directory.path);
  await Promise.all(
    Object.entries(conversations).map(([id, events]) => {
      const row = { channel: "web", at: events.at(-1)?.at ?? 0, state: "ended", title: "" } as const;
      return store.append({ ...anAppend(id, 0, []), conversation: conversationId(id), events, row });
    }),
  );
  await store.close();
}
const solvedAt = (id: string, at: number) => conversationAt(id, at).say("no coffee", noCoffee).choose("yes").events;

async function called(values: Parameters<typeof insightsCommand.run>[0]) {
  const [out, err]: string[][] = [[], []];
  vi.spyOn(console, "log").mockImplementation((line: string) => out?.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => err?.push(line));
  const written = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const status = await insightsCommand.run(values, []);
  const raw = written.mock.calls.map(([text]) => String(text)).join("");
  vi.restoreAllMocks();
  return { status, out: out ?? [], err: err ?? [], raw };
}

describe("stepwise insights", () => {
  it("reads every conversation, however many pages they take", async () => {
    const ids = Array.from({ length: 401 }, (_, i) => `c${i}`);
    await stored(Object.fromEntries(ids.map((id) => [id, solvedAt(id, november)])));
    const { status, out } = await called({ json: true });
    expect(status).toBe(0);
    expect(JSON.parse(out.join())).toMatchObject({ total: { cases: 401, resolved: 401, rate: 1 } });
  });

  it("leaves out what was opened before the day asked for", async () => {
    await stored({
      before: solvedAt("before", november - 1),
      after: solvedAt("after", november),
      // Opened before, and once more after.
      both: conversationAt("both", november - day)
        .say("no coffee", noCoffee)
        .choose("yes")
        .pass(2 * day)
        .say("no coffee", noCoffee).events,
    });
    const { out } = await called({ json: true, since: "2026-11-01" });
    expect(JSON.parse(out.join())).toMatchObject({ total: { cases: 2, open: 1 } });
  });

  it.each(["yesterday", "2026-11", "2026-02-31", "01.11.2026"])("takes %s for no day", async (since) => {
    await stored({});
    const { status, err } = await called({ since });
    expect([status, err]).toEqual([2, [`found --since ${since}, expected a day — write it as 2026-11-01`]]);
  });

  it("prints tables, lines for the pack, and CSV into a folder or for a pipe", async () => {
    const lost = conversationAt("c1", november).say("no coffee", noCoffee).say("it hums");
    await stored({ c1: lost.events });
    expect((await called({})).out[0]).toMatch(/^1 case, 1 under way/);
    expect((await called({ "not-understood": true })).out).toEqual([
      "# near no intent",
      '  - "it hums" # 1 time, said to brew/fill',
    ]);
    const folder = join(directory.path, "csv");
    const { out } = await called({ csv: folder });
    expect(out).toEqual(["cases.csv", "steps.csv", "not-understood.csv"].map((name) => join(folder, name)));
    expect((await called({ csv: "stdout" })).raw).toBe(readFileSync(join(folder, "cases.csv"), "utf8"));
  });

  it("says where it cannot write", async () => {
    await stored({});
    writeFileSync(join(directory.path, "file"), "");
    const folder = join(directory.path, "file", "csv");
    expect(await called({ csv: folder })).toMatchObject({
      status: 1,
      err: [`found ${folder} closed to writing (ENOTDIR), expected a folder — give another: --csv <folder>`],
    });
  });

  it("says how many conversations it cannot read, and counts the others", async () => {
    await stored({ good: solvedAt("good", november), bad: solvedAt("bad", november) });
    const db = await openSqlite(join(directory.path, "stepwise.db"));
    await db.query("update event set body = 'spoilt' where conversation = 'bad' and seq = 1");
    await db.close();
    const { status, out, err } = await called({ json: true });
    expect(status).toBe(1);
    expect(JSON.parse(out.join())).toMatchObject({ total: { cases: 1 } });
    expect(err).toEqual([expect.stringContaining("left out 1 conversation")]);
  });

  it("makes no store where there is none", async () => {
    vi.stubEnv("STEPWISE_DATA", join(directory.path, "nowhere"));
    expect(await called({})).toMatchObject({ status: 1, err: [expect.stringMatching(/^found no store/)] });
  });
});
