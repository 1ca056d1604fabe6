import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { diffCommand } from "../../src/commands/diff.ts";
import { type Edit, makeEdit, printerDir, printerPack } from "../support/printers.ts";

/** The command called with these: exit status and what it wrote. */
async function called(knowledge: string, before: readonly string[], values: Readonly<Record<string, boolean>> = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void out.push(line));
  const error = vi.spyOn(console, "error").mockImplementation((line: string) => void err.push(line));
  try {
    return { status: await diffCommand.run({ ...values, knowledge }, before), out, err };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

/** What the command says of the pack with these edits, as lines. */
async function told(...edits: readonly Edit[]): Promise<readonly string[]> {
  const { status, out } = await called(await printerPack(...edits), [printerDir]);
  expect(status).toBe(0);
  return out;
}

const jam = "flows/paper_jam.yaml";
const offline = "flows/printer_offline.yaml";
const faded = "flows/faded_print.yaml";
const models = "catalogue/models.yaml";

describe("a change that no conversation shows", () => {
  const nothing = ["no conversation changes"];

  it("is none at all", async () => {
    expect(await told()).toEqual(nothing);
  });

  it("is another fact, or another citation", async () => {
    const facts = {
      file: "facts.yaml",
      found: 'is a restart.", trust: plain }\n  P-003',
      becomes: 'is a full restart.", trust: plain }\n  P-003',
    };
    expect(await told(facts, { file: faded, found: "facts: [P-026]", becomes: "facts: [P-026, P-027]" })).toEqual(
      nothing,
    );
  });
});

describe("a step that says something else", () => {
  it("is one line with the number of answers after which it comes", async () => {
    const lines = await told({ file: jam, found: "do: Pull the tray out", becomes: "do: Please pull the tray out" });
    expect(lines).toEqual([
      "wording",
      "  paper_jam/rollers, text (in 2 places): “Pull the tray out, wipe the…”  →  “Please pull the tray out, wipe the…”",
      "",
      "paths: 0 changed, 0 new, 0 gone; wording: 1; values: 0",
    ]);
  });

  it("is one line for all steps with the same question", async () => {
    const lines = await told({ file: "bot.yaml", found: "ask: Does it print now?", becomes: "ask: Is it printing?" });
    expect(lines).toEqual([
      "wording",
      expect.stringMatching(
        /^ {2}paper_jam\/tray and 6 more, question \(in \d+ places\): “Does it print now\?” {2}→ {2}“Is it printing\?”$/,
      ),
      "",
      "paths: 0 changed, 0 new, 0 gone; wording: 1; values: 0",
    ]);
  });

  it("is a text and no path where only a button is called otherwise", async () => {
    const lines = await told({ file: jam, found: "label: I see no paper", becomes: "label: There is none" });
    expect(lines.at(-1)).toBe("paths: 0 changed, 0 new, 0 gone; wording: 1; values: 0");
  });
});

describe("a way that leads elsewhere", () => {
  const elsewhere = {
    file: offline,
    found: "not_sure: { label: I don't know, then: next }",
    becomes: "not_sure: { label: I don't know, then: { step: page } }",
  };

  it("is shown by a shortest conversation with both replies", async () => {
    expect(await told(elsewhere)).toEqual([
      "printer_offline",
      "  changed  printer_offline/connection “I don't know”: asks printer_offline/wifi  →  asks printer_offline/page",
      "      > a printer that is offline or does not print; Lumo L200",
      "        What does the light on the printer do?",
      "      > I can't tell",
      "        What are you printing from?",
      "      > Something else",
      "        Does it print now?",
      "      > Not yet",
      "        Is the printer connected by Wi-Fi or by a cable?",
      "      > I don't know",
      "      - Keep Go pressed for 5 seconds and let go when the light blinks green fast. Then press the WPS button of the router.",
      "      - Did the light blink green fast and then stay green?",
      "      + Print one page now.",
      "      + Does it print now?",
      "",
      "paths: 1 changed, 0 new, 0 gone; wording: 0; values: 0",
    ]);
  });

  it("is found where only the facts change for which a step comes", async () => {
    const lines = await told({
      file: faded,
      found: "when: { printer.kind: laser }",
      becomes: "when: { printer: lumo_l200 }",
    });
    expect(lines.filter((line) => /^ {2}\S/.test(line))).toEqual([
      "  changed  for computer “phone or tablet”: asks faded_print/toner  →  asks faded_print/level",
    ]);
    expect(lines[3]).toBe("      > pale or striped pages; Lumo L450");
  });

  it("is found where an attribute of an entry decides it", async () => {
    const lines = await told({
      file: models,
      found: "    kind: { value: laser, facts: [P-001] }\n    supply: toner\n    duplex",
      becomes: "    kind: { value: inkjet, facts: [P-001] }\n    supply: toner\n    duplex",
    });
    expect(lines).toContain(
      "  changed  for computer “phone or tablet”: asks faded_print/toner  →  asks faded_print/level",
    );
    expect(lines).toContain("  catalogue/models/lumo_l450/kind: “laser”  →  “inkjet”");
  });
});

describe("an answer", () => {
  it("that was removed is gone", async () => {
    const lines = await told({
      file: jam,
      found: `      torn: { label: "Yes, but it tore", words: [torn, ripped, a piece is missing], then: { escalate: { queue: print desk, reason: torn_paper } } }\n`,
      becomes: "",
    });
    expect(lines.slice(0, 2)).toEqual([
      "paper_jam",
      "  gone     paper_jam/unjam “Yes, but it tore”: hands over to print desk (torn_paper)",
    ]);
    expect(lines).toContain("      + (not there any more)");
    expect(lines.at(-1)).toBe("paths: 0 changed, 0 new, 1 gone; wording: 0; values: 0");
  });
});

describe("a new step", () => {
  const damp = {
    file: jam,
    found: "  - id: rollers\n",
    becomes: "  - id: damp\n    do: Take fresh paper.\n  - id: rollers\n",
  };

  it("changes the ways to it, and its answers are new", async () => {
    const lines = await told(damp);
    expect(lines.filter((line) => /^ {2,11}(changed|new|gone|also|paper_jam)/.test(line))).toEqual([
      "  changed  paper_jam/tray “Not yet”: asks paper_jam/rollers  →  asks paper_jam/damp",
      "           also at paper_jam/tray “I couldn't do that”",
      "  new      paper_jam/damp “It prints”: ends resolved",
      "           paper_jam/damp “Not yet”: asks paper_jam/rollers",
      "           paper_jam/damp “I couldn't do that”: asks paper_jam/rollers",
    ]);
    expect(lines.at(-1)).toBe("paths: 1 changed, 1 new, 0 gone; wording: 0; values: 0");
  });

  it("without an id leaves the other steps without one as they were", async () => {
    const lines = await told({
      file: offline,
      found: "  - id: plug\n",
      becomes: "  - when: { printer: inka_j30, light: { colour: blue } }\n    say: It looks for Wi-Fi.\n  - id: plug\n",
    });
    const heads = lines.filter((line) => line.startsWith("  changed"));
    expect(heads.length).toBeGreaterThan(0);
    for (const head of heads) expect(head).toContain("says printer_offline/start+say, ");
    expect(lines.at(-1)).toMatch(/^paths: \d+ changed, 0 new, 0 gone; wording: 0; values: 0$/);
  });
});

describe("a value of the catalogue", () => {
  it("is one line with the steps that say it", async () => {
    const lines = await told({
      file: models,
      found: "hold_s: { value: 5, facts: [P-009] }",
      becomes: "hold_s: { value: 7, facts: [P-009] }",
    });
    expect(lines).toEqual([
      "values",
      "  catalogue/models/lumo_l200/wifi/hold_s: “5”  →  “7”",
      "  catalogue/models/lumo_l200/wifi/instructions (said in printer_offline/wifi, reset_printer/rejoin, in 5 places): “Keep Go pressed for 5 seconds and let go when…”  →  “Keep Go pressed for 7 seconds and let go when…”",
      "",
      "paths: 0 changed, 0 new, 0 gone; wording: 0; values: 2",
    ]);
  });

  it("and examples, short answers and sentences of the bot are values too", async () => {
    const lines = await told(
      { file: "intents/paper_jam.yaml", found: "  - misfeed\n", becomes: "  - the printer eats my letters\n" },
      { file: "answers.yaml", found: "is not stored in the printer.", becomes: "is not kept in the printer." },
      { file: "bot.yaml", found: "undone: One step back.", becomes: "undone: Back one step." },
    );
    expect(lines).toEqual([
      "values",
      "  answers/reset_loses/texts/text 1: “…have printed so far is not stored in the printer.”  →  “…have printed so far is not kept in the printer.”",
      "  intents/paper_jam/examples: +1 (the printer eats my letters) -1 (misfeed)",
      "  wording/undone: “One step back.”  →  “Back one step.”",
      "",
      "paths: 0 changed, 0 new, 0 gone; wording: 0; values: 3",
    ]);
  });
});

describe("a large change", () => {
  const wordings = ["undone", "started_over", "resolved", "answered", "goodbye", "nudge"].map((key) => ({
    file: "bot.yaml",
    found: `  ${key}: `,
    becomes: `  ${key}: So, `,
  }));

  it("is shown in part, unless all is asked for", async () => {
    const pack = await printerPack(...wordings);
    const some = await called(pack, [printerDir]);
    expect(some.out.slice(-4)).toEqual([
      expect.stringContaining("wording/goodbye"),
      "  … 1 more; --all shows them",
      "",
      expect.stringContaining("values: 6"),
    ]);
    expect((await called(pack, [printerDir], { all: true })).out.join("\n")).toContain("wording/nudge");
  });

  it("is whole as JSON", async () => {
    const { out } = await called(await printerPack(...wordings), [printerDir], { json: true });
    expect(JSON.parse(out.join(""))).toMatchObject({ paths: [], wording: [], values: { length: 6 } });
  });
});

describe("an earlier pack", () => {
  const git = (dir: string, ...args: readonly string[]) =>
    execFileSync("git", ["-C", dir, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
      encoding: "utf8",
    });

  /** A repository whose pack `packs/printer` was edited since the tag `first`, and once more since the last commit. */
  async function repository() {
    const top = await printerPack();
    const dir = join(top, "packs", "printer");
    mkdirSync(dir, { recursive: true });
    cpSync(printerDir, dir, { recursive: true });
    git(top, "init", "--quiet");
    git(top, "add", ".");
    git(top, "commit", "--quiet", "--message", "first");
    git(top, "tag", "first");
    await makeEdit(dir, { file: jam, found: "do: Pull the tray out", becomes: "do: Please pull the tray out" });
    git(top, "commit", "--quiet", "--all", "--message", "second");
    await makeEdit(dir, { file: jam, found: "one page.\n    skip", becomes: "a page.\n    skip" });
    return { top, dir };
  }

  it("is read from git, and nothing of the work tree is touched", async () => {
    const { top, dir } = await repository();
    const before = git(top, "status", "--porcelain");
    const { status, out } = await called(dir, ["first"]);
    expect([status, out.at(-1)]).toEqual([0, "paths: 0 changed, 0 new, 0 gone; wording: 1; values: 0"]);
    expect(out[1]).toContain("“Please pull the tray out,");
    expect((await called(dir, ["HEAD"])).out[1]).not.toContain("“Please pull");
    expect(git(top, "status", "--porcelain")).toBe(before);
  });

  it("that is nowhere is told plainly", async () => {
    const { top, dir } = await repository();
    expect(await called(dir, ["secnd"])).toMatchObject({
      status: 1,
      out: [],
      err: ["stepwise diff: found “secnd”, expected a commit, a branch, a tag or a folder — git log lists the commits"],
    });
    expect((await called(dir, ["--all"])).err[0]).toContain("found “--all”");
    git(top, "mv", "packs", "knowledge");
    expect((await called(join(top, "knowledge", "printer"), ["first"])).err).toEqual([
      "stepwise diff: found no knowledge/printer at “first” — it may have been elsewhere then; give a folder",
    ]);
    rmSync(join(top, ".git"), { recursive: true });
    expect((await called(join(top, "knowledge", "printer"), ["first"])).err[0]).toContain("is in no git repository");
    expect(await called(printerDir, [])).toMatchObject({ status: 2 });
  });

  it("with mistakes is not compared, and neither is the present one", async () => {
    const broken = await printerPack({ file: jam, found: "needs: [printer]", becomes: "needs: [printr]" });
    const old = await called(printerDir, [broken]);
    expect([old.status, old.out]).toEqual([1, []]);
    expect(old.err).toEqual([
      `stepwise diff: the pack at “${broken}” has mistakes, so it cannot be compared:`,
      `${broken}/flows/paper_jam.yaml:5:9  unknown slot "printr" — did you mean "printer"?`,
    ]);
    expect((await called(broken, [printerDir])).err[0]).toBe(
      `stepwise diff: ${broken} has mistakes, so it cannot be compared:`,
    );
  });
});
