import { describe, expect, it } from "vitest";
import { linesOf } from "../../src/commands/facts.ts";
import { ledgerOf } from "../../src/knowledge/ledger.ts";
import { readPack } from "../../src/knowledge/load.ts";
import { flow, packDir } from "./pack.ts";

async function ledger() {
  const dir = await packDir({
    "facts.yaml": `schema: 1
ledger: { C: 5, R: 1 }
facts:
  C-001: { fact: Hold for 8 seconds, trust: plain }
  C-002: { fact: It glows, trust: dubious }
left_out:
  C-004: A share without a source.
  R-001: Nobody can check it.
`,
    "flows/lamp_dark.yaml": flow("  - id: hold\n    do: Plug it in.\n    facts: [C-001, C-004, C-009]\n"),
  });
  const pack = await readPack(dir);
  if (pack === null) throw new Error("no pack");
  return { found: ledgerOf(pack), dir };
}

describe("the ledger of facts", () => {
  it("knows where each is used, and which have no home", async () => {
    const { found, dir } = await ledger();
    expect(found).toEqual({
      size: 6,
      used: [
        {
          id: "C-001",
          fact: "Hold for 8 seconds",
          trust: "plain",
          use: null,
          places: [
            { file: `${dir}/flows/lamp_dark.yaml`, line: 8, column: 13, subject: 'step "hold"' },
            { file: `${dir}/catalogue/figures.yaml`, line: 3, column: 59, subject: 'entry "wait_s"' },
            { file: `${dir}/catalogue/models.yaml`, line: 7, column: 33, subject: 'entry "lamp_one"' },
          ],
        },
      ],
      leftOut: [
        { id: "C-004", reason: "A share without a source." },
        { id: "R-001", reason: "Nobody can check it." },
      ],
      unassigned: [
        { id: "C-002", why: "uncited" },
        { id: "C-003", why: "missing" },
        { id: "C-005", why: "missing" },
      ],
      stray: [
        {
          id: "C-004",
          why: "left_out",
          places: [{ file: `${dir}/flows/lamp_dark.yaml`, line: 8, column: 20, subject: 'step "hold"' }],
        },
        {
          id: "C-009",
          why: "unknown",
          places: [{ file: `${dir}/flows/lamp_dark.yaml`, line: 8, column: 27, subject: 'step "hold"' }],
        },
      ],
    });
  });

  it("is told in short, and in full on request", async () => {
    const { found, dir } = await ledger();
    const short = linesOf(found, false).map((line) => line.replaceAll(`${dir}/`, ""));
    expect(short).toEqual([
      "6 facts: 1 used, 2 left out, 3 unassigned",
      "",
      "Unassigned",
      "C-002  stands in facts, but is cited nowhere",
      "C-003  stands neither in facts nor in left_out",
      "C-005  stands neither in facts nor in left_out",
      "",
      "Cited, but not to be used",
      "C-004  is left out",
      '       flows/lamp_dark.yaml:8  step "hold"',
      "C-009  is not in the ledger",
      '       flows/lamp_dark.yaml:8  step "hold"',
      "",
      "Left out",
      "C-004  A share without a source.",
      "R-001  Nobody can check it.",
    ]);
    expect(linesOf(found, true).slice(short.length, short.length + 3)).toEqual([
      "",
      "Used",
      "C-001  Hold for 8 seconds",
    ]);
  });
});
