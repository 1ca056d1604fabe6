// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow; these values are never awaited.
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/dialog/flow.ts";
import type { Graph, StepNode } from "../../src/graph/graph.ts";
import { graphOf } from "../../src/graph/model.ts";
import { answerOf, askStep, doStep, flowOf, is, packOf, sayStep, t } from "../support/pack.ts";
import { shippedPack } from "./shipped.ts";

const pack = packOf();

const graphOfSteps = (...steps: readonly Step[]): Graph => graphOf(flowOf("small", steps), pack);

const edges = (graph: Graph) => graph.edges.map(({ from, to, kind, label }) => [from, kind, to, label]);

const stepIn = (graph: Graph, step: string): StepNode => {
  const found = graph.nodes.find((node): node is StepNode => "step" in node && node.step === step);
  if (found === undefined) throw new Error(`no step ${step}`);
  return found;
};

const question = (...answers: Parameters<typeof askStep>[1]) => ({ text: t("Better?"), why: null, answers });
const next = { kind: "next" } as const;
const person = { kind: "escalate", queue: "bench", reason: "broken" } as const;
const unknown = { kind: "not", of: { kind: "known", path: ["machine"] } } as const;

describe("the graph of a flow", () => {
  it("begins with what starts the flow and what is asked first", () => {
    const brew = pack.flows.get("brew");
    if (brew === undefined) throw new Error("the pack has a flow brew");
    const graph = graphOf(brew, pack);
    expect(graph.nodes.slice(0, 2)).toEqual([
      { kind: "start", id: "start", title: "the brew flow", intents: ["no coffee"], from: [] },
      { kind: "needs", id: "needs", asks: [{ name: "machine", question: "Which machine?", when: null }] },
    ]);
    expect(edges(graph).slice(0, 2)).toEqual([
      ["start", "next", "needs", ""],
      ["needs", "next", "step:fill", ""],
    ]);
  });

  it("names the flows that lead or call there", () => {
    const rinse = pack.flows.get("rinse");
    if (rinse === undefined) throw new Error("the pack has a flow rinse");
    expect(graphOf(rinse, pack).nodes[0]).toMatchObject({ intents: [], from: ["the brew flow"] });
  });

  it("puts texts into words: the name of a slot for what is not known yet", () => {
    const step = doStep("fill", { text: t("Fill the {{ machine.tank_side }} of the {{ machine }}."), holdS: t("30") });
    expect(stepIn(graphOfSteps(step), "fill")).toMatchObject({
      text: "Fill the ⟨machine: tank side⟩ of the ⟨machine⟩.",
      question: "Better?",
      timer: { kind: "hold", seconds: "30" },
    });
  });

  it("fills in what the catalogue knows by itself", () => {
    const step = sayStep("hint", "Left is {{ machines.lungo.tank }}, like the {{ machines.lungo.name }}.");
    expect(stepIn(graphOfSteps(step), "hint").text).toBe("Left is left, like the LUNGO.");
  });

  it("says what a step loses, and what passes it over", () => {
    const step = doStep("wipe", {
      action: "descale",
      when: unknown,
      effort: { minutes: 1, difficulty: "easy", loses: ["recipes"] },
    });
    expect(stepIn(graphOfSteps(step), "wipe")).toMatchObject({
      when: "only if machine is not known",
      skippedIfTried: "descaling",
      loses: ["your recipes"],
    });
  });

  it("merges the answers that lead to one place, in their order", () => {
    expect(edges(graphOfSteps(doStep("first"), doStep("second"))).slice(1, 3)).toEqual([
      ["step:first", "next", "end:first:resolved", "yes"],
      ["step:first", "next", "step:second", "no / not_sure"],
    ]);
  });

  it("shows the condition of an answer", () => {
    const hidden = { ...answerOf("b", next), when: is("machine", "lungo") };
    const graph = graphOfSteps(askStep("which", [answerOf("a", next), hidden, answerOf("not_sure", person)]));
    expect(edges(graph)[1]?.[3]).toBe("a / b (only if machine is LUNGO)");
  });

  it("keeps the same end of different steps apart", () => {
    const graph = graphOfSteps(sayStep("one", "One.", person), sayStep("two", "Two.", person));
    expect(graph.nodes.filter(({ kind }) => kind === "end")).toEqual([
      {
        kind: "end",
        id: "end:one:escalate:bench:broken",
        otherwise: false,
        end: { kind: "person", queue: "bench", reason: "broken" },
      },
      expect.objectContaining({ id: "end:two:escalate:bench:broken" }),
    ]);
  });

  it("ends where used-up steps lead, if any step can come to that", () => {
    expect(graphOfSteps(sayStep("last", "Bye.")).nodes.at(-1)).toMatchObject({
      otherwise: true,
      end: { kind: "person", reason: "steps_used_up" },
    });
    const never = graphOfSteps(sayStep("last", "Bye.", { kind: "resolved" }));
    expect(never.nodes.some((node) => node.kind === "end" && node.otherwise)).toBe(false);
  });

  it("draws no second line for a condition that fails where an answer leads on anyway", () => {
    const graph = graphOfSteps(doStep("maybe", { when: unknown }), doStep("then"));
    expect(graph.edges.filter(({ kind }) => kind === "pass")).toEqual([]);
  });

  it("draws the way past a conditional step that only leads elsewhere", () => {
    const graph = graphOfSteps({ ...sayStep("maybe", "No.", person), when: unknown }, doStep("then"));
    expect(edges(graph)).toContainEqual(["step:maybe", "pass", "step:then", "otherwise"]);
  });

  it("draws the way on after the last repetition", () => {
    const again = doStep("again", { question: question(answerOf("no", { kind: "retry", step: "again" })) });
    expect(edges(graphOfSteps(again, doStep("then"))).slice(1, 3)).toEqual([
      ["step:again", "retry", "step:again", "no"],
      ["step:again", "pass", "step:then", "repeated enough"],
    ]);
  });

  it("asks what a step needs before the step, and leads jumps there", () => {
    const needing = doStep("hold", { needs: [{ slot: "water", only: null, when: null }] });
    const jump = askStep("start_here", [answerOf("yes", { kind: "step", step: "hold" })]);
    const graph = graphOfSteps(jump, doStep("between"), needing);
    expect(edges(graph)).toContainEqual(["step:start_here", "next", "needs:hold", "yes"]);
    expect(edges(graph)).toContainEqual(["step:between", "next", "needs:hold", "no / not_sure"]);
    expect(edges(graph)).toContainEqual(["needs:hold", "next", "step:hold", ""]);
  });
});

describe("the graph of every shipped flow", async () => {
  const shipped = await shippedPack();
  const flows = [...shipped.flows.values()].map((flow) => ({ id: flow.id, flow, graph: graphOf(flow, shipped) }));

  it.each(flows)("$id has every step, in the order written", ({ flow, graph }) => {
    const steps = graph.nodes.filter((node): node is StepNode => "step" in node).map(({ step }) => step);
    expect(steps).toEqual(flow.steps.map(({ id }) => id));
  });

  it.each(flows)("$id has every answer once, on a line from its step", ({ flow, graph }) => {
    for (const step of flow.steps) {
      const lines = graph.edges.filter(({ from }) => from === `step:${step.id}`);
      const ids = lines.flatMap(({ answers }) => answers.map(({ id }) => id));
      const given = "question" in step ? step.question.answers.map(({ id }) => id) : [];
      expect(ids.toSorted(), step.id).toEqual(given.toSorted());
      for (const { answers, label } of lines.filter(({ kind }) => kind !== "pass"))
        expect(label).toBe(answers.map((answer) => answer.label).join(" / "));
    }
  });

  it.each(flows)("$id has no line to or from a missing node, and none twice", ({ graph }) => {
    const ids = graph.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { from, to } of graph.edges) {
      expect(ids).toContain(from);
      expect(ids).toContain(to);
    }
    expect(new Set(graph.edges.map(({ id }) => id)).size).toBe(graph.edges.length);
  });

  it.each(flows)("$id leaves no node without a way to it, and none without a way on", ({ graph }) => {
    const reached = new Set(graph.edges.map(({ to }) => to));
    const left = new Set(graph.edges.map(({ from }) => from));
    const others = graph.nodes.filter(({ kind }) => kind !== "start");
    expect(others.filter(({ id }) => !reached.has(id)).map(({ id }) => id)).toEqual([]);
    expect(graph.nodes.filter(({ id, kind }) => kind !== "end" && !left.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it.each(flows)("$id says every condition in words", ({ flow, graph }) => {
    for (const step of flow.steps) {
      const { when } = stepIn(graph, step.id);
      if (step.when === null) expect(when).toBeNull();
      else expect(when, step.id).toMatch(/^(only if|unless|once only)(?!.*(undefined|\[object))/);
    }
  });
});
