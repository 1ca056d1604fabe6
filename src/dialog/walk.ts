import type { Draft } from "./draft.ts";
import type { CaseOutcome, Drops, EventOf } from "./events.ts";
import { holds, triedIn } from "./facts.ts";
import type { Answer, DoStep, Flow, Goto, Need, Step } from "./flow.ts";
import { handOver } from "./handoff.ts";
import { type Asking, notSure, present, stepOf } from "./present.ts";

/** For a slot that had no value before. */
export const nothingDropped: Drops = { slots: [], steps: [], redo: [] };

/** A flow that leads round without ever asking is a mistake of the pack; a person gets the case instead of a hang. */
const hopLimit = 500;

/** Follows the tree until something has to be asked or the case ends. */
export function lead(draft: Draft, goto: Goto): void {
  let to: Goto | null = goto;
  for (let hop = 0; to !== null; hop++) {
    if (hop === hopLimit) return handOver(draft, draft.knowledge.desk.queue, "flow_leads_nowhere");
    to = hopped(draft, to);
  }
}

/** Begins a flow from its first step. */
export function startFlow(draft: Draft, flow: string): void {
  draft.emit({ type: "FlowStarted", flow, mode: "start" });
  lead(draft, { kind: "next" });
}

/** Takes an answer to a step: records it, fills slots, goes where the answer leads. */
export function answerStep(draft: Draft, flow: string, step: Asking, answer: Answer, replied: string): void {
  const asked = [step.text === null ? "" : draft.fill(step.text), draft.fill(step.question.text)];
  draft.emit({
    type: "StepFinished",
    flow,
    step: step.id,
    outcome: answer.outcome,
    answer: answer.id,
    asked: asked.filter((text) => text !== "").join(" "),
    replied,
  });
  if (step.kind === "consent")
    draft.emit({
      type: "ConsentGiven",
      flow,
      step: step.id,
      loses: step.loses,
      given: answer.outcome === "consented",
    });
  for (const [slot, value] of Object.entries(answer.sets))
    draft.emit({ type: "SlotSet", slot, value, words: replied, how: "answer", drops: nothingDropped });
  if (answer.say !== null) draft.write(draft.fill(answer.say));
  const used = draft.open.steps.length;
  if (used >= draft.knowledge.limits.turns && answer.then.kind !== "resolved")
    return handOver(draft, draft.knowledge.desk.queue, "too_many_steps");
  lead(draft, answer.then);
}

/** The problem under way is dealt with; the next one that waits comes up, else the case closes. */
export function settle(draft: Draft, outcome: Extract<CaseOutcome, "resolved" | "answered">): void {
  draft.say(outcome);
  const { intent } = draft.open;
  if (intent === null || draft.open.waiting.length === 0) return draft.emit({ type: "CaseClosed", outcome });
  nextProblem(draft, intent, outcome);
}

/** That problem is out of the way; the next one that waits comes up, else there is nothing left to do. */
export function nextProblem(draft: Draft, intent: string, outcome: EventOf<"ProblemSolved">["outcome"]): void {
  draft.emit({ type: "ProblemSolved", intent, outcome });
  const [next] = draft.open.waiting;
  if (next !== undefined) {
    present(draft, { kind: "next_problem", intent: next.intent });
    return;
  }
  draft.say("goodbye");
  draft.emit({ type: "CaseClosed", outcome: "resolved" });
}

export const flowFor = ({ knowledge }: Draft, intent: string): Flow | undefined =>
  [...knowledge.flows.values()].find(({ startsOn }) => startsOn.includes(intent));

/** One hop. Null: something was asked, or the case has ended. */
function hopped(draft: Draft, to: Goto): Goto | null {
  switch (to.kind) {
    case "next":
      return entered(draft, null);
    case "step":
      return entered(draft, to.step);
    case "retry":
      return usedUp(draft, to.step) ? { kind: "next" } : { kind: "step", step: to.step };
    case "return": {
      const { frame } = draft;
      const calling = draft.open.stack.length > 1;
      if (frame !== undefined && calling) draft.emit({ type: "FlowFinished", flow: frame.flow });
      if (frame === undefined || calling) return { kind: "next" };
      // A flow that nobody called has nowhere to return to and ends as it ends.
      const { otherwise } = draft.knowledge.flows.get(frame.flow) ?? { otherwise: to };
      const { queue } = draft.knowledge.desk;
      return otherwise.kind === "return" ? { kind: "escalate", queue, reason: "steps_used_up" } : otherwise;
    }
    case "flow":
      draft.emit({ type: "FlowStarted", flow: to.flow, mode: "change" });
      return { kind: "next" };
    case "resolved":
    case "answered":
      settle(draft, to.kind);
      return null;
    case "escalate":
      handOver(draft, to.queue, to.reason);
      return null;
  }
}

/** Leading back would show a step on the way, from there to here, more often than the limits allow. */
function usedUp({ frame, knowledge }: Draft, target: string): boolean {
  const steps = knowledge.flows.get(frame?.flow ?? "")?.steps ?? [];
  const from = steps.findIndex(({ id }) => id === target);
  const to = steps.findIndex(({ id }) => id === frame?.at);
  return steps
    .slice(from, Math.max(from, to) + 1)
    .some(({ id }) => (frame?.visits[id] ?? 0) > knowledge.limits.stepRepeats);
}

/** Finds the next step that applies and enters it; `from`: that step or the first after it. */
function entered(draft: Draft, from: string | null): Goto | null {
  const { frame, knowledge } = draft;
  if (frame === undefined) return { kind: "escalate", queue: knowledge.desk.queue, reason: "steps_used_up" };
  const flow = knowledge.flows.get(frame.flow);
  if (flow === undefined) {
    // An edit of the knowledge took the flow away: plan anew from what is known.
    const { intent } = draft.open;
    const anew = intent === null ? undefined : flowFor(draft, intent);
    if (anew === undefined) return { kind: "escalate", queue: knowledge.desk.queue, reason: "flow_removed" };
    draft.emit({ type: "FlowStarted", flow: anew.id, mode: "start" });
    return { kind: "next" };
  }
  const missing = firstMissing(draft, flow.needs);
  if (missing !== null) return askSlot(draft, flow, missing, from);
  const step = upcoming(draft, flow, from).find(({ when }) => holds(when, draft.open, knowledge));
  if (step === undefined) return flow.otherwise;
  const lacking = firstMissing(draft, step.needs);
  if (lacking !== null) return askSlot(draft, flow, lacking, step.id);
  const first = (frame.visits[step.id] ?? 0) === 0;
  draft.emit({ type: "StepEntered", flow: flow.id, step: step.id });
  if (step.kind === "go") return step.then;
  if (step.kind === "call") {
    draft.emit({ type: "FlowStarted", flow: step.flow, mode: "call" });
    return { kind: "next" };
  }
  if (step.kind === "say") {
    const asked = draft.fill(step.text);
    draft.write(asked);
    finished(draft, flow, step, "said", asked);
    return step.then;
  }
  if (step.kind === "do" && first && isSkipped(draft, step)) {
    finished(draft, flow, step, "skipped_tried", draft.fill(step.text));
    return { kind: "next" };
  }
  present(draft, { kind: "step", flow: flow.id, step: step.id });
  return null;
}

/** Steps that may come now, in order: what has to be done over after a correction, then what follows. */
function upcoming(draft: Draft, flow: Flow, from: string | null): readonly Step[] {
  const { frame } = draft;
  const indexOf = (id: string | null | undefined): number => flow.steps.findIndex((step) => step.id === id);
  if (from !== null) return flow.steps.slice(Math.max(0, indexOf(from)));
  const again = (frame?.redo ?? []).map((id) => stepOf(flow, id)).filter((step) => step !== undefined);
  return [...again, ...flow.steps.slice(indexOf(frame?.at) + 1)];
}

const firstMissing = (draft: Draft, needs: readonly Need[]): Need | null =>
  needs.find(({ slot, when }) => draft.open.slots[slot] === undefined && holds(when, draft.open, draft.knowledge)) ??
  null;

function askSlot(draft: Draft, flow: Flow, need: Need, at: string | null): null {
  if (draft.open.narrowed[need.slot] !== undefined) draft.say("narrowed");
  present(draft, { kind: "slot", slot: need.slot, flow: flow.id, at });
  return null;
}

/** Already done, long enough. Done too briefly, the step is offered again with a word on why. */
function isSkipped(draft: Draft, step: DoStep): boolean {
  const tried = step.action === null ? null : triedIn(draft.open, step.action, draft.knowledge);
  if (tried === null || step.action === null) return false;
  const needed = step.holdS === null ? Number.NaN : Number(draft.fill(step.holdS));
  if (tried.seconds === null || !(tried.seconds < needed)) return true;
  draft.say("tried_too_short", {
    action: actionName(draft, step.action),
    seconds: String(tried.seconds),
    needed: String(needed),
  });
  return false;
}

function finished(draft: Draft, flow: Flow, step: Step, outcome: "said" | "skipped_tried", asked: string): void {
  draft.emit({ type: "StepFinished", flow: flow.id, step: step.id, outcome, answer: null, asked, replied: null });
}

/** The actions of the steps passed over in this turn, as the bot names them. */
export function skippedIn(draft: Draft): readonly string[] {
  const actions = draft.happened.map((event) => {
    if (event.type !== "StepFinished" || event.outcome !== "skipped_tried") return null;
    const step = stepOf(draft.knowledge.flows.get(event.flow), event.step);
    return step?.kind === "do" ? step.action : null;
  });
  return [...new Set(actions.filter((action) => action !== null))].map((action) => actionName(draft, action));
}

const actionName = (draft: Draft, action: string): string => draft.knowledge.actions.get(action)?.name ?? action;

/** The answer that a "not sure", a "no" or a "yes" means for a step; null where it has none of the kind. */
export function answerFor(answers: readonly Answer[], kind: "yes" | "no" | "not_sure"): Answer | null {
  const byId = answers.find(({ id }) => id === (kind === "not_sure" ? notSure : kind));
  if (byId !== undefined || kind === "not_sure") return byId ?? null;
  const outcomes = kind === "yes" ? ["worked", "consented"] : ["did_not_help", "refused"];
  const fitting = answers.filter(({ outcome }) => outcomes.includes(outcome));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
