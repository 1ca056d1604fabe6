import { describe, expect, it } from "vitest";
import { runOf } from "./lamps.ts";

describe("coverage", () => {
  it("counts the steps reached, the answers taken, the texts said and the intents recognised, and names the rest", async () => {
    const { told, numbers, gaps } = await runOf(`  - name: a dark lamp
    turns:
      - { say: my lamp two is dark, expect: { step: lamp_dark/plug } }
      - { choose: "no", expect: { step: lamp_dark/where } }
      - { say: how much is a lamp, expect: { says: [It depends.], step: lamp_dark/where } }
      - { choose: kitchen, expect: { step: lamp_dark/wipe } }
    each: [{ choose: "no", expect: { end: answered } }, { choose: not_sure, expect: { end: answered } }]
`);
    expect(told).toEqual([]);
    expect(numbers).toEqual([
      "lamp_dark  3/4 steps  4/11 answers",
      "all flows  3/4 steps  4/11 answers",
      "1/2 texts of short answers, 2/2 intents recognised in what was typed",
    ]);
    expect(gaps).toEqual([
      "flows/lamp_dark.yaml:9:5  not covered: lamp_dark/hold",
      "flows/lamp_dark.yaml:7:5  not covered: lamp_dark/plug: yes",
      "flows/lamp_dark.yaml:7:5  not covered: lamp_dark/plug: not_sure",
      "flows/lamp_dark.yaml:9:5  not covered: lamp_dark/hold: yes",
      "flows/lamp_dark.yaml:9:5  not covered: lamp_dark/hold: no",
      "flows/lamp_dark.yaml:9:5  not covered: lamp_dark/hold: not_sure",
      "flows/lamp_dark.yaml:16:7  not covered: lamp_dark/where: not_sure",
      "flows/lamp_dark.yaml:17:5  not covered: lamp_dark/wipe: yes",
      "answers.yaml:7:9  not covered: answer price, text 1",
    ]);
  });

  it("does not count what a start only tells of the past, nor what a button chose as recognised", async () => {
    const { numbers } = await runOf(`  - name: after the consent
    start: { flow: lamp_dark, step: where, slots: { model: lamp_one }, done: { plug: "no", hold: "no" } }
    turns: [{ choose: not_sure, expect: { step: lamp_dark/wipe } }]
`);
    expect(numbers.slice(1)).toEqual([
      "all flows  2/4 steps  1/11 answers",
      "0/2 texts of short answers, 0/2 intents recognised in what was typed",
    ]);
  });

  it("knows which text of a short answer was said", async () => {
    const { gaps } = await runOf(`  - name: the price of the small one
    turns: [{ say: how much is a lamp one, expect: { says: [cheap], end: answered } }]
`);
    expect(gaps.filter((gap) => gap.includes("price"))).toEqual([
      "answers.yaml:8:9  not covered: answer price, text 2",
    ]);
  });
});
