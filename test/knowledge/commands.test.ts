import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { conflictsCommand } from "../../src/commands/conflicts.ts";
import { factsCommand } from "../../src/commands/facts.ts";
import { packDir, writePackFile } from "./pack.ts";

let said: string[] = [];
beforeEach(() => {
  said = [];
  for (const stream of ["log", "error"] as const)
    vi.spyOn(console, stream).mockImplementation((line: unknown) => said.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

describe("stepwise facts", () => {
  const ledger = (more: string) => ({
    "facts.yaml": `schema: 1\nledger: { C: 2 }\nfacts:\n  C-001: { fact: Hold for 8 seconds, trust: plain }\n${more}`,
  });

  it("ends well when every fact has a home", async () => {
    const dir = await packDir(ledger("left_out: { C-002: A share. }\n"));
    expect(await factsCommand.run({ knowledge: dir }, [])).toBe(0);
    expect(said[0]).toBe("2 facts: 1 used, 1 left out, 0 unassigned");
  });

  it("ends badly when one has none", async () => {
    const dir = await packDir(ledger(""));
    expect(await factsCommand.run({ knowledge: dir, json: true }, [])).toBe(1);
    expect(JSON.parse(said[0] ?? "")).toMatchObject({ size: 2, unassigned: [{ id: "C-002", why: "missing" }] });
  });

  it("tells of one fact", async () => {
    const dir = await packDir(ledger("left_out: { C-002: A share. }\n"));
    expect(await factsCommand.run({ knowledge: dir, id: "C-001" }, [])).toBe(0);
    expect(said).toEqual([
      "C-001  Hold for 8 seconds",
      `       ${dir}/catalogue/figures.yaml:3  entry "wait_s"`,
      `       ${dir}/catalogue/models.yaml:7  entry "lamp_one"`,
    ]);
    expect(await factsCommand.run({ knowledge: dir, id: "C-002" }, [])).toBe(0);
    expect(await factsCommand.run({ knowledge: dir, id: "C-009" }, [])).toBe(1);
    expect(said.slice(3)).toEqual(["C-002  left out: A share.", "C-009  is not in the ledger"]);
  });
});

describe("stepwise conflicts", () => {
  const conflict = (title: string) =>
    `schema: 1\nconflicts:\n  - { id: K-1, title: ${title}, severity: low, facts: [C-001], disagrees: So or so., resolution: So., carried_by: [lamp_dark] }\n`;

  it("writes the page, and tells when it is out of date", async () => {
    const dir = await packDir({ "conflicts.yaml": conflict("Two times") });
    const page = join(dir, "conflicts.md");
    expect(await conflictsCommand.run({ knowledge: dir, check: true }, [page])).toBe(1);
    expect(await conflictsCommand.run({ knowledge: dir }, [page])).toBe(0);
    expect(await readFile(page, "utf8")).toContain("**Two times**");
    expect(await conflictsCommand.run({ knowledge: dir, check: true }, [page])).toBe(0);
    await writePackFile(dir, "conflicts.yaml", conflict("Two signs"));
    expect(await conflictsCommand.run({ knowledge: dir, check: true }, [page])).toBe(1);
    expect(said.at(-1)).toBe(`${page} is out of date; run stepwise conflicts`);
  });
});
