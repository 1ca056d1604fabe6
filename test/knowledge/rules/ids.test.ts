import { describe, expect, it } from "vitest";
import { bot, flow, lights, models, otherFlow, problemsIn, problemsOfSteps, slots } from "../pack.ts";

const answers = (answer: { text?: string; intent?: string; offers?: string }): string => `schema: 1
answers:
  - id: price
    intent: ${answer.intent ?? "lamp_price"}
    question: What does it cost?
    texts: [{ text: ${answer.text ?? "Little."} }]
    offers: ${answer.offers ?? "lamp_dark"}
`;

describe("flows", () => {
  it("are known where a step leads, calls, or an answer offers them", async () => {
    const steps = "  - call: lamp_drak\n  - say: Hm.\n    then: { flow: nowhere }\n";
    expect(
      await problemsIn({ "flows/lamp_dark.yaml": flow(steps), "answers.yaml": answers({ offers: "lamp_dar" }) }),
    ).toEqual([
      'answers.yaml:7:13  answer "price": unknown flow "lamp_dar" — did you mean "lamp_dark"?',
      'flows/lamp_dark.yaml:6:11  step "step_1": unknown flow "lamp_drak" — did you mean "lamp_dark"?',
      'flows/lamp_dark.yaml:8:19  step "step_2": unknown flow "nowhere" — expected one of lamp_dark',
    ]);
  });
});

describe("steps", () => {
  it("are known where an answer leads", async () => {
    const steps = `  - id: plug
    do: Plug it in.
    answers:
      fixed: { label: Fine, then: { step: plgu } }
      not_sure: { then: { retry: plag } }
`;
    expect(await problemsOfSteps(steps)).toEqual([
      '9:43  step "plug", answer "fixed": unknown step "plgu" — did you mean "plug"?',
      '10:34  step "plug", answer "not_sure": unknown step "plag" — did you mean "plug"?',
    ]);
  });

  it("cannot be named by the answers that every flow shares", async () => {
    const text = bot().replace("label: Not yet, then: next", "label: Not yet, then: { step: plug }");
    expect(await problemsIn({ "bot.yaml": text })).toEqual([
      'bot.yaml:7:35  answer "no": found { step: plug }, expected a way on that fits every flow — write next, resolved or { escalate: … }',
    ]);
  });

  it("are known where they are done over", async () => {
    expect(await problemsOfSteps("  - id: plug\n    do: Plug it in.\n    redo_after: [plgu]\n")).toEqual([
      '8:18  step "plug": unknown step "plgu" — did you mean "plug"?',
    ]);
  });

  it("are known where a condition asks for them, here and in other flows", async () => {
    const steps = `  - id: plug
    do: Plug it in.
  - do: Look.
    when: { any: [{ done: { step: plgu } }, { done: { step: other/loook } }, { done: { step: othr/look } }] }
`;
    expect(await problemsOfSteps(steps, { "flows/other.yaml": otherFlow("  - id: look\n    do: Look.\n") })).toEqual([
      '9:35  step "step_2": unknown step "plgu" — did you mean "plug"?',
      '9:61  step "step_2": unknown step "loook" — did you mean "look"?',
      '9:94  step "step_2": unknown flow "othr" — did you mean "other"?',
    ]);
  });

  it("are asked for with an outcome they can have", async () => {
    const steps = `  - id: see
    ask: Is it on?
    answers: { not_sure: { then: next } }
  - id: away
    go: answered
    when: { done: { step: see, outcome: worked } }
  - say: Well.
    when: { done: { step: away } }
`;
    expect(await problemsOfSteps(steps)).toEqual([
      '11:41  step "away": "see" never ends as worked — expected one of not_sure',
      '13:27  step "step_3": the step "away" only leads on and is never recorded as done — name a step that says or asks',
    ]);
  });
});

describe("actions", () => {
  it("are known where a step is skipped and where a condition asks for them", async () => {
    expect(
      await problemsOfSteps("  - do: Reset it.\n    when: { tried: [rest] }\n    skip_if_tried: resett\n"),
    ).toEqual([
      '7:21  step "step_1": unknown action "rest" — did you mean "reset"?',
      '8:20  step "step_1": unknown action "resett" — did you mean "reset"?',
    ]);
  });
});

describe("facts", () => {
  it("are known where they are cited", async () => {
    expect(await problemsOfSteps("  - do: Plug it in.\n    facts: [C-001, C-011]\n")).toEqual([
      '7:20  step "step_1": unknown fact "C-011" — did you mean "C-001"?',
    ]);
    expect(await problemsIn({ "catalogue/models.yaml": models().replace("C-001", "C-101") })).toEqual([
      'catalogue/models.yaml:7:33  entry "lamp_one": unknown fact "C-101" — did you mean "C-001"?',
    ]);
  });

  it("are missed once when the pack has no ledger", async () => {
    expect(await problemsIn({ "facts.yaml": null })).toEqual([
      'catalogue/figures.yaml:3:59  entry "wait_s": cites C-001, but there is no facts.yaml — add it or cite nothing',
    ]);
  });
});

describe("intents", () => {
  it("are known where they start a flow, open a conversation or are answered", async () => {
    expect(
      await problemsIn({
        "flows/lamp_dark.yaml": flow("  - do: Plug it in.\n", "starts_on: [lamp_drak]"),
        "bot.yaml": bot().replace("intent: lamp_dark", "intent: lamp_dar"),
        "answers.yaml": answers({ intent: "lamp_prise" }),
      }),
    ).toEqual([
      'answers.yaml:4:13  answer "price": unknown intent "lamp_prise" — did you mean "lamp_price"?',
      'bot.yaml:12:21  unknown intent "lamp_dar" — did you mean "lamp_dark"?',
      'flows/lamp_dark.yaml:4:13  unknown intent "lamp_drak" — did you mean "lamp_dark"?',
    ]);
  });
});

describe("losses", () => {
  it("are known where they are agreed to and where they happen", async () => {
    const steps = `  - consent: Your colours go. All right?
    loses: [colors, colours]
    refused: answered
  - do: Reset it.
    effort: { loses: [colour, colours] }
`;
    expect(await problemsOfSteps(steps)).toContain(
      '7:13  step "step_1": unknown loss "colors" — did you mean "colours"?',
    );
    expect(await problemsOfSteps(steps)).toContain(
      '10:23  step "step_2": unknown loss "colour" — did you mean "colours"?',
    );
  });
});

describe("collections and entries", () => {
  it("are known to slots", async () => {
    expect(await problemsIn({ "slots.yaml": slots().replace("collection: models", "collection: model") })).toContain(
      'slots.yaml:3:43  slot "model": unknown collection "model" — did you mean "models"?',
    );
  });

  it("are known to vague words", async () => {
    const vague = (among: string) => ({ "catalogue/models.yaml": models().replace("{ form: [desk] }", among) });
    expect(await problemsIn(vague("[lamp_on]"))).toEqual([
      'catalogue/models.yaml:14:35  unknown entry "lamp_on" — did you mean "lamp_one"?',
    ]);
    expect(await problemsIn(vague("{ form: [wall] }"))).toEqual([
      "catalogue/models.yaml:14:34  no entry has these attributes — mend them or list the ids",
    ]);
  });
});

describe("lights", () => {
  it("are written in the words of the vocabulary, wherever one stands", async () => {
    expect(await problemsOfSteps("  - do: Look.\n    when: { led: { colour: whte, rhythm: [fast, fst] } }\n")).toEqual([
      '7:28  step "step_1": unknown colour "whte" — did you mean "white"?',
      '7:49  step "step_1": unknown rhythm "fst" — did you mean "fast"?',
    ]);
    expect(await problemsIn({ "catalogue/lights.yaml": lights().replace("rhythm: fast }", "rhythm: fats }") })).toEqual(
      ['catalogue/lights.yaml:9:68  entry "white_fast": unknown rhythm "fats" — did you mean "fast"?'],
    );
    expect(await problemsIn({ "slots.yaml": slots().replace('colour: "off"', "colour: dark") })).toEqual([
      'slots.yaml:10:61  slot "led", option "dark": unknown colour "dark" — expected one of white, off',
    ]);
  });

  it("that a step shows are entries", async () => {
    expect(await problemsOfSteps("  - do: Look.\n    light: white_fst\n")).toEqual([
      '7:12  step "step_1": unknown light "white_fst" — did you mean "white_fast"?',
    ]);
  });
});
