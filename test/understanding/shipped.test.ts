import { beforeAll, describe, expect, it } from "vitest";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import type { MessageQuestion } from "../../src/dialog/message.ts";
import type { Understand } from "../../src/dialog/ports.ts";
import { realBrain } from "../support/real.ts";

let knowledge: Knowledge;
let understand: Understand;
beforeAll(async () => {
  ({ knowledge, understand } = await realBrain());
});

const tried = (text: string, pending: MessageQuestion | null = null): string[] =>
  understand(text, pending).tried.map(({ action, seconds }) => (seconds === null ? action : `${action} ${seconds}s`));

describe("with the shipped pack", () => {
  it("is sure that a Mac is no console", () => {
    const { intents, outcome, slots } = understand("mi airdots wont connect to macbook, light off, i charged them");
    expect({ outcome, intent: intents[0]?.intent }).toEqual({ outcome: "confident", intent: "connect_headphones" });
    expect(slots.map(({ slot }) => slot).sort()).toEqual(["host_os", "led", "model"]);
  });

  it.each(["my jbl headphones wont pair", "bose headphones wont connect", "galaxy buds 2 pro not connecting"])(
    "knows another brand in %j",
    (text) => {
      expect(understand(text).slots).toMatchObject([{ slot: "model", value: "other_brand" }]);
    },
  );

  it.each([
    ["my left bud is dead and the mic is quiet", ["one_bud_problem", "microphone_problem"]],
    ["two things: firmware update fails, and callers can't hear me", ["firmware_help", "microphone_problem"]],
    ["wont connect and light is off", ["connect_headphones"]],
    ["it keeps disconnecting and reconnecting", ["keeps_disconnecting"]],
  ])("counts the problems of %j", (text, intents) => {
    expect(understand(text).problems.map(({ intent }) => intent)).toEqual(intents);
  });

  it.each([
    "let me talk to a person",
    "can I speak to someone please",
    "get me a human agent now",
    "this is useless, I want a real person",
  ])("hears nothing but a wish for a person in %j", (text) => {
    const { control, outcome, problems } = understand(text);
    expect(["person", "angry"]).toContain(control);
    expect({ outcome, problems }).toEqual({ outcome: "out_of_scope", problems: [] });
  });

  it("hears the problem beside a wish for a person", () => {
    const { control, problems } = understand("the callers can't hear me on my buds, let me talk to a person");
    expect({ control, problems: problems.map(({ intent }) => intent) }).toEqual({
      control: "person",
      problems: ["microphone_problem"],
    });
  });

  it.each(["fnord @channel bold", "bold", "the cord is sold"])(
    "makes no word of the pack out of a word of English: %j",
    (text) => {
      expect(understand(text)).toMatchObject({ outcome: "out_of_scope", problems: [] });
    },
  );

  it("shows nothing as certain", () => {
    for (const { examples } of knowledge.intents.values())
      expect(understand(examples[0] ?? "").intents[0]?.confidence ?? 0).toBeLessThan(0.995);
  });
});

describe("the answer to a step that is to be held", () => {
  const steps = () =>
    [...knowledge.flows.values()].flatMap(({ id, steps: all }) => all.map((step) => ({ flow: id, step })));
  const asking = (): MessageQuestion => {
    const found = steps().find(
      ({ step }) => step.kind === "do" && step.action === "pairing_mode" && step.holdS !== null,
    );
    return {
      id: "q",
      about: { kind: "step", flow: found?.flow ?? "", step: found?.step.id ?? "" },
      text: "?",
      options: [],
    };
  };

  it.each([
    ["held it for 20 sec", ["pairing_mode 20s"]],
    ["pressed both buttons 15s", ["pairing_mode 15s"]],
    ["i only pressed it for three seconds", ["pairing_mode 3s"]],
    ["should i hold it for 20 sec?", []],
    ["held it", []],
  ])("tells how long in %j: %j", (text, actions) => {
    expect(tried(text, asking())).toEqual(actions);
  });

  it("names no step where none waits", () => {
    expect(tried("held it for 20 sec")).toEqual([]);
  });
});
