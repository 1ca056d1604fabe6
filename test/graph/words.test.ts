import { describe, expect, it } from "vitest";
import type { Condition } from "../../src/dialog/flow.ts";
import { whenInWords } from "../../src/graph/words.ts";
import { is, packOf } from "../support/pack.ts";

const lights = {
  colours: new Map([["red", { name: "red", words: [], shows: [] }]]),
  rhythms: new Map([
    ["pulse", { name: "pulsing", words: [], beat: [] }],
    ["blink", { name: "blinking", words: [], beat: [] }],
  ]),
  parts: new Map(),
};
const pack = packOf({ lights });
const say = (condition: Condition) => whenInWords(condition, { flow: "brew", step: "fill" }, pack);

const known = (path: string): Condition => ({ kind: "known", path: path.split(".") });
const done = (step: string, ...outcomes: ("worked" | "did_not_help")[]): Condition => ({
  kind: "done",
  step,
  outcomes,
});
const not = (of: Condition): Condition => ({ kind: "not", of });
const any = (...of: Condition[]): Condition => ({ kind: "any", of });
const all = (...of: Condition[]): Condition => ({ kind: "all", of });

describe("a condition in words", () => {
  it.each<[string, Condition]>([
    ["only if machine is LUNGO or RISTRETTO", is("machine", "lungo", "ristretto")],
    ["unless machine is LUNGO", not(is("machine", "lungo"))],
    ["only if machine (tank side) is far left", is("machine.tank_side", "far_left")],
    ["only if machine (big) is no", { kind: "is", path: ["machine", "big"], values: [false] }],
    ["only if water is “soft”", is("water", "soft")],
    ["only if machine is not known", not(known("machine"))],
    ["only if machine has tank", known("machine.tank")],
    ["only if machine has no tank", not(known("machine.tank"))],
    [
      "only if lamp is red pulsing or blinking",
      { kind: "light", slot: "lamp", colour: ["red"], rhythm: ["pulse", "blink"], part: null },
    ],
    ["only if machine and water are the same", { kind: "same", slots: ["machine", "water"] }],
    ["only if descaling was tried", { kind: "tried", actions: ["descale"] }],
    ["only if “grind” did not help", done("brew/grind", "did_not_help")],
    ["only if “hot_water” of rinse was done", done("rinse/hot_water")],
  ])("%s", (words, condition) => {
    expect(say(condition)).toBe(words);
  });

  it("puts what must be before what must not be", () => {
    expect(say(all(not(done("brew/grind")), known("machine")))).toBe(
      "only if machine is known, unless “grind” was done",
    );
  });

  it("calls a step that must not have been done before a step of once", () => {
    expect(say(not(done("brew/fill")))).toBe("once only");
    expect(say(all(known("machine"), not(any(done("brew/fill"), done("brew/grind")))))).toBe(
      "only if machine is known, unless “grind” was done, once only",
    );
  });

  it("keeps a step that may be done again after another outcome apart from that", () => {
    expect(say(not(done("brew/fill", "worked")))).toBe("unless “fill” worked");
  });

  it("lists steps with the same outcome together", () => {
    expect(say(not(any(done("brew/grind"), done("brew/descale"))))).toBe("unless “grind” or “descale” was done");
  });

  it("shows what belongs together", () => {
    const either = any(all(known("machine"), known("water")), is("water", "hard"));
    expect(say(either)).toBe("only if (machine is known and water is known), or water is “hard”");
    expect(say(all(either, known("machine.tank")))).toBe(
      "only if ((machine is known and water is known), or water is “hard”), and machine has tank",
    );
    expect(say(any(not(all(known("machine"), known("water"))), known("machine.tank")))).toBe(
      "only if not (machine is known and water is known), or machine has tank",
    );
  });
});
