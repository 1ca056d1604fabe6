import { describe, expect, it } from "vitest";
import type { Understanding } from "../../src/dialog/understanding.ts";
import { figuresOf } from "../../src/evaluation/figures.ts";
import { labelledIn } from "../../src/evaluation/labelled.ts";
import { calibrationPlot } from "../../src/evaluation/plot.ts";
import { linesOf } from "../../src/evaluation/report.ts";
import { meaning } from "../support/scene.ts";

/** Understands what the text spells out: "reset 0.9", "reset+pair 0.9", "none 0.4". */
function spelled(text: string): Understanding {
  const [names = "", confidence = "0"] = text.split(" ");
  const intents = names.split("+").map((intent) => ({ intent, confidence: Number(confidence) }));
  const none = names === "none";
  return meaning({
    intents,
    outcome: none ? "out_of_scope" : "confident",
    problems: none ? [] : intents.map((intent) => ({ ...intent, words: text })),
  });
}

const evaluated = (...lines: readonly object[]) => {
  const { messages, faults } = labelledIn("file", lines.map((line) => JSON.stringify(line)).join("\n"));
  expect(faults).toEqual([]);
  return figuresOf(messages, spelled);
};

describe("labelled messages", () => {
  it("may name one intent, several, either of two, or none", () => {
    const { messages } = labelledIn(
      "f",
      '{"text":"a","intent":"x"}\n\n{"text":"b","intents":["x|y","z"]}\n{"text":"c"}',
    );
    expect(messages.map(({ intents, line }) => [line, intents])).toEqual([
      [1, ["x"]],
      [3, ["x|y", "z"]],
      [4, []],
    ]);
  });

  it("that are none are told all at once, with their lines", () => {
    const { faults } = labelledIn("f", '{"text":1}\nnot json\n{"text":"a","intentz":[]}');
    expect(faults.map((fault) => fault.split(" ")[0])).toEqual(["f:1", "f:2", "f:3"]);
  });
});

describe("the figures", () => {
  it("count what is right, what is left alone and what is turned away", () => {
    const figures = evaluated(
      { text: "reset 0.9", intent: "reset" },
      { text: "pair 0.8", intents: ["pair|scan"] },
      { text: "pair 0.7", intent: "reset" },
      { text: "none 0.2", intent: "reset" },
      { text: "none 0.1" },
      { text: "pair 0.5" },
    );
    expect(figures.accuracy).toEqual({ part: 2, whole: 4 });
    expect(figures.turnedAway).toEqual({ part: 1, whole: 4 });
    expect(figures.leftAlone).toEqual({ part: 1, whole: 2 });
    expect(figures.confusions).toContainEqual({ intent: "reset", takenFor: "pair", count: 1 });
    expect(figures.intents.find(({ intent }) => intent === "reset")).toMatchObject({ precision: 1, recall: 1 / 3 });
    expect(figures.worst.map(({ line }) => line)).toEqual([3, 6, 4]);
  });

  it("ask for all problems in their order", () => {
    const { allProblems } = evaluated(
      { text: "reset+pair 0.9", intents: ["reset", "pair"] },
      { text: "reset+pair 0.9", intents: ["pair", "reset"] },
    );
    expect(allProblems).toEqual({ part: 1, whole: 2 });
  });

  it("measure how far confidence is from accuracy", () => {
    const { calibration } = evaluated({ text: "reset 0.75", intent: "reset" }, { text: "pair 0.75", intent: "reset" });
    expect(calibration.error).toBeCloseTo(0.25);
    expect(calibrationPlot(calibration)).toContain("calibration error 25.0 %");
  });

  it("are told in lines, mistakes as many as asked for", () => {
    const figures = evaluated({ text: "pair 0.7", intent: "reset" }, { text: "pair 0.6", intent: "reset" });
    const lines = linesOf(figures, 1).join("\n");
    expect(lines).toContain("0.0 % (0 of 2)");
    expect(lines).toContain("pair instead of reset (0.70)");
    expect(lines).not.toContain("(0.60)");
  });
});
