// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow; these values are never awaited.
import type { Answer, Flow, Goto, Step } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { type EndNode, type Graph, type GraphEdge, type GraphNode, isOptional } from "./graph.ts";
import { type Ending, endNode, needsNode, startNode, stepNode, stepNodeId } from "./nodes.ts";
import { textInWords, whenInWords } from "./words.ts";

/**
 * The picture of a flow. Ends belong to the step that leads to them, so that no line has to cross everything to reach
 * the one "resolved". The end where used-up steps lead (`otherwise`) is there if anything leads to it.
 */
export function graphOf(flow: Flow, knowledge: Knowledge): Graph {
  const parts = flow.steps.map((step, index) => partOf(step, flow.steps[index + 1], flow, knowledge));
  const others = [...knowledge.flows.values()].filter((other) => other.id !== flow.id && leadsTo(other, flow.id));
  const start = startNode(flow, others, knowledge);
  const needs = flow.needs.length === 0 ? [] : [needsNode("needs", flow.needs, flow, knowledge)];
  const opening = [start, ...needs].map(({ id }) => id);
  const edges = [
    ...opening.map((from, index) => edgeOf({ from, to: opening[index + 1] ?? entryOf(flow.steps[0]), kind: "next" })),
    ...parts.flatMap((part) => part.edges),
  ];
  const usedUp = edges.some(({ to }) => to === otherwiseId);
  return {
    flow: flow.id,
    title: flow.title,
    nodes: [
      start,
      ...needs,
      ...parts.flatMap((part) => part.nodes),
      ...(usedUp && isEnding(flow.otherwise) ? [endNode(otherwiseId, flow.otherwise, true, knowledge)] : []),
    ],
    edges,
  };
}

const otherwiseId = "end:otherwise";

/** Where a line to the step arrives: at what is asked right before it, if anything is. Beyond the last step: the end. */
function entryOf(step: Step | undefined): string {
  if (step === undefined) return otherwiseId;
  return step.needs.length === 0 ? stepNodeId(step) : `needs:${step.id}`;
}

interface Part {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** A step with what is asked before it, its ends, and every line that leaves it. */
function partOf(step: Step, following: Step | undefined, flow: Flow, knowledge: Knowledge): Part {
  const node = stepNode(step, flow, knowledge);
  const needs = step.needs.length === 0 ? [] : [needsNode(entryOf(step), step.needs, flow, knowledge)];
  const next = entryOf(following);
  const ends = new Map<string, EndNode>();
  const edges = new Map<string, GraphEdge>();
  for (const { answer, then } of waysOf(step)) {
    const to = isEnding(then) ? endId(step, then) : then.kind === "next" ? next : entryOf(stepIn(flow, then.step));
    if (isEnding(then)) ends.set(to, endNode(to, then, false, knowledge));
    const line = { from: node.id, to, kind: then.kind === "retry" ? "retry" : "next" } as const;
    // Several answers to one place are one line.
    const before = edges.get(edgeId(line))?.answers ?? [];
    edges.set(edgeId(line), edgeOf(line, answer === null ? before : [...before, inWords(answer, flow, knowledge)]));
  }
  const ways = [...edges.values()];
  return {
    nodes: [...needs, node, ...ends.values()],
    edges: [
      ...needs.map(({ id }) => edgeOf({ from: id, to: node.id, kind: "next" })),
      ...ways,
      ...passing(ways, node.id, next, isOptional(node)),
    ],
  };
}

/**
 * The line past a step that does not apply, or that sent people back often enough. It is drawn only where no answer leads
 * to the next step anyway: otherwise every conditional step would have two lines to the same place.
 */
function passing(ways: readonly GraphEdge[], from: string, next: string, optional: boolean): readonly GraphEdge[] {
  if (ways.some(({ to, kind }) => to === next && kind === "next")) return [];
  const reasons = [
    ...(optional ? ["otherwise"] : []),
    ...(ways.some(({ kind }) => kind === "retry") ? ["repeated enough"] : []),
  ];
  return reasons.length === 0
    ? []
    : [{ ...edgeOf({ from, to: next, kind: "pass" }), label: reasons.join(answerSeparator) }];
}

interface Way {
  readonly answer: Answer | null;
  readonly then: Goto;
}

function waysOf(step: Step): readonly Way[] {
  switch (step.kind) {
    case "do":
    case "ask":
    case "consent":
      return step.question.answers.map((answer) => ({ answer, then: answer.then }));
    case "say":
    case "go":
      return [{ answer: null, then: step.then }];
    case "call":
      return [{ answer: null, then: { kind: "next" } }];
  }
}

const leadsTo = (flow: Flow, target: string): boolean =>
  [flow.otherwise, ...flow.steps.flatMap(waysOf).map(({ then }) => then)].some(
    (then) => then.kind === "flow" && then.flow === target,
  ) || flow.steps.some((step) => step.kind === "call" && step.flow === target);

const isEnding = (then: Goto): then is Ending => then.kind !== "next" && then.kind !== "step" && then.kind !== "retry";

const endId = (step: Step, then: Ending): string => `end:${step.id}:${Object.values(then).join(":")}`;

const stepIn = (flow: Flow, id: string): Step | undefined => flow.steps.find((step) => step.id === id);

type Line = Pick<GraphEdge, "from" | "to" | "kind">;

const edgeId = ({ from, to, kind }: Line): string => `${from} ${kind} ${to}`;

const answerSeparator = " / ";

const edgeOf = (line: Line, answers: GraphEdge["answers"] = []): GraphEdge => ({
  id: edgeId(line),
  ...line,
  answers,
  label: answers.map(({ label }) => label).join(answerSeparator),
});

function inWords(answer: Answer, flow: Flow, knowledge: Knowledge): GraphEdge["answers"][number] {
  const label = textInWords(answer.label, knowledge);
  const when = answer.when === null ? "" : ` (${whenInWords(answer.when, { flow: flow.id, step: null }, knowledge)})`;
  return { id: answer.id, label: `${label}${when}` };
}
