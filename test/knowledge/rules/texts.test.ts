import { describe, expect, it } from "vitest";
import { bot, models, problemsIn, problemsOfSteps, slots } from "../pack.ts";

const figures = (entries: string) => ({ "catalogue/figures.yaml": `schema: 1\nentries:\n${entries}` });

describe("texts", () => {
  it("are not longer than a channel takes", async () => {
    expect(await problemsOfSteps(`  - do: ${"x".repeat(3001)}\n`)).toEqual([
      '6:9  step "step_1": found 3001 characters, expected 3000 at most in a text — split the text',
    ]);
  });

  it("are measured with the longest value they can be said with", async () => {
    const long = { "catalogue/models.yaml": models().replace("name: Lamp Two", `name: Lamp ${"Two".repeat(20)}`) };
    const ask = (when: string) => `  - ask: Is it this one?
    answers:
      this: { label: "Yes, it is the {{ model }}, no doubt", when: ${when}, then: next }
      not_sure: { then: next }
`;
    expect(await problemsOfSteps(ask("{ known: [model] }"), long)).toEqual([
      '8:22  step "step_1", answer "this": found 90 characters once its values are filled in, expected 75 at most in a label — shorten the label',
    ]);
    expect(await problemsOfSteps(ask("{ model: lamp_one }"), long)).toEqual([]);
  });

  it("that become buttons are short, wherever they stand", async () => {
    const wide = "y".repeat(76);
    const found = await problemsIn({
      "bot.yaml": bot().replace("label: My lamp is dark", `label: ${wide}`).replace('"solved_yes text"', `"${wide}"`),
      "slots.yaml": slots()
        .replace("unsure: No idea", `unsure: ${wide}`)
        .replace("label: In the kitchen", `label: ${wide}`),
      "catalogue/models.yaml": models().replace("name: Lamp Two", `name: ${wide}`),
      "intents/lamp_price.yaml": `schema: 1\nid: lamp_price\ntitle: ${wide}\nexamples: [how much is a lamp]\n`,
    });
    expect(found.map((problem) => problem.split(":")[0])).toEqual([
      "bot.yaml",
      "bot.yaml",
      "catalogue/models.yaml",
      "intents/lamp_price.yaml",
      "slots.yaml",
      "slots.yaml",
    ]);
    for (const problem of found) expect(problem).toContain("found 76 characters, expected 75 at most in a label");
  });
});

describe("figures", () => {
  const remedy =
    "typed into a text, expected an insert — put it into catalogue/figures.yaml and write {{ figures.….value }}";

  it("are not typed into texts", async () => {
    expect(await problemsOfSteps("  - do: Wait 2.5 seconds.\n  - say: At least 20.\n")).toEqual([
      `6:9  warning: step "step_1": found the figure 2.5 ${remedy}`,
      `7:10  warning: step "step_2": found the figure 20 ${remedy}`,
    ]);
    expect(await problemsIn({ "bot.yaml": bot().replace('"nudge text"', '"I wait 10 minutes."') })).toEqual([
      expect.stringContaining(`warning: found the figure 10 ${remedy}`),
    ]);
  });

  it("may be part of a product, a standard or a list", async () => {
    const steps = `  - do: "Hold lamp 1 for {{ figures.wait_s.value }} seconds over A2DP."
  - do: |
      1. Open the lid.
      2. Close it.
`;
    expect(await problemsOfSteps(steps)).toEqual([]);
  });

  it("that texts insert rest on a fact", async () => {
    const bare = figures("  - { id: wait_s, name: wait, value: 30 }\n");
    const step = '  - do: "Wait {{ figures.wait_s.value }} seconds."\n';
    expect(await problemsOfSteps(step, bare)).toEqual([
      'catalogue/figures.yaml:3:38  warning: entry "wait_s": found the figure 30, which texts insert and no fact carries — write { value: …, facts: [ … ] }',
    ]);
    expect(await problemsOfSteps("  - do: Wait.\n", bare)).toEqual([]);
    const whole = figures("  - { id: wait_s, name: wait, value: 30, facts: [C-001] }\n");
    expect(await problemsOfSteps(step, whole)).toEqual([]);
  });

  it("rest on a fact also where they come in by way of another value", async () => {
    const text = models().replace("hold_s: { value: 8, facts: [C-001] }", "hold_s: 8");
    const step = '  - do: "{{ model.hold }}"\n    when: { known: [model.hold] }\n';
    expect(await problemsOfSteps(step, { "catalogue/models.yaml": text })).toEqual([
      'catalogue/models.yaml:7:13  warning: entry "lamp_one": found the figure 8, which texts insert and no fact carries — write { value: …, facts: [ … ] }',
    ]);
  });
});

describe("percentages", () => {
  const said = (fault: string) =>
    `found a percentage ${fault}, expected a charge that a fact carries — say it without a share, or insert a value whose key ends in _pct`;

  it("are no shares", async () => {
    expect(await problemsOfSteps("  - say: It helps most per cent of lamps.\n")).toEqual([
      `6:10  step "step_1": ${said("without a figure of the catalogue before it")}`,
    ]);
    expect(await problemsOfSteps('  - say: "It takes {{ figures.wait_s.value }} % of them."\n')).toEqual([
      `6:10  step "step_1": ${said("of figures.wait_s.value, whose key does not end in _pct")}`,
    ]);
  });

  it("are charges that a fact carries", async () => {
    const charge = (value: string) => figures(`  - { id: charge_pct, name: charge, value: ${value} }\n`);
    const step = '  - say: "At least {{ figures.charge_pct.value }} %."\n';
    expect(await problemsOfSteps(step, charge("{ value: 15, facts: [C-001] }"))).toEqual([]);
    const facts = "schema: 1\nfacts:\n  C-001: { fact: Most lamps, trust: unverifiable_statistic }\n";
    expect(await problemsOfSteps(step, { ...charge("{ value: 15, facts: [C-001] }"), "facts.yaml": facts })).toEqual([
      `6:10  step "step_1": ${said("resting on C-001, a statistic nobody can check")}`,
    ]);
  });

  it("may stand in a value of the catalogue that is inserted", async () => {
    const text = models().replace(
      "form: desk",
      'form: desk\n    charge_pct: { value: 15, facts: [C-001] }\n    charge: "{{ self.charge_pct }} %"',
    );
    const step = '  - do: "{{ model.charge }}"\n    when: { known: [model.charge] }\n';
    expect(await problemsOfSteps(step, { "catalogue/models.yaml": text })).toEqual([]);
  });
});

describe("words that are never said", () => {
  const never = (entry: string) => ({ "bot.yaml": `${bot()}never_say:\n  - ${entry}\n` });
  const secret = never('{ words: ["chip*", bright lamp], because: nobody cares, except: [chip shop] }');
  const found = (words: string) =>
    `says “${words}”, which never_say of bot.yaml forbids (nobody cares) — say it otherwise`;

  it("are found in any form the author listed", async () => {
    expect(await problemsOfSteps("  - do: Its Chipset is new.\n  - say: A bright, lamp\n", secret)).toEqual([
      `6:9  step "step_1": ${found("chip*")}`,
      `7:10  step "step_2": ${found("bright lamp")}`,
    ]);
  });

  it("are no parts of words and do not reach over the end of a sentence", async () => {
    expect(await problemsOfSteps("  - do: A microchip. So bright. Lamp on?\n", secret)).toEqual([]);
  });

  it("may stand in a phrase that the author excepts", async () => {
    expect(await problemsOfSteps("  - do: Go to the chip shop.\n", secret)).toEqual([]);
    expect(await problemsOfSteps("  - do: The chip shop sells a chip.\n", secret)).toHaveLength(1);
  });

  it("are looked for in everything a person may read", async () => {
    const step = '  - do: "{{ model.hold }}"\n    when: { known: [model.hold] }\n    why: The chip wants it.\n';
    const everywhere = {
      "catalogue/models.yaml": models()
        .replace("Hold the button", "Hold the chip")
        .replace("name: Lamp Two", "name: Chip Two"),
      "slots.yaml": slots().replace("label: In the cellar", "label: On a chip"),
      "actions.yaml": "schema: 1\nactions:\n  - { id: reset, name: wiping the chip, phrases: [wipe the chip] }\n",
      "bot.yaml": (secret["bot.yaml"] ?? "").replace("your saved colours", "your chip"),
      "intents/lamp_price.yaml":
        "schema: 1\nid: lamp_price\ntitle: the price of a chip\nexamples: [how much is a chip]\n",
    };
    const problems = await problemsOfSteps(step, everywhere);
    expect(problems.map((problem) => problem.replace(/\s.*$/, ""))).toEqual([
      "actions.yaml:3:24",
      "bot.yaml:10:20",
      "catalogue/models.yaml:8:11",
      "catalogue/models.yaml:11:11",
      "8:10",
      "intents/lamp_price.yaml:3:8",
      "slots.yaml:17:76",
    ]);
  });
});
