import type { Answer, Condition, Flow, Goto, Step } from "../dialog/flow.ts";

/** One way from a step to another of the same flow, or out of it. */
export interface Way {
  /** Index of the step it leads to; `steps.length` is the end of the flow; null leads out of the flow. */
  readonly to: number | null;
  readonly holds: readonly Condition[];
  readonly unless: Condition | null;
  /** The user is asked on this way. */
  readonly asks: boolean;
  readonly answer: Answer | null;
  /** The goto taken; null where the step is passed over. */
  readonly goto: Goto | null;
}

/** All ways on from a step; from the end of the flow (`index` = number of steps) the one that `else` says. */
export function waysFrom(flow: Flow, index: number): readonly Way[] {
  const step = flow.steps[index];
  if (step === undefined) return waysOf(flow, index, flow.otherwise, { holds: [], asks: false, answer: null });
  const holds = step.when === null ? [] : [step.when];
  const passed = { to: index + 1, asks: false, answer: null, goto: null };
  const ways = takenWays(flow, index, step, holds);
  if (step.when !== null) ways.push({ ...passed, holds: [], unless: step.when });
  if (step.kind === "do" && step.action !== null) ways.push({ ...passed, holds, unless: null });
  return ways;
}

/** Indices of the steps that can be entered from the start by ways that `allowed` lets pass. */
export function reachable(flow: Flow, allowed: (index: number, way: Way) => boolean = () => true): ReadonlySet<number> {
  const seen = new Set([0]);
  for (const index of seen)
    for (const way of index > flow.steps.length ? [] : waysFrom(flow, index))
      if (way.to !== null && allowed(index, way)) seen.add(way.to);
  return seen;
}

function takenWays(flow: Flow, index: number, step: Step, holds: readonly Condition[]): Way[] {
  switch (step.kind) {
    case "go":
    case "say":
      return waysOf(flow, index, step.then, { holds, asks: false, answer: null });
    case "call":
      return waysOf(flow, index, { kind: "next" }, { holds, asks: false, answer: null });
    case "do":
    case "ask":
    case "consent":
      return step.question.answers.flatMap((answer) =>
        waysOf(flow, index, answer.then, {
          holds: answer.when === null ? holds : [...holds, answer.when],
          asks: true,
          answer,
        }),
      );
  }
}

function waysOf(flow: Flow, index: number, goto: Goto, way: Pick<Way, "holds" | "asks" | "answer">): Way[] {
  const to = (target: number | null): Way => ({ ...way, to: target, unless: null, goto });
  const stepAt = (id: string) => flow.steps.findIndex((step) => step.id === id);
  switch (goto.kind) {
    case "next":
      return [to(index + 1)];
    case "step":
      return stepAt(goto.step) < 0 ? [] : [to(stepAt(goto.step))];
    case "retry":
      return [...(stepAt(goto.step) < 0 ? [] : [to(stepAt(goto.step))]), to(index + 1)];
    case "return":
    case "flow":
    case "resolved":
    case "answered":
    case "escalate":
      return [to(null)];
  }
}
