import { describe, expect, it } from "vitest";
import { bot, flow, models, otherFlow, problemsIn, problemsOfSteps } from "../pack.ts";

describe("questions", () => {
  it("have a way on for somebody who does not know", async () => {
    const steps = '  - ask: Is it on?\n    answers:\n      "yes": { then: next }\n';
    expect(await problemsOfSteps(steps)).toEqual([
      '8:7  step "step_1": found answers without not_sure, expected a way on for "I don\'t know" — add not_sure: { label: …, then: next }',
    ]);
    const text = bot().replace("not_sure: { label: I could not", "perhaps: { label: I could not");
    expect(await problemsIn({ "bot.yaml": text })).toEqual([
      'bot.yaml:6:5  found answers without not_sure, expected a way on for "I don\'t know" — add not_sure: { label: …, then: next }',
    ]);
  });

  it("say what each button says", async () => {
    expect(
      await problemsOfSteps("  - ask: Where?\n    answers: { here: { then: next }, not_sure: { then: next } }\n"),
    ).toEqual(['7:22  step "step_1", answer "here": found an answer without a label — add what its button says']);
  });

  it("come with one timer", async () => {
    expect(await problemsOfSteps("  - do: Hold it.\n    hold_s: 5\n    wait_s: 5\n")).toEqual([
      '8:5  step "step_1": found hold_s and wait_s, expected one timer — split the step',
    ]);
  });
});

describe("steps", () => {
  it("do not lead to themselves without end", async () => {
    const steps = `  - id: plug
    do: Plug it in.
    answers: { again: { label: Again, then: { step: plug } }, not_sure: { then: { retry: plug } } }
`;
    expect(await problemsOfSteps(steps)).toEqual([
      '8:45  step "plug", answer "again": the step leads to itself without end — write { retry: plug }',
    ]);
  });

  it("lead somewhere when they only lead", async () => {
    expect(await problemsOfSteps("  - go: next\n    when: { known: [model] }\n")).toEqual([
      '6:9  step "step_1": go: next leads nowhere else — remove the step',
    ]);
  });

  it("can be reached", async () => {
    expect(await problemsOfSteps("  - say: Goodbye.\n    then: answered\n  - do: Plug it in.\n")).toEqual([
      '8:5  step "step_2": nothing leads here — lead a step to it or remove it',
    ]);
    expect(
      await problemsOfSteps("  - say: Bye.\n    then: answered\n    when: { known: [model] }\n  - do: Plug it in.\n"),
    ).toEqual([]);
  });
});

describe("a circle without a question", () => {
  it("is found within a flow", async () => {
    expect(await problemsOfSteps("  - id: top\n    say: Hm.\n  - go: { step: top }\n")).toEqual([
      '8:5  step "step_2": can lead round without a question (lamp_dark/step_2 → lamp_dark/top → lamp_dark/step_2) — ask something on the way or use retry',
    ]);
  });

  it("is found across flows", async () => {
    const other = otherFlow("  - do: Look.\n    when: { place: cellar }\n", "needs: []", "{ flow: lamp_dark }");
    expect(
      await problemsOfSteps("  - go: { flow: other }\n    when: { model: lamp_one }\n", { "flows/other.yaml": other }),
    ).toEqual([
      '6:5  step "step_1": can lead round without a question (lamp_dark/step_1 → other/step_1 → other/else → lamp_dark/step_1) — ask something on the way or use retry',
    ]);
  });

  it("is found where a flow calls itself", async () => {
    expect(await problemsOfSteps("  - call: lamp_dark\n")).toEqual([
      '6:5  step "step_1": can lead round without a question (lamp_dark/step_1 → lamp_dark/step_1) — ask something on the way or use retry',
    ]);
  });

  it("is none where its conditions exclude each other", async () => {
    const steps = `  - id: top
    do: Plug it in.
    when: { model: lamp_one }
  - go: { step: top }
    when: { model.form: desk }
`;
    expect(await problemsOfSteps(steps)).toEqual([]);
  });

  it("is none where something is asked on the way, or the repeats are counted", async () => {
    expect(await problemsOfSteps("  - id: top\n    do: Plug it in.\n  - go: { step: top }\n")).toEqual([]);
    expect(await problemsOfSteps("  - id: top\n    say: Hm.\n  - say: Again.\n    then: { retry: top }\n")).toEqual([]);
    const asks = otherFlow("  - do: Look.\n    answers: { not_sure: { then: return } }\n");
    expect(
      await problemsOfSteps("  - id: top\n    call: other\n  - go: { step: top }\n", { "flows/other.yaml": asks }),
    ).toEqual([]);
  });
});

describe("a step that loses something", () => {
  const consent = (when = "") => `  - id: agree
    consent: Your colours go. All right?
    loses: [colours]
    refused: answered
${when}`;
  const reset = (when = "") => `  - id: reset
    do: Reset it.
    effort: { minutes: 1, difficulty: easy, loses: [colours] }
${when}`;
  const missing = (place: string) =>
    `${place}  step "reset": loses colours and can be reached without a yes — put a consent step with loses: [colours] before it`;

  it("is not reached without a yes", async () => {
    expect(await problemsOfSteps(reset())).toEqual([missing("8:52")]);
    expect(await problemsOfSteps(consent() + reset())).toEqual([]);
  });

  it("is not reached after a no", async () => {
    expect(await problemsOfSteps(consent().replace("refused: answered", "refused: next") + reset())).toEqual([
      missing("12:52"),
    ]);
  });

  it("is not reached past the question", async () => {
    const jump = `  - ask: Sure?
    answers: { sure: { label: Sure, then: { step: reset } }, not_sure: { then: next } }
`;
    expect(await problemsOfSteps(jump + consent() + reset())).toEqual([missing("14:52")]);
  });

  it("may share the condition of the question", async () => {
    const when = "    when: { model: lamp_one }\n";
    expect(await problemsOfSteps(consent(when) + reset(when))).toEqual([]);
    expect(await problemsOfSteps(consent(when) + reset())).toEqual([missing("13:52")]);
  });

  it("may ask in its condition that the yes was given, here or in another flow", async () => {
    const given = (step: string) => reset(`    when: { done: { step: ${step}, outcome: consented } }\n`);
    const when = "    when: { model: lamp_one }\n";
    expect(await problemsOfSteps(consent(when) + given("agree"))).toEqual([]);
    expect(await problemsOfSteps(given("other/agree"), { "flows/other.yaml": otherFlow(consent()) })).toEqual([]);
    expect(await problemsOfSteps(consent(when) + given("agree").replace(", outcome: consented", ""))).toEqual([
      missing("13:52"),
    ]);
  });

  it("may ask that a step was done which itself needed the yes", async () => {
    const look = "  - id: look\n    say: Look for the hole.\n    when: { done: { step: agree, outcome: consented } }\n";
    expect(
      await problemsOfSteps(
        consent("    when: { model: lamp_one }\n") + look + reset("    when: { done: { step: look } }\n"),
      ),
    ).toEqual([]);
  });
});

describe("short answers", () => {
  const answers = (texts: string) => ({
    "answers.yaml": `schema: 1
answers:
  - { id: price, intent: lamp_price, question: How much?, texts: [${texts}] }
`,
  });

  it("always have something to say", async () => {
    expect(await problemsIn(answers("{ when: { known: [model] }, text: Little. }"))).toEqual([
      'answers.yaml:3:67  answer "price": the last text has a condition, so that nothing may fit — add a text without when',
    ]);
  });

  it("do not hide their later texts", async () => {
    expect(await problemsIn(answers("{ text: Much. }, { text: Little. }"))).toEqual([
      'answers.yaml:3:67  answer "price": a text without a condition hides those after it — add when or move it to the end',
    ]);
  });
});

describe("what is there twice", () => {
  it("is told of ids", async () => {
    expect(
      await problemsIn({
        "actions.yaml": `schema: 1
actions:
  - { id: reset, name: resetting, phrases: [reset it] }
  - { id: reset, name: resetting, phrases: [wipe it] }
`,
        "catalogue/models.yaml": models().replace("id: lamp_two", "id: lamp_one").replace("form: floor", "form: desk"),
        "flows/lamp_dark.yaml": flow("  - id: plug\n    do: Plug it in.\n  - id: plug\n    do: Plug it in.\n"),
        "flows/second.yaml": flow("  - do: Plug it in.\n", "needs: []"),
      }),
    ).toEqual([
      'actions.yaml:4:11  action "reset": the action "reset" is there already — rename one',
      'catalogue/models.yaml:10:9  entry "lamp_one": the entry "lamp_one" is there already — rename one',
      'flows/lamp_dark.yaml:8:9  step "plug": the step "plug" is there already — rename one',
      'flows/second.yaml:2:5  the flow "lamp_dark" is there already (in flows/lamp_dark.yaml) — rename one',
    ]);
  });

  it("is told of intents that start two flows", async () => {
    const other = otherFlow("  - do: Look.\n", "starts_on: [lamp_dark]", "resolved");
    expect(await problemsIn({ "flows/other.yaml": other })).toEqual([
      'flows/other.yaml:4:13  the intent "lamp_dark" leads to flows/lamp_dark.yaml already — keep one of them',
    ]);
  });

  it("is told of examples of two intents, however they are spelt", async () => {
    const intent = "schema: 1\nid: lamp_price\ntitle: price\nexamples: [how much, My  lamp is dark!]\n";
    expect(await problemsIn({ "intents/lamp_price.yaml": intent })).toEqual([
      'intents/lamp_price.yaml:4:22  "my lamp is dark" stands in intents/lamp_dark.yaml:4 already — remove one of them',
    ]);
  });
});
