import type { CaseState, SlotFill } from "./conversation.ts";
import type { Draft } from "./draft.ts";
import type { Drops } from "./events.ts";
import { type Facts, holds } from "./facts.ts";
import type { Condition, Flow, Step, Template } from "./flow.ts";
import type { Knowledge } from "./knowledge.ts";
import { stepOf } from "./present.ts";

/**
 * Gives a slot another value in mid-case. Only what rested on the old value goes: slots that depend on it, and steps
 * that would have read or run differently; those are done over, the rest stands.
 */
export function correctSlot(draft: Draft, slot: string, fill: SlotFill | null, words: string): void {
  const drops = dropsOf(draft.open, slot, fill, draft.knowledge);
  // A flow that was called ends where its caller has to go back.
  for (let extra = framesAbove(draft.open, drops); extra > 0; extra--) {
    const { frame } = draft;
    if (frame !== undefined) draft.emit({ type: "FlowFinished", flow: frame.flow });
  }
  if (fill === null) draft.emit({ type: "SlotCleared", slot, words, drops });
  else draft.emit({ type: "SlotSet", slot, value: fill.value, words, how: fill.how, drops });
}

function framesAbove(open: CaseState, drops: Drops): number {
  const outermost = open.stack.findIndex((frame) => drops.redo.some((step) => step.startsWith(`${frame.flow}/`)));
  return outermost === -1 ? 0 : open.stack.length - 1 - outermost;
}

function dropsOf(open: CaseState, slot: string, fill: SlotFill | null, knowledge: Knowledge): Drops {
  const slots = dependants(slot, knowledge).filter((other) => open.slots[other] !== undefined);
  const kept = Object.entries(open.slots).filter(([id]) => id !== slot && !slots.includes(id));
  const after: Facts = { ...open, slots: { ...Object.fromEntries(kept), ...(fill === null ? {} : { [slot]: fill }) } };
  const changed = new Set([slot, ...slots]);
  const rests = (step: Step): boolean => [...slotsOf(step, knowledge)].some((id) => changed.has(id));
  const steps = open.steps
    .filter((record) => {
      const step = stepOf(knowledge.flows.get(record.flow), record.step);
      return step !== undefined && rests(step);
    })
    .map((record) => `${record.flow}/${record.step}`);
  for (const [depth, frame] of open.stack.entries()) {
    const flow = knowledge.flows.get(frame.flow);
    if (flow === undefined || frame.at === null) continue;
    const reached = flow.steps.slice(0, flow.steps.findIndex(({ id }) => id === frame.at) + 1);
    const redo = new Set<string>();
    for (const step of reached) {
      if (!holds(step.when, after, knowledge)) continue;
      const passed = (frame.visits[step.id] ?? 0) > 0;
      const newlyApplies = !holds(step.when, open, knowledge);
      if ((rests(step) && (passed || newlyApplies)) || (passed && step.redoAfter.some((id) => redo.has(id))))
        redo.add(step.id);
    }
    if (redo.size === 0) continue;
    // The step that called the flows above was not finished; it is run again in its turn.
    if (depth < open.stack.length - 1) redo.add(frame.at);
    return { slots, steps: [...new Set(steps)], redo: [...redo].map((id) => `${flow.id}/${id}`) };
  }
  return { slots, steps: [...new Set(steps)], redo: [] };
}

/** Slots forgotten when this one changes, however indirectly. */
function dependants(slot: string, knowledge: Knowledge): readonly string[] {
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const other of knowledge.slots.values())
      if (other.dependsOn.includes(id) && !found.has(other.id)) {
        found.add(other.id);
        visit(other.id);
      }
  };
  visit(slot);
  found.delete(slot);
  return [...found];
}

/** The slots whose value decides whether a step runs and how it reads. */
function slotsOf(step: Step, knowledge: Knowledge, within: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const found = new Set(inCondition(step.when));
  const add = (slots: Iterable<string>): void => {
    for (const slot of slots) if (knowledge.slots.has(slot)) found.add(slot);
  };
  if (step.kind === "call") {
    const flow = knowledge.flows.get(step.flow);
    if (flow !== undefined && !within.has(flow.id)) add(slotsOfFlow(flow, knowledge, new Set([...within, flow.id])));
  } else if (step.kind === "say") add(inTemplate(step.text));
  else if (step.kind !== "go") {
    const { question } = step;
    add(inTemplate(step.text));
    add(inTemplate(question.text));
    for (const answer of question.answers) {
      add(inTemplate(answer.label));
      add(inTemplate(answer.say));
      add(inCondition(answer.when));
    }
    if (step.kind === "do") {
      add(inTemplate(step.holdS));
      add(inTemplate(step.light));
    }
  }
  return found;
}

function slotsOfFlow(flow: Flow, knowledge: Knowledge, within: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(flow.steps.flatMap((step) => [...slotsOf(step, knowledge, within)]));
}

const inTemplate = (template: Template | null): readonly string[] =>
  (template ?? []).flatMap((part) => (typeof part === "string" ? [] : part.path.slice(0, 1)));

function inCondition(condition: Condition | null): readonly string[] {
  if (condition === null) return [];
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.flatMap(inCondition);
    case "not":
      return inCondition(condition.of);
    case "is":
    case "known":
      return condition.path.slice(0, 1);
    case "light":
      return [condition.slot];
    case "same":
      return condition.slots;
    case "tried":
    case "done":
      return [];
  }
}
