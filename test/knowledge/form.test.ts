import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadKnowledge } from "../../src/knowledge/load.ts";
import { bot, flow, models, packDir, problemsIn, problemsOfSteps, slots } from "./pack.ts";

describe("YAML", () => {
  it("is told of where it breaks", async () => {
    expect(await problemsIn({ "actions.yaml": 'schema: 1\nactions:\n  - "reset\n' })).toEqual([
      'actions.yaml:3:5  found no closing " for the text that begins here — add it',
    ]);
  });

  it("may not give a key twice", async () => {
    expect(await problemsOfSteps("  - do: Plug it in.\n    do: Look.\n")).toEqual([
      '7:5  the key "do" stands twice in one map — remove or rename one of them',
    ]);
  });

  it("may not refer to an anchor that is not there", async () => {
    expect(await problemsIn({ "actions.yaml": "schema: 1\nactions: *missing\n" })).toEqual([
      "actions.yaml:2:10  found *missing, which YAML reads as a reference, but nothing is marked &missing before it — put a text that begins with * in quotes",
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

describe("YAML that cannot be read", () => {
  const told = async (yaml: string) =>
    (await problemsIn({ "actions.yaml": `schema: 1\n${yaml}` })).map((problem) => problem.replace("actions.yaml:", ""));

  it.each([
    [
      "a colon in a text",
      "title: Look: there\n",
      '2:8  found ": " in a text without quotes — write "Look: there" with the quotes',
    ],
    [
      "a colon in a text in braces",
      "a: { b: c: d }\n",
      '2:9  found ": " in a text without quotes — put the text in quotes, or a comma before the next key',
    ],
    [
      "a quote that is not closed",
      "a: 'words\nb: c\n",
      "2:4  found no closing ' for the text that begins here — add it",
    ],
    [
      "a quote that is closed by the next one",
      'a: "words\n  b: "more"\n',
      '2:4  found no closing " on the line of the text that begins here — add it',
    ],
    [
      "an apostrophe in single quotes",
      "a: 'don't'\n",
      "2:8  found an ' inside '…', where it ends the text — write '' for it, or put the text in \"…\"",
    ],
    ["words after a quote", 'a: "no" way\n', "2:9  found words after the closing quote — put the whole text in quotes"],
    ["a tab", "a:\n\t- b\n", "3:1  found a tab at the beginning of a line, expected spaces — indent with spaces"],
    [
      "a key that is indented too far",
      "a: b\n  c: d\n",
      "3:3  found a key that is indented further than the one before it — begin both in the same column",
    ],
    [
      "an item without its dash",
      "a:\n  - b: c\n  d: e\n  - f: g\n",
      '4:3  found a line in another column than those it belongs to — indent it like them; a new item begins with "- "',
    ],
    [
      "a bracket that is not closed",
      "a: [b, c\nd: e\n",
      "2:4  found no ] for the [ here — add it, or put a text that begins with [ in quotes",
    ],
    ["a bracket too many", "a: [b]]\n", "2:7  found a ] that closes nothing — remove it, or put the text in quotes"],
    ["a comma too many", "a: [b,, c]\n", "2:7  found a comma with nothing before it — remove it"],
    [
      "a reserved letter",
      "a: @home\n",
      "2:4  found a text that begins with @, which YAML keeps for itself — put the text in quotes",
    ],
    [
      "a backslash",
      'a: "C:\\dir"\n',
      "2:7  found \\d inside \"…\", where a backslash begins a code — write it twice, or put the text in '…'",
    ],
    [
      "a line without a key",
      "just words\nb: c\n",
      "2:1  found a line without a key — write key: value, or indent it further if it goes on with the text above",
    ],
    [
      "words behind the sign for a long text",
      "a: | words\n",
      "2:6  found words after | or >, which begin a text on the next line — move them there, or put the text in quotes",
    ],
    [
      "a merge that was not finished",
      "<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n",
      "2:1  found the marks of a merge conflict — keep one of the two versions",
    ],
    [
      "two documents",
      "a: b\n---\nc: d\n",
      "3:1  found --- in the middle of the file, which begins another document — remove the line",
    ],
  ])("is told of in plain words, once, with a remedy: %s", async (_name, yaml, problem) => {
    expect(await told(yaml)).toEqual([problem]);
  });

  it("has every key named that stands twice", async () => {
    expect(await told("a: 1\nb: 2\na: 3\nb: 4\n")).toEqual([
      '4:1  the key "a" stands twice in one map — remove or rename one of them',
      '5:1  the key "b" stands twice in one map — remove or rename one of them',
    ]);
  });

  it("may not refer to itself without end", async () => {
    expect(await told("actions: &a\n  <<: *a\n")).toEqual([
      "1:1  found references (&, *) that lead to themselves or multiply without end — write the values out",
    ]);
  });
});

describe("the cause of many problems", () => {
  it("is an answer that leads nowhere, whatever else the step has", async () => {
    const steps = `  - ask: Is it on?
    answers:
      "yes": { label: It is }
      "no": { label: It is not }
      not_sure: { label: I cannot tell }
`;
    const goto =
      "next, return, resolved, answered, { step: id }, { retry: id }, { flow: id } or { escalate: { queue, reason } }";
    expect(await problemsOfSteps(steps)).toEqual([
      `8:14  step "step_1", answer "yes": "then" is missing — add it: ${goto}`,
      `9:13  step "step_1", answer "no": "then" is missing — add it: ${goto}`,
      `10:17  step "step_1", answer "not_sure": "then" is missing — add it: ${goto}`,
    ]);
  });

  it.each([
    ["consent", "  - consent: Go ahead?\n", ['"loses" is missing — add a list', '"refused" is missing']],
    ["say", "  - say: Hello.\n    answers: {}\n", ['unknown key "answers"']],
    ["do", "  - do: Look.\n    then: next\n", ['unknown key "then"']],
    ["call", "  - call: [other]\n", ["found a list, expected a text — write one text here"]],
  ])("is looked for in the step that %s makes", async (_key, steps, parts) => {
    const problems = await problemsOfSteps(steps);
    expect(problems).toHaveLength(parts.length);
    for (const [index, part] of parts.entries()) expect(problems[index]).toContain(part);
  });

  it("is a model without a name, not what inserts it", async () => {
    const changes = {
      "catalogue/models.yaml": models().replace("    name: Lamp One\n", ""),
      "flows/lamp_dark.yaml": flow('  - do: "{{ model.hold }}"\n    when: { model: lamp_one }\n    facts: [C-404]\n'),
    };
    expect(await problemsIn(changes)).toEqual([
      'catalogue/models.yaml:3:5  entry "lamp_one": "name" is missing — add a text',
    ]);
  });

  it("is an id that two flows have", async () => {
    const again = flow("  - call: nowhere\n").replace("starts_on: [lamp_dark]", "needs: []");
    expect(await problemsIn({ "flows/more.yaml": again })).toEqual([
      'flows/more.yaml:2:5  the flow "lamp_dark" is there already (in flows/lamp_dark.yaml) — rename one',
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
      'flows/lamp_dark.yaml:1:1  "else" is missing — add it: return, resolved, answered, { step: id }, { retry: id }, { flow: id } or { escalate: { queue, reason } }',
    ]);
  });

  it("tells of a sentence of the bot that is misspelt once, not of the one that is missing for it", async () => {
    const text = bot().replace('"greeting": "greeting text"', '"greting": "hello"');
    expect(await problemsIn({ "bot.yaml": text })).toEqual([
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
      '6:21  step "step_1": "reason" is missing — add a text',
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
      'bot.yaml:15:107  found "many", expected a number — write digits',
    ]);
  });

  it.each([
    ["a list where a text stands", "actions: soon\n", 'found "soon", expected a list — write [soon]'],
    [
      "a list whose dashes stick to the words",
      "actions:\n  -a\n  -b\n",
      'expected a list — write a space after each "-"',
    ],
    ["a list where nothing stands", "actions:\n", 'found nothing, expected a list — begin each item with "- "'],
    ["keys where a text stands", "actions: [reset]\n", 'found "reset", expected keys with values — write key: value'],
    [
      "a text where a list stands",
      "actions: [{ id: [a], name: b, phrases: [c] }]\n",
      "found a list, expected a text — write one text here",
    ],
  ])("says how to write %s", async (_name, yaml, part) => {
    expect(await problemsIn({ "actions.yaml": `schema: 1\n${yaml}` })).toEqual([expect.stringContaining(part)]);
  });

  it("says where something unknown can be added", async () => {
    expect(await problemsOfSteps("  - do: Plug it in.\n    facts: [XYZ-77]\n")).toEqual([
      '7:13  step "step_1": unknown fact "XYZ-77" — expected one of C-001',
    ]);
    const many = Array.from({ length: 20 }, (_, n) => `  C-${100 + n}: { fact: It is so, trust: plain }\n`).join("");
    const facts = `schema: 1\nfacts:\n  C-001: { fact: Hold for 8 seconds, trust: plain }\n${many}`;
    const problems = await problemsOfSteps("  - do: Plug it in.\n    facts: [XYZ-77]\n", { "facts.yaml": facts });
    expect(problems).toContain(
      '7:13  step "step_1": unknown fact "XYZ-77" — write one that is there, or add it to facts.yaml',
    );
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

  it("are not empty", async () => {
    for (const text of ["", "\n\n", "# nothing yet\n"])
      expect(await problemsIn({ "actions.yaml": text })).toEqual([
        "actions.yaml:1:1  is empty — begin it with schema: 1, or remove the file",
      ]);
  });

  it("are UTF-8, to the letter", async () => {
    const dir = await packDir();
    await writeFile(join(dir, "actions.yaml"), Buffer.from("schema: 1\nactions: # für später\n  []\n", "latin1"));
    const { knowledge, problems } = await loadKnowledge(dir);
    expect(knowledge).toBeNull();
    expect(problems).toMatchObject([
      { line: 2, column: 13, message: "found a letter that is not UTF-8 — save the file as UTF-8" },
    ]);
  });

  it("are all read, or told about", async () => {
    expect(await problemsIn({ "flow/more.yaml": "schema: 1\n", "intents/more.yml": "schema: 1\n" })).toEqual([
      'flow/more.yaml:1:1  is not a file of the knowledge — did you mean "flows/more.yaml"?',
      "intents/more.yml:1:1  is not read — rename it to intents/more.yaml",
    ]);
  });
});
