import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { conflictsPage } from "../../src/knowledge/conflictsPage.ts";
import { guards } from "../../src/knowledge/guards.ts";
import { readPack } from "../../src/knowledge/load.ts";
import { type Files, packDir, problemsIn } from "./pack.ts";

const conflicts = (...carriers: readonly string[]): Files => ({
  "conflicts.yaml": `schema: 1
conflicts:
  - id: K-1
    title: Eight seconds or ten
    severity: high
    facts: [C-001]
    disagrees: One text says eight, another ten.
    resolution: Eight, because the lamp says so.
    carried_by: [${carriers.join(", ")}]
`,
});

describe("a conflict of the sources", () => {
  it("is carried by places of the pack", async () => {
    const carriers = [
      "lamp_dark",
      "lamp_dark/step_1",
      "models",
      "models/lamp_one",
      "slots/place",
      "facts/C-001",
      "bot/safety",
      "bot/wording/greeting",
      "guards/consent",
    ];
    expect(await problemsIn(conflicts(...carriers))).toEqual([]);
  });

  it("is told which places are not there", async () => {
    const place = (written: string) => problemsIn(conflicts(written));
    const problem = (message: string) => [`conflicts.yaml:9:18  warning: conflict "K-1": ${message}`];
    expect(await place("lamp_drak")).toEqual(problem('unknown place "lamp_drak" — did you mean "lamp_dark"?'));
    expect(await place("lamp_dark/step_2")).toEqual(
      problem('unknown step of lamp_dark "step_2" — did you mean "step_1"?'),
    );
    expect(await place("models/lamp_on")).toEqual(
      problem('unknown entry of models "lamp_on" — did you mean "lamp_one"?'),
    );
    expect(await place("slots/plaice")).toEqual(problem('unknown slot "plaice" — did you mean "place"?'));
    expect(await place("answers/price")).toEqual(problem('there is no answers.yaml for "price"'));
    expect(await place("facts/C-101")).toEqual(problem('unknown fact "C-101" — did you mean "C-001"?'));
    expect(await place("bot/safty")).toEqual(problem('bot.yaml has no "safty" — did you mean "safety"?'));
    expect(await place("bot/wording/greting")).toEqual(
      problem('wording of bot.yaml has no "greting" — did you mean "greeting"?'),
    );
    expect(await place("guards/consents")).toEqual(problem('unknown guard "consents" — did you mean "consent"?'));
  });

  it("is settled only when something carries it", async () => {
    expect(await problemsIn(conflicts())).toEqual([
      'conflicts.yaml:3:5  warning: conflict "K-1": nothing carries the resolution — add carried_by with the steps, answers or entries that keep to it',
    ]);
  });

  it("is about facts of the ledger, and stands there once", async () => {
    const text = conflicts("lamp_dark")["conflicts.yaml"] ?? "";
    const again = text.slice(text.indexOf("  - id"));
    expect(await problemsIn({ "conflicts.yaml": text.replace("[C-001]", "[C-011]") + again })).toEqual([
      'conflicts.yaml:6:13  conflict "K-1": unknown fact "C-011" — did you mean "C-001"?',
      'conflicts.yaml:10:9  conflict "K-1": the conflict "K-1" is there already — rename one',
    ]);
  });
});

describe("the page of conflicts", () => {
  it("lists them by severity, with links to what carries them", async () => {
    const dir = await packDir(conflicts("lamp_dark/step_1", "guards/consent"));
    const pack = await readPack(dir);
    if (pack === null) throw new Error("no pack");
    expect(conflictsPage(pack, `${dir}/docs/conflicts.md`)).toBe(`# Where the sources disagree

The sources of this pack contradict themselves and each other in 1 place. This page says what the pack does about each, and where. It is generated from [conflicts.yaml](../conflicts.yaml) by \`stepwise conflicts\`; edit that file, not this one.

A struck-out fact is left out for good; [facts.yaml](../facts.yaml) has the reason.

**high** (1): a wrong step, lost data or damage is possible

- [K-1](#k-1) Eight seconds or ten

## Severity: high

### K-1

**Eight seconds or ten**

Disagreement: One text says eight, another ten.

Resolution: Eight, because the lamp says so.

Carried by: [lamp_dark/step_1](../flows/lamp_dark.yaml), \`guards/consent\` (whatever erases something is reached only after a yes to exactly that)

Facts: C-001
`);
  });

  it("that ships is up to date", async () => {
    // As the command reads it: from the root of the project, so that the links are the same.
    const root = resolve(import.meta.dirname, "../..");
    const pack = await readPack(relative(process.cwd(), resolve(root, "knowledge")));
    const page = relative(process.cwd(), resolve(root, "docs/conflicts.md"));
    if (pack === null) throw new Error("no pack");
    expect(await readFile(page, "utf8"), "run stepwise conflicts").toBe(conflictsPage(pack, page));
  });
});

it("every guard is a rule of the checker", async () => {
  const rules = resolve(import.meta.dirname, "../../src/knowledge/rules");
  const { readdir } = await import("node:fs/promises");
  const texts = await Promise.all((await readdir(rules)).map((name) => readFile(resolve(rules, name), "utf8")));
  const ids = texts.flatMap((text) => [...text.matchAll(/"([a-z_]+)"/g)].map(([, id]) => id));
  expect(Object.keys(guards).filter((guard) => !ids.includes(guard))).toEqual([]);
});
