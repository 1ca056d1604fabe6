import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { checkCommand } from "../../src/commands/check.ts";
import { type Edit, printerPack } from "../support/printers.ts";

/** A mistake an author makes, and what `stepwise check` has to say of it. */
interface Planted {
  readonly edits: readonly Edit[];
  /** Where it is found: the line that begins with this, in the file of the first edit where no other is named. */
  readonly at: string;
  readonly file?: string;
  /** The first problem, after its place. */
  readonly told: string;
  /** The last lines of the shortest conversation that shows it; none where a rule finds it without one. */
  readonly story?: readonly string[];
}

const offline = "flows/printer_offline.yaml";
const jam = "flows/paper_jam.yaml";
const faded = "flows/faded_print.yaml";
const reset = "flows/reset_printer.yaml";

const planted: Readonly<Record<string, Planted>> = {
  "a step that nothing leads to": {
    edits: [
      {
        file: faded,
        found: "  - id: level\n",
        becomes: "  - go: { escalate: { queue: print desk, reason: stays_pale } }\n  - id: level\n",
      },
    ],
    at: "- id: level",
    told: 'step "level": nothing leads here — lead a step to it or remove it',
  },
  "a step whose condition never holds": {
    edits: [
      {
        file: faded,
        found: "\n    when: { printer.kind: laser }",
        becomes: "\n    when: { printer.kind: laser, known: [printer.nozzles.hold_s] }",
      },
    ],
    at: "- id: toner",
    told: 'step "toner": no conversation comes here — correct its condition, lead to it, or remove it',
  },
  "a question without “not sure”": {
    edits: [{ file: faded, found: "      not_sure: { label: I can't see it, then: next }\n", becomes: "" }],
    at: "low:",
    told: 'step "level": found answers without not_sure, expected a way on for "I don\'t know" — add not_sure: { label: …, then: next }',
  },
  "a reset without consent": {
    edits: [
      { file: reset, found: ", done: { step: agree, outcome: consented }", becomes: "" },
      {
        file: reset,
        found: "refused: { escalate: { queue: print desk, reason: reset_refused } }",
        becomes: "refused: next",
      },
    ],
    at: "effort: { minutes: 1, difficulty: medium, loses",
    told: 'step "hold": loses wifi_settings, address_book and can be reached without a yes — put a consent step with loses: [wifi_settings, address_book] before it',
  },
  "the gesture of another model": {
    edits: [
      {
        file: reset,
        found:
          '  - id: hold\n    when: { known: [printer.reset.instructions], done: { step: agree, outcome: consented } }\n    do: "{{ printer.reset.instructions }}"',
        becomes:
          '  - id: hold\n    when: { known: [printer.reset.instructions], done: { step: agree, outcome: consented } }\n    do: "{{ models.inka_j30.reset.instructions }}"',
      },
    ],
    at: "- id: hold",
    told: 'step "hold": says “Switch the printer off. Keep Stop pressed for 8 seconds while you switch it on, until the light turns blue and amber in turn.” of inka_j30 to somebody who has lumo_l200 — insert it by {{ printer.… }} or add a condition',
    story: [
      "> reset a printer; Lumo L200",
      "Got it: Lumo L200.",
      "A reset makes the Lumo L200 forget the Wi-Fi and erases its address book for scans. Shall we go ahead?",
      "> Yes, go ahead",
      "Switch the printer off. Keep Stop pressed for 8 seconds while you switch it on, until the light turns blue and amber in turn.",
      "Did the light blink amber fast?",
    ],
  },
  "answers that lead round": {
    edits: [
      {
        file: offline,
        found: "not_sure: { label: I don't know, then: next }",
        becomes: "not_sure: { label: I don't know, then: { step: queue } }",
      },
    ],
    at: "- id: connection",
    told: 'step "connection": goes round without end (printer_offline/connection → printer_offline/queue) — use retry, which leads back as often as limits.step_repeats allows',
    story: [
      "Is the printer connected by Wi-Fi or by a cable?",
      "> I don't know",
      "Open Settings → Bluetooth & devices → Printers & scanners, choose the printer, then “Open print queue”. Cancel every job in it.",
      "Does it print now?",
    ],
  },
  "a spoken statistic": {
    edits: [
      {
        file: jam,
        found: 'do: "Take the paper out',
        becomes: 'do: "In 80 % of all cases the paper is damp. Take the paper out',
      },
    ],
    at: 'do: "In 80',
    told: 'step "tray": found a percentage without a figure of the catalogue before it, expected a charge that a fact carries — say it without a share, or insert a value whose key ends in _pct',
  },
  "a statistic in words": {
    edits: [
      {
        file: jam,
        found: 'do: "Take the paper out',
        becomes: 'do: "Nine out of ten jams come from damp paper. Take the paper out',
      },
    ],
    at: 'do: "Nine',
    told: 'step "tray": says “nine out of ten”, which never_say of bot.yaml forbids (a share without a source may be wrong) — say it otherwise',
  },
  "a figure that no fact carries": {
    edits: [{ file: "catalogue/figures.yaml", found: "value: { value: 150, facts: [P-023] }", becomes: "value: 150" }],
    at: "- { id: tray_sheets",
    told: 'warning: entry "tray_sheets": found the figure 150, which texts insert and no fact carries — write { value: …, facts: [ … ] }',
  },
  "a figure typed into a text": {
    edits: [{ file: jam, found: "{{ figures.tray_sheets.value }}", becomes: "150" }],
    at: 'do: "Take the paper',
    told: 'warning: step "tray": found the figure 150 typed into a text, expected an insert — put it into catalogue/figures.yaml and write {{ figures.….value }}',
  },
  "a vague name for an entry that is not there": {
    edits: [
      {
        file: "catalogue/models.yaml",
        found: "among: { kind: [laser] }",
        becomes: "among: [lumo_l200, lumo_l300]",
      },
    ],
    at: "- { words: [lumo",
    told: 'unknown entry "lumo_l300" — did you mean "lumo_l200"?',
  },
  "an alias of two entries": {
    edits: [{ file: "catalogue/models.yaml", found: "aliases: [inka j30,", becomes: "aliases: [l200, inka j30," }],
    at: "aliases: [l200, inka",
    told: 'entry "inka_j30": “l200” is also what models/lumo_l200 is called — keep it in one, or move it to vague with both',
  },
  "a light with two meanings": {
    edits: [
      {
        file: "catalogue/lights.yaml",
        found: "  - { id: reset_two",
        becomes:
          '  - { id: starts, name: "amber, fast", colour: amber, rhythm: fast_blink, meaning: starts, models: laser }\n  - { id: reset_two',
      },
    ],
    at: "- { id: starts",
    told: 'entry "starts": looks like reset_amber on lumo_l200, but means something else — tell them apart by colour, rhythm or part, or by models',
  },
  "a text too long for Slack": {
    edits: [
      {
        file: jam,
        found: "do: Pull the tray out,",
        becomes: `do: ${"Look once more. ".repeat(200)}Pull the tray out,`,
      },
    ],
    at: "do: Look once",
    told: 'step "rollers": found 3303 characters, expected 3000 at most in a text — split the text',
  },
  "a button too long for Slack": {
    edits: [{ file: jam, found: "label: I see no paper", becomes: `label: I looked inside${" and inside".repeat(6)}` }],
    at: '"no": { label: I looked',
    told: 'step "unjam", answer "no": found 81 characters, expected 75 at most in a label — shorten the label',
  },
  "an example of two intents": {
    edits: [
      {
        file: "intents/faded_print.yaml",
        found: "  - nozzles clogged",
        becomes: "  - Paper jam!\n  - nozzles clogged",
      },
    ],
    at: "- paper jam",
    file: "intents/paper_jam.yaml",
    told: '"paper jam" stands in intents/faded_print.yaml:31 already — remove one of them',
  },
  "a flow without an end": {
    edits: [{ file: jam, found: "else: { escalate: { queue: print desk, reason: jam_stays } }\n", becomes: "" }],
    at: "schema: 1",
    told: '"else" is missing — add it: return, resolved, answered, { step: id }, { retry: id }, { flow: id } or { escalate: { queue, reason } }',
  },
  "a flow that falls off its end": {
    edits: [
      { file: jam, found: "else: { escalate: { queue: print desk, reason: jam_stays } }\n", becomes: "else: next\n" },
    ],
    at: "else:",
    told: 'found "next", expected one of return, resolved, answered',
  },
  "a flow that goes back where nothing called it": {
    edits: [
      { file: jam, found: "else: { escalate: { queue: print desk, reason: jam_stays } }\n", becomes: "else: return\n" },
    ],
    at: "else:",
    told: "found return in a flow that nothing calls, expected an end — write resolved, answered or { escalate: … }",
  },
};

async function checked(edits: readonly Edit[]) {
  const dir = await printerPack(...edits);
  const out: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void out.push(line));
  try {
    const status = await checkCommand.run({ knowledge: dir }, []);
    return { status, dir, out: out.map((line) => line.replaceAll(`${dir}/`, "")) };
  } finally {
    log.mockRestore();
  }
}

/** The line, from 1, that begins with this. */
const lineOf = async (dir: string, file: string, start: string): Promise<number> =>
  (await readFile(join(dir, file), "utf8")).split("\n").findIndex((line) => line.trim().startsWith(start)) + 1;

describe("stepwise check finds", () => {
  it.each(Object.entries(planted))("%s", async (_, { edits, at, file = edits[0]?.file ?? "", told, story = [] }) => {
    const { status, dir, out } = await checked(edits);
    const [first = "", ...rest] = out;
    expect(first.replace(/:\d+ {2}/, "  ")).toBe(`${file}:${await lineOf(dir, file, at)}  ${told}`);
    expect(status).toBe(1);
    if (story.length === 0) return;
    const shown = rest.filter((line) => line.startsWith("    ")).map((line) => line.trim());
    expect(rest[0]).toBe("  The shortest conversation that shows it:");
    expect(shown.slice(-story.length)).toEqual(story);
  });
});
