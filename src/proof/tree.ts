import type { Condition, Flow, Goto, Step, Template } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { type Comparison, slotsOf } from "./conditions.ts";

/** All flows as one graph of numbered points, made once, for looking ahead a million times. */
export interface Tree {
  /** The point before a step; its flow's end is the point after the last step. */
  pointOf(flow: string, index: number): number | undefined;
  readonly points: readonly Point[];
  readonly comparisons: readonly Known[];
  readonly actions: readonly string[];
}

export interface Point {
  readonly step: Step | null;
  /** `flow/step`. */
  readonly name: string;
  readonly when: Test | null;
  readonly needs: readonly { readonly slot: string; readonly tests: readonly Test[] }[];
  /** Conditions of its answers. */
  readonly answers: readonly Test[];
  /** Slots whose value its texts say. */
  readonly told: readonly string[];
  /** Number of its action in `actions`, or -1. */
  readonly action: number;
  readonly losses: readonly string[];
  readonly sets: readonly string[];
  /** Where it leads once entered. */
  readonly leads: readonly number[];
  /** Where it leads when it is passed over, or -1. */
  readonly past: number;
}

/** A condition over numbered comparisons. */
export type Test =
  | { readonly kind: "one"; readonly comparison: number }
  | { readonly kind: "not"; readonly of: Test }
  | { readonly kind: "all" | "any"; readonly of: readonly Test[] };

export interface Known {
  readonly comparison: Comparison;
  readonly slots: readonly string[];
}

export function treeOf(knowledge: Knowledge): Tree {
  const numbers = new Map<string, number>();
  const comparisons: Known[] = [];
  const actions: string[] = [];
  const starts = new Map<string, number>();
  let count = 0;
  for (const flow of knowledge.flows.values()) {
    starts.set(flow.id, count);
    count += flow.steps.length + 1;
  }
  const pointOf = (flow: string, index: number): number | undefined => {
    const start = starts.get(flow);
    return start === undefined ? undefined : start + index;
  };
  const one = (comparison: Comparison): Test => {
    const name = JSON.stringify(comparison);
    let number = numbers.get(name);
    if (number === undefined) {
      number = comparisons.length;
      numbers.set(name, number);
      comparisons.push({ comparison, slots: slotsOf(comparison, knowledge) });
    }
    return { kind: "one", comparison: number };
  };
  const test = (condition: Condition): Test => {
    switch (condition.kind) {
      case "all":
      case "any":
        return { kind: condition.kind, of: condition.of.map(test) };
      case "not":
        return { kind: "not", of: test(condition.of) };
      default:
        return one(condition);
    }
  };
  const tests = (conditions: readonly (Condition | null)[]): readonly Test[] =>
    conditions.filter((condition) => condition !== null).map(test);
  const actionOf = (action: string): number => {
    if (!actions.includes(action)) actions.push(action);
    return actions.indexOf(action);
  };

  const leadsOf = (flow: Flow, index: number, goto: Goto): readonly number[] => {
    const at = (flowId: string, i: number) => [pointOf(flowId, i)].filter((point) => point !== undefined);
    switch (goto.kind) {
      case "next":
        return at(flow.id, index + 1);
      case "step":
      case "retry": {
        const target = flow.steps.findIndex(({ id }) => id === goto.step);
        // A retry used up goes on.
        return [...at(flow.id, target), ...at(flow.id, index + 1)];
      }
      case "flow":
        return at(goto.flow, 0);
      case "return":
      case "resolved":
      case "answered":
      case "escalate":
        return [];
    }
  };
  const pointFor = (flow: Flow, index: number): Point => {
    const step = flow.steps[index];
    const needs = [...(index === 0 ? flow.needs : []), ...(step?.needs ?? [])].map(({ slot, when, only }) => ({
      slot,
      tests: tests([when, only]),
    }));
    if (step === undefined)
      return { ...nothing, name: `${flow.id}/`, needs, leads: leadsOf(flow, index, flow.otherwise) };
    const answers = "question" in step ? step.question.answers : [];
    const called = step.kind === "call" ? [pointOf(step.flow, 0)] : [];
    return {
      step,
      name: `${flow.id}/${step.id}`,
      when: step.when === null ? null : test(step.when),
      needs,
      answers: tests(answers.map(({ when }) => when)),
      told: [...new Set(textsOf(step).flatMap((text) => rootsOf(text, knowledge)))],
      action: step.kind === "do" && step.action !== null ? actionOf(step.action) : -1,
      losses: step.kind === "do" ? step.effort.loses : [],
      sets: answers.flatMap(({ sets }) => Object.keys(sets)),
      leads: [
        ...new Set([
          ...called.filter((point) => point !== undefined),
          ...gotosOf(step).flatMap((goto) => leadsOf(flow, index, goto)),
          // Done before, it is passed over.
          ...(step.kind === "do" ? leadsOf(flow, index, { kind: "next" }) : []),
        ]),
      ],
      past: pointOf(flow.id, index + 1) ?? -1,
    };
  };
  const points = [...knowledge.flows.values()].flatMap((flow) =>
    [...flow.steps.keys(), flow.steps.length].map((index) => pointFor(flow, index)),
  );
  return { pointOf, points, comparisons, actions };
}

const nothing: Omit<Point, "name" | "needs" | "leads"> = {
  step: null,
  when: null,
  answers: [],
  told: [],
  action: -1,
  losses: [],
  sets: [],
  past: -1,
};

export function textsOf(step: Step): readonly Template[] {
  const asked =
    "question" in step ? [step.question.text, ...step.question.answers.flatMap(({ label, say }) => [label, say])] : [];
  const texts = ["text" in step ? step.text : null, ...(step.kind === "do" ? [step.holdS, step.light] : []), ...asked];
  return texts.filter((text) => text !== null);
}

/** The slots a text inserts something of. */
export const rootsOf = (text: Template, { slots }: Knowledge): readonly string[] =>
  text.flatMap((part) => (typeof part === "string" ? [] : part.path.slice(0, 1))).filter((root) => slots.has(root));

/** Where a step leads by itself or by its answers. */
export function gotosOf(step: Step): readonly Goto[] {
  if (step.kind === "say" || step.kind === "go") return [step.then];
  if (step.kind === "call") return [{ kind: "next" }];
  return step.question.answers.map(({ then }) => then);
}
