import { describe, expect, it } from "vitest";
import { flow, problemsIn, problemsOfSteps, slots } from "../pack.ts";

describe("slots", () => {
  it("are known where they are needed, set or compared with each other", async () => {
    const steps = `  - ask: Where?
    needs: [modl]
    when: { same: [place, plaice] }
    answers:
      here: { label: Here, set: { plac: kitchen }, then: next }
      not_sure: { then: next }
`;
    expect(await problemsOfSteps(steps)).toEqual([
      '7:13  step "step_1": unknown slot "modl" — did you mean "model"?',
      '8:27  step "step_1": unknown slot "plaice" — did you mean "place"?',
      '10:35  step "step_1", answer "here": unknown slot "plac" — did you mean "place"?',
    ]);
  });

  it("are known where one depends on another", async () => {
    const text = slots().replace("why: Rooms differ.", "why: Rooms differ.\n    depends_on: [modle]");
    expect(await problemsIn({ "slots.yaml": text })).toEqual([
      'slots.yaml:16:18  slot "place": unknown slot "modle" — did you mean "model"?',
    ]);
  });

  it("have the parts of their kind", async () => {
    const text = slots()
      .replace("kind: entry, collection: models", "kind: entry")
      .replace('value: { colour: "off" }', "words: [dark]")
      .replace("kind: choice", "kind: text");
    expect(await problemsIn({ "slots.yaml": text, "catalogue/models.yaml": null })).toEqual([
      'slots.yaml:3:5  slot "model": found a slot of kind entry without its collection — add collection: models',
      'slots.yaml:10:15  slot "led", option "dark": found a light without its look — add value: { colour, rhythm, part }',
      'slots.yaml:17:14  slot "place": found options in a slot of kind text — remove them or write kind: choice',
    ]);
  });
});

describe("the paths of a condition", () => {
  it("begin with a slot", async () => {
    expect(await problemsOfSteps("  - do: Look.\n    when: { modle: lamp_one }\n")).toEqual([
      '7:13  step "step_1": unknown slot "modle" — did you mean "model"?',
    ]);
  });

  it("go on with an attribute that some entry has", async () => {
    expect(await problemsOfSteps("  - do: Look.\n    when: { model.from: desk, known: [model.hold_x] }\n")).toEqual([
      '7:13  step "step_1": no entry of models has "from" — did you mean "form"?',
      '7:39  step "step_1": no entry of models has "hold_x" — did you mean "hold_s"?',
    ]);
  });

  it("end at a slot that has no attributes", async () => {
    expect(await problemsOfSteps("  - do: Look.\n    when: { place.floor: cellar }\n")).toEqual([
      '7:13  step "step_1": "place.floor": place is a choice and has no attributes — write place alone',
    ]);
  });
});

describe("the values of a condition", () => {
  it("are entries of the collection", async () => {
    const head = "needs: [{ slot: model, only: { model: [lamp_one, lampone_x] } }]";
    expect(await problemsIn({ "flows/lamp_dark.yaml": flow("  - do: Look.\n", head) })).toEqual([
      'flows/lamp_dark.yaml:4:50  unknown model "lampone_x" — did you mean "lamp_one"?',
    ]);
  });

  it("are options of the choice, when compared and when set", async () => {
    const steps = `  - ask: Where?
    when: { place: kitchn }
    answers:
      here: { label: Here, set: { place: celler }, then: next }
      not_sure: { then: next }
`;
    expect(await problemsOfSteps(steps)).toEqual([
      '7:20  step "step_1": unknown place "kitchn" — did you mean "kitchen"?',
      '9:42  step "step_1", answer "here": unknown place "celler" — did you mean "cellar"?',
    ]);
  });

  it("occur in the catalogue", async () => {
    expect(await problemsOfSteps("  - do: Look.\n    when: { model.form: desc }\n")).toEqual([
      '7:25  step "step_1": no entry of models has form "desc" — did you mean "desk"?',
    ]);
  });

  it("have the shape of the slot", async () => {
    const steps = `  - do: Look.
    when: { led: white, place: { colour: white } }
  - do: Look.
    when: { model: 5 }
`;
    expect(await problemsOfSteps(steps)).toEqual([
      '7:18  step "step_1": found "white" for the light led, expected keys — write { colour: …, rhythm: …, part: … }',
      '7:32  step "step_1": found a light for place, which is a choice — write place: value',
      '9:20  step "step_2": found the number 5, expected a text — write "5"',
    ]);
  });
});
