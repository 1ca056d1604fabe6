import { describe, expect, it } from "vitest";
import { bot, flow, lineOf, models, otherFlow, problemsIn, problemsOfSteps, slots } from "../pack.ts";

describe("an insert of a text", () => {
  it("has both its braces and a path", async () => {
    expect(await problemsOfSteps('  - do: "Hold {{ figures.wait_s.value }."\n  - do: "Hold {{ a b }}."\n')).toEqual([
      '6:9  step "step_1": found {{ or }} without its partner — close or remove it',
      '7:9  step "step_2": "{{ a b }}" is not an insert, expected {{ name.attribute }} — write the path of a value between the braces',
    ]);
  });

  it("leads to a slot or a value", async () => {
    const steps = `  - do: "{{ modl }} {{ figures.wait.value }} {{ figures.wait_s.vlue }} {{ figures }} {{ self.hold }}"
`;
    expect(await problemsOfSteps(steps)).toEqual([
      '6:9  step "step_1": {{ figures }}: "figures" is a collection — name an entry and its attribute: figures.id.attribute',
      '6:9  step "step_1": {{ figures.wait.value }}: unknown entry "wait" of figures — did you mean "wait_s"?',
      '6:9  step "step_1": {{ figures.wait_s.vlue }}: wait_s has no "vlue" — did you mean "value"?',
      '6:9  step "step_1": {{ modl }}: unknown slot "modl" — did you mean "model"?',
      '6:9  step "step_1": {{ self.hold }}: self is known inside the catalogue only — name the slot',
    ]);
  });

  it("is no list", async () => {
    const text = models().replace("form: desk", "form: desk\n    colours: [white, red]");
    const steps = '  - do: "It has {{ model.colours }}."\n    when: { known: [model.colours] }\n';
    expect(await problemsOfSteps(steps, { "catalogue/models.yaml": text })).toEqual([
      '6:9  step "step_1": {{ model.colours }} is not a word or a figure for lamp_one — insert one of its parts',
    ]);
  });

  it("fits the timer or the picture it is for", async () => {
    const text = models().replace("light: white_fast", "light: white").replace("value: 8", "value: eight");
    const steps = `  - do: Hold it.
    when: { known: [model.light, model.hold_s] }
    hold_s: "{{ model.hold_s }}"
    light: "{{ model.light }}"
  - do: Wait.
    wait_s: long
`;
    expect(await problemsOfSteps(steps, { "catalogue/models.yaml": text })).toEqual([
      '8:13  step "step_1": {{ model.hold_s }} is "eight" for lamp_one, expected a number of seconds — mend it where it is written',
      '9:12  step "step_1": {{ model.light }} is "white" for lamp_one, expected an entry of lights — mend it where it is written',
      '11:13  step "step_2": found "long", expected a number of seconds — mend it where it is written',
    ]);
  });
});

describe("texts that are said as they stand", () => {
  it("insert nothing", async () => {
    const text = slots().replace("question: Where is it?", 'question: "Where is {{ model }}?"');
    expect(await problemsIn({ "slots.yaml": text })).toEqual([
      'slots.yaml:14:15  slot "place": found {{ … }} in a text that is said as it stands — write the words out',
    ]);
  });
});

describe("the bot's own sentences", () => {
  it("insert what they are handed", async () => {
    const text = bot().replace('"greeting text"', '"Hello from {{ titel }}"').replace('"yes text"', '"{{ yes }}"');
    expect(await problemsIn({ "bot.yaml": text })).toEqual([
      'bot.yaml:17:15  greeting: unknown insert "titel" — did you mean "title"?',
      `bot.yaml:${lineOf(text, '"yes": "{{')}:10  yes: unknown insert "yes" — this sentence inserts nothing`,
    ]);
  });
});

describe("an insert inside the catalogue", () => {
  const withHold = (hold: string) => ({
    "catalogue/models.yaml": models().replace("Hold the button for {{ self.hold_s }} seconds.", `"${hold}"`),
  });

  it("leads to an attribute that is there", async () => {
    expect(await problemsIn(withHold("{{ self.hold_x }} {{ figure.wait_s.value }} {{ figures.wait.value }}"))).toEqual([
      'catalogue/models.yaml:8:11  entry "lamp_one": {{ figure.wait_s.value }} inserts nothing known here — did you mean "figures"?',
      'catalogue/models.yaml:8:11  entry "lamp_one": {{ figures.wait.value }}: unknown entry "wait" of figures — did you mean "wait_s"?',
      'catalogue/models.yaml:8:11  entry "lamp_one": {{ self.hold_x }}: lamp_one has no "hold_x" — did you mean "hold_s"?',
    ]);
  });

  it("does not lead round in a circle", async () => {
    expect(await problemsIn(withHold("{{ self.hold }}"))).toEqual([
      'catalogue/models.yaml:8:11  entry "lamp_one": {{ self.hold }} leads back to itself (models.lamp_one.hold → models.lamp_one.hold) — write one of them out',
    ]);
  });
});

describe("a value that some entry lacks", () => {
  const lacking = (steps: string, head?: string) => problemsIn({ "flows/lamp_dark.yaml": flow(steps, head) });
  const text = (steps: string): string => `${steps}  - do: "{{ model.hold }}"\n`;

  it("is not inserted where it may be missing", async () => {
    expect(await lacking(text(""))).toEqual([
      'flows/lamp_dark.yaml:6:9  step "step_1": {{ model.hold }} has no value when the model is not known and for lamp_two — add `when: { known: model.hold }` or the value',
    ]);
  });

  it("may be missing though the flow asks, and offers only entries that have it", async () => {
    const head = "needs: [{ slot: model, only: { model: lamp_one } }]\nstarts_on: [lamp_dark]";
    expect(await lacking(text(""), head)).toHaveLength(1);
  });

  it("is there under a condition of the step or of the answer", async () => {
    expect(await lacking(`${text("")}    when: { model.form: desk }\n`)).toEqual([]);
    const ask = `  - ask: Which?
    answers:
      hold: { label: "{{ model.hold }}", when: { known: [model.hold] }, then: next }
      not_sure: { then: next }
`;
    expect(await lacking(ask)).toEqual([]);
  });

  it("is there after an earlier step has led the others away", async () => {
    const away = "  - when: { not: { model: lamp_one } }\n    go: answered\n";
    expect(await lacking(text(away))).toEqual([]);
    const said =
      "  - when: { unknown: [model.hold] }\n    say: Sorry.\n    then: { escalate: { queue: lamps, reason: unknown } }\n";
    expect(await lacking(text(said))).toEqual([]);
  });

  it("may be missing where a jump leads past that step", async () => {
    const past = `  - ask: Is it dark?
    answers: { dark: { label: Dark, then: { step: hold } }, not_sure: { then: next } }
  - when: { unknown: [model.hold] }
    go: answered
  - id: hold
    do: "{{ model.hold }}"
`;
    expect(await lacking(past)).toHaveLength(1);
  });

  it("may be missing where the step that led away might not", async () => {
    expect(await lacking(text("  - when: { unknown: [model.hold], place: cellar }\n    go: answered\n"))).toHaveLength(
      1,
    );
  });

  it("is there once an answer has set the slot", async () => {
    const set = `  - ask: Is it Lamp One?
    answers: { one: { label: It is, set: { model: lamp_one }, then: next }, not_sure: { then: answered } }
`;
    expect(await lacking(text(set))).toEqual([]);
  });

  it("may be missing where the step asks for the slot itself", async () => {
    const known =
      "  - when: { known: [model], unknown: [model.hold] }\n    go: answered\n  - when: { known: [model] }\n    say: Good.\n";
    expect(
      await lacking(
        `${known}  - do: "{{ model }} and {{ model.hold }}"\n    needs: [model]\n    when: { unknown: [model] }\n`,
      ),
    ).toHaveLength(2);
  });

  it("is looked for in short answers, whose earlier texts exclude", async () => {
    const answers = (first: string) => `schema: 1
answers:
  - id: price
    intent: lamp_price
    question: How do I hold it?
    texts: [{ when: { ${first} }, text: Ask again. }, { text: "{{ model.hold }}" }]
`;
    expect(await problemsIn({ "answers.yaml": answers("unknown: [model.hold]") })).toEqual([]);
    expect(await problemsIn({ "answers.yaml": answers("unknown: [model]") })).toEqual([
      'answers.yaml:6:71  answer "price": {{ model.hold }} has no value for lamp_two — add `when: { known: model.hold }` or the value',
    ]);
  });
});

describe("what a flow assumes", () => {
  const called = { "flows/other.yaml": otherFlow('  - do: "{{ model.hold }}"\n', "assumes: { known: [model.hold] }") };

  it("is trusted when every caller makes sure of it", async () => {
    expect(await problemsOfSteps("  - call: other\n    when: { known: [model.hold] }\n", called)).toEqual([]);
    expect(await problemsOfSteps("  - call: other\n    when: { model.form: desk }\n", called)).toEqual([]);
    expect(
      await problemsOfSteps("  - go: answered\n    when: { unknown: [model.hold] }\n  - call: other\n", called),
    ).toEqual([]);
  });

  it("is missed where a caller does not", async () => {
    expect(
      await problemsOfSteps("  - call: other\n  - go: { flow: other }\n    when: { known: [model] }\n", called),
    ).toEqual([
      '6:11  step "step_1": other assumes what is not certain here — add the same condition as `when`',
      '7:17  step "step_2": other assumes what is not certain here — add the same condition as `when`',
    ]);
  });

  it("holds for a slot that the caller knows to be the same as another", async () => {
    const twins = slots().replace(
      "id: led\n",
      "id: second\n    kind: entry\n    collection: models\n    name: Second\n    question: And this?\n    why: Two.\n    unsure: No idea\n  - id: led\n",
    );
    const other = otherFlow("  - do: Look.\n", "assumes: { model: lamp_one, second: lamp_one }");
    const steps = "  - call: other\n    when: { same: [model, second], model: lamp_one }\n";
    expect(await problemsOfSteps(steps, { "slots.yaml": twins, "flows/other.yaml": other })).toEqual([]);
  });

  it("cannot be guaranteed by an intent or an offer", async () => {
    const head = "starts_on: [lamp_dark]\nassumes: { known: [model] }";
    expect(await problemsIn({ "flows/lamp_dark.yaml": flow("  - do: Look.\n", head) })).toEqual([
      "flows/lamp_dark.yaml:5:1  assumes stands in a flow that an intent starts — remove it or starts_on",
    ]);
    const answers = `schema: 1
answers: [{ id: a, intent: lamp_price, question: Why?, texts: [{ text: So. }], offers: other }]
`;
    const ending = called["flows/other.yaml"].replace("else: return", "else: resolved");
    expect(await problemsIn({ "flows/other.yaml": ending, "answers.yaml": answers })).toEqual([
      'answers.yaml:2:88  answer "a": offers other, which assumes what only a flow can guarantee — offer a flow without assumes',
    ]);
  });
});
