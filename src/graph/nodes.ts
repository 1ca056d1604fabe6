import type { Flow, Goto, Need, Step } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { End, EndNode, FlowName, NeedsNode, StartNode, StepNode } from "./graph.ts";
import { textInWords, whenInWords } from "./words.ts";

/** `from`: the flows that lead here. */
export const startNode = (flow: Flow, from: readonly Flow[], knowledge: Knowledge): StartNode => ({
  kind: "start",
  id: "start",
  title: flow.title,
  intents: [
    ...flow.startsOn.map((intent) => knowledge.intents.get(intent)?.title ?? intent),
    ...(flow.startsWhen === null
      ? []
      : [`another problem, ${whenInWords(flow.startsWhen, { flow: flow.id, step: null }, knowledge)}`]),
  ],
  from: from.map(({ title }) => title),
});

export const needsNode = (id: string, needs: readonly Need[], flow: Flow, knowledge: Knowledge): NeedsNode => ({
  kind: "needs",
  id,
  asks: needs.map(({ slot, when }) => ({
    name: knowledge.slots.get(slot)?.name ?? slot,
    question: knowledge.slots.get(slot)?.question ?? "",
    when: when === null ? null : whenInWords(when, { flow: flow.id, step: null }, knowledge),
  })),
});

export function stepNode(step: Step, flow: Flow, knowledge: Knowledge): StepNode {
  const base: StepNode = {
    kind: step.kind,
    id: stepNodeId(step),
    step: step.id,
    when: step.when === null ? null : whenInWords(step.when, { flow: flow.id, step: step.id }, knowledge),
    skippedIfTried: null,
    text: null,
    question: null,
    loses: [],
    timer: null,
    calls: null,
  };
  switch (step.kind) {
    case "do":
      return {
        ...base,
        skippedIfTried: step.action === null ? null : (knowledge.actions.get(step.action)?.name ?? step.action),
        text: textInWords(step.text, knowledge),
        question: textInWords(step.question.text, knowledge),
        loses: lossNames(step.effort.loses, knowledge),
        timer: step.holdS === null ? null : { kind: step.timer, seconds: textInWords(step.holdS, knowledge) },
      };
    case "ask":
      return {
        ...base,
        text: step.text === null ? null : textInWords(step.text, knowledge),
        question: textInWords(step.question.text, knowledge),
      };
    case "consent":
      return {
        ...base,
        // A pack's consent step says everything in its question; what is said before it is empty.
        text: textInWords(step.text, knowledge) || null,
        question: textInWords(step.question.text, knowledge),
        loses: lossNames(step.loses, knowledge),
      };
    case "say":
      return { ...base, text: textInWords(step.text, knowledge) };
    case "call":
      return { ...base, calls: flowName(step.flow, knowledge) };
    case "go":
      return base;
  }
}

export const stepNodeId = ({ id }: Step): string => `step:${id}`;

/** What ends a flow; the other ways lead on within it. */
export type Ending = Exclude<Goto, { kind: "next" | "step" | "retry" }>;

export const endNode = (id: string, ending: Ending, otherwise: boolean, knowledge: Knowledge): EndNode => ({
  kind: "end",
  id,
  end: endOf(ending, knowledge),
  otherwise,
});

function endOf(ending: Ending, knowledge: Knowledge): End {
  switch (ending.kind) {
    case "resolved":
    case "answered":
    case "return":
      return { kind: ending.kind };
    case "escalate":
      return { kind: "person", queue: ending.queue, reason: ending.reason };
    case "flow":
      return { kind: "flow", flow: flowName(ending.flow, knowledge) };
  }
}

const flowName = (id: string, knowledge: Knowledge): FlowName => ({ id, title: knowledge.flows.get(id)?.title ?? id });

const lossNames = (keys: readonly string[], knowledge: Knowledge): readonly string[] =>
  keys.map((key) => knowledge.losses.get(key) ?? key);
