import { describe, expect, it } from "vitest";
import { bot, flow, models, problemsIn, problemsOfSteps, slots } from "./pack.ts";

describe("YAML", () => {
  it("is told of where it breaks", async () => {
    expect(await problemsIn({ "actions.yaml": 'schema: 1\nactions:\n  - "reset\n' })).toEqual([
      'actions.yaml:4:1  not valid YAML: Missing closing "quote',
    ]);
  });

  it("may not give a key twice", async () => {
    expect(await problemsOfSteps("  - do: Plug it in.\n    do: Look.\n")).toEqual([
      "7:5  the same key stands twice in one map — remove or rename one of them",
    ]);
  });

  it("may not refer to an anchor that is not there", async () => {
    expect(await problemsIn({ "actions.yaml": "schema: 1\nactions: *missing\n" })).toEqual([
      "actions.yaml:1:1  Unresolved alias (the anchor must be set before the alias): missing — mend the reference",
    ]);
  });

  it("may use anchors and merge keys, and points at what was merged", async () => {
    const text = models().replace(
      "form: floor",
      "form: floor\n    <<: { light: { value: white_fast, facts: &f [C-002] } }\n    again: { value: x, facts: *f }",
    );
    expect(await problemsIn({ "catalogue/models.yaml": text })).toEqual([
      'catalogue/models.yaml:13:50  entry "lamp_two": unknown fact "C-002" — did you mean "C-001"?',
    ]);
  });
});

describe("words that YAML may take for truth values", () => {
  it("are put in quotes as values and as keys", async () => {
    const steps =
      "  - ask: Is it on?\n    answers:\n      yes: { label: Yes, then: next }\n      not_sure: { then: next }\n";
    expect(await problemsOfSteps(steps)).toEqual([
      '8:7  step "step_1": found yes without quotes, which YAML may read as true or false — write "yes"',
      '8:21  step "step_1", answer "yes": found Yes without quotes, which YAML may read as true or false — write "Yes"',
    ]);
  });
});

describe("the form of a file", () => {
  it("suggests the key that was meant", async () => {
    expect(await problemsOfSteps("  - do: Plug it in.\n    efort: { minutes: 1 }\n")).toEqual([
      '7:5  step "step_1": unknown key "efort" — did you mean "effort"?',
    ]);
  });

  it("names what is missing", async () => {
    const text = flow("  - do: Plug it in.\n").replace("else: resolved\n", "");
    expect(await problemsIn({ "flows/lamp_dark.yaml": text })).toEqual([
      'flows/lamp_dark.yaml:1:1  "else" is missing — add it',
    ]);
  });

  it("names a sentence of the bot that is missing and one that is not known", async () => {
    const text = bot().replace('"greeting": "greeting text"', '"greting": "hello"');
    expect(await problemsIn({ "bot.yaml": text })).toEqual([
      'bot.yaml:17:3  "greeting" is missing — add it',
      'bot.yaml:17:3  unknown key "greting" — did you mean "greeting"?',
    ]);
  });

  it("knows where a step can lead", async () => {
    expect(
      await problemsOfSteps("  - say: Hello.\n    then: nxt\n  - say: Again.\n    then: { flwo: other }\n"),
    ).toEqual([
      '7:11  step "step_1": found "nxt", expected one of next, return, resolved, answered — did you mean "next"?',
      '9:11  step "step_2": found the key flwo, expected next, return, resolved, answered, { step: id }, { retry: id }, { flow: id } or { escalate: { queue, reason } } — did you mean "flow"?',
    ]);
  });

  it("wants a reason for a hand-over", async () => {
    expect(await problemsOfSteps("  - go: { escalate: { queue: lamps } }\n")).toEqual([
      '6:21  step "step_1": "reason" is missing — add it',
    ]);
  });

  it("tells a text that YAML reads as keys", async () => {
    expect(await problemsOfSteps("  - do: {{ model.hold }}\n")).toEqual([
      "6:10  found keys inside keys, as YAML reads a text that begins with {{ — put the text in quotes",
    ]);
  });

  it("wants lower-case ids", async () => {
    expect(await problemsIn({ "slots.yaml": slots().replace("id: place", "id: thePlace") })).toEqual([
      'slots.yaml:11:9  slot "thePlace": found "thePlace", expected an id of lower-case letters, digits and underscores — write "the_place"',
    ]);
  });

  it("wants the kinds of values it names", async () => {
    const text = bot().replace("title: Lamps", "title: 5").replace("turns: 40", "turns: many");
    expect(await problemsIn({ "bot.yaml": text })).toEqual([
      'bot.yaml:2:8  found the number 5, expected a text — write "5"',
      'bot.yaml:15:107  found "many", expected a number',
    ]);
  });

  it("wants the version it can read", async () => {
    const text = "schema: 2\nactions: []\n";
    expect(await problemsIn({ "actions.yaml": text })).toEqual([
      "actions.yaml:1:9  found the number 2, expected 1 — write 1",
    ]);
  });

  it("knows the controls", async () => {
    expect(await problemsIn({ "controls.yaml": "schema: 1\ncontrols:\n  go_bakc: [back]\n" })).toEqual([
      'controls.yaml:3:3  unknown key "go_bakc" — did you mean "go_back"?',
    ]);
  });
});

describe("the files of a pack", () => {
  it("include those that every pack has", async () => {
    expect(await problemsIn({ "controls.yaml": null })).toEqual([
      "controls.yaml:1:1  controls.yaml is missing — add it",
    ]);
  });

  it("are all read, or told about", async () => {
    expect(await problemsIn({ "flow/more.yaml": "schema: 1\n", "intents/more.yml": "schema: 1\n" })).toEqual([
      'flow/more.yaml:1:1  is not a file of the knowledge — did you mean "flows/more.yaml"?',
      "intents/more.yml:1:1  is not read — rename it to intents/more.yaml",
    ]);
  });
});
