import { describe, expect, it } from "vitest";
import { flow, problemsIn, problemsOfSteps } from "../pack.ts";

const facts = (more: string) => ({
  "facts.yaml": `schema: 1\n${more.includes("ledger") ? "" : "ledger: { C: 2 }\n"}facts:\n  C-001: { fact: Hold for 8 seconds, trust: plain }\n${more}`,
});

describe("a ledger of facts", () => {
  it("has every id it promises, once", async () => {
    expect(await problemsIn(facts(""))).toEqual([
      "facts.yaml:2:9  C-002 is nowhere — add it to facts, or to left_out with the reason",
    ]);
    expect(await problemsIn(facts("left_out: { C-002: A share without a source. }\n"))).toEqual([]);
    expect(await problemsIn(facts("left_out: { C-001: Twice., C-002: A share. }\n"))).toEqual([
      "facts.yaml:5:13  C-001 is left out and used — remove it from one of them",
    ]);
    expect(await problemsIn(facts("left_out: { C-002: A share., C-003: Another. }\n"))).toEqual([
      "facts.yaml:5:30  C-003 is beyond the ledger — raise its count or mend the id",
    ]);
  });

  it("tells of a fact that nothing rests on", async () => {
    expect(await problemsIn(facts("  C-002: { fact: It glows, trust: plain }\n"))).toEqual([
      "facts.yaml:5:10  warning: C-002 is cited nowhere — cite it where it is used, or move it to left_out with the reason",
    ]);
  });

  it("keeps what was left out from being cited", async () => {
    const steps = "  - do: Look.\n    facts: [C-002]\n";
    expect(await problemsOfSteps(steps, facts("left_out: { C-002: A share without a source. }\n"))).toEqual([
      '7:13  step "step_1": cites C-002, which is left out (A share without a source.) — cite another fact',
    ]);
  });
});

describe("a risky fact", () => {
  const risky = (use: string) => facts(`  C-002: { fact: It wipes the lamp, trust: risky${use} }\n`);
  const problems = (steps: string, use: string) => problemsOfSteps(steps, risky(`, use: ${use}`));

  it("says how it may be used, and no other fact does", async () => {
    const steps = { "flows/lamp_dark.yaml": flow("  - do: Look.\n    facts: [C-002]\n") };
    expect(await problemsIn({ ...steps, ...risky("") })).toEqual([
      "facts.yaml:5:10  C-002 is risky, but not how it may be used — add use: behind_yes, for_person, as_warning or safe_part",
    ]);
    const plain = facts("  C-002: { fact: It glows, trust: plain, use: for_person }\n");
    expect(await problemsIn({ ...steps, ...plain })).toContainEqual(
      expect.stringContaining("C-002 is not risky, so it has no use — remove use or write trust: risky"),
    );
  });

  it("may wait for a yes", async () => {
    const consent =
      "  - id: agree\n    consent: All goes. Well?\n    loses: [colours]\n    refused: answered\n    facts: [C-002]\n";
    const wipe = (when: string) => `  - do: Wipe it.\n${when}    facts: [C-002]\n`;
    expect(
      await problems(consent + wipe("    when: { done: { step: agree, outcome: consented } }\n"), "behind_yes"),
    ).toEqual([]);
    expect(await problems(wipe(""), "behind_yes")).toEqual([
      '7:13  step "step_1": C-002 may be used only after a yes — make the step a consent, or ask in its when that one was given',
    ]);
  });

  it("may be for a person", async () => {
    const person =
      "  - say: A person looks at it.\n    then: { escalate: { queue: lamps, reason: wiped } }\n    facts: [C-002]\n";
    expect(await problems(person, "for_person")).toEqual([]);
    expect(await problems("  - do: Wipe it.\n    facts: [C-002]\n", "for_person")).toEqual([
      '7:13  step "step_1": C-002 is for a person only — cite it where the case is handed over',
    ]);
  });

  it("that needs a yes or a person has no place in a short answer", async () => {
    const answers = (use: string) => ({
      ...risky(`, use: ${use}`),
      "answers.yaml":
        "schema: 1\nanswers:\n  - { id: a, intent: lamp_price, question: Why?, texts: [{ text: So. }], facts: [C-002] }\n",
    });
    expect(await problemsIn(answers("behind_yes"))).toEqual([
      'answers.yaml:3:82  answer "a": C-002 has no place in a short answer, which asks for no yes and hands nothing over — cite it in a flow',
    ]);
    expect(await problemsIn(answers("safe_part"))).toEqual([]);
  });

  it("may be warned of, or used in part", async () => {
    const steps = "  - do: Never wipe it.\n    facts: [C-002]\n";
    expect(await problems(steps, "as_warning")).toEqual([]);
    expect(await problems(steps, "safe_part")).toEqual([]);
  });
});
