import { conversationOf } from "../dialog/conversation.ts";
import { Draft } from "../dialog/draft.ts";
import type { DialogEvent } from "../dialog/events.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { isAsking, stepOf } from "../dialog/present.ts";
import type { SlotValue } from "../dialog/slots.ts";
import { lead, nothingDropped } from "../dialog/walk.ts";
import { slotValueOf } from "../knowledge/buildFlow.ts";
import { stepName } from "../knowledge/condition.ts";
import type { RawSlots, Start } from "./schema.ts";

export interface Begun {
  readonly events: readonly DialogEvent[];
  /** So many of them only tell what went before; from there on the engine led. */
  readonly past: number;
}

/**
 * A conversation in the middle of a flow. What went before is told as the events it would have left; the engine then
 * leads to the step itself, so that conditions, needs and skipped steps are its own.
 */
export function begunAt(start: Start, knowledge: Knowledge, conversation: string, at: number): Begun {
  const draft = new Draft(conversationOf([]), knowledge, at);
  const flow = knowledge.flows.get(start.flow);
  draft.openCase(conversation);
  const [intent] = flow?.startsOn ?? [];
  if (intent !== undefined) draft.emit({ type: "ProblemTold", intent, confidence: 1, words: "" });
  for (const [slot, value] of slotValues(start.slots)) remember(draft, slot, value);
  for (const action of start.tried ?? []) draft.emit({ type: "StepTried", action, seconds: null, words: "" });
  draft.emit({ type: "FlowStarted", flow: start.flow, mode: "start" });
  for (const [step, answer] of Object.entries(start.done ?? {}))
    recall(draft, stepName(step, start.flow), answer, start.flow);
  const past = draft.happened.length;
  lead(draft, start.step === undefined ? { kind: "next" } : { kind: "step", step: start.step });
  return { events: draft.events(), past };
}

/** `not_sure` is a slot that was asked for in vain. */
export const slotValues = (slots: RawSlots | undefined): readonly (readonly [string, SlotValue | null])[] =>
  Object.entries(slots ?? {}).map(([slot, raw]) => [slot, raw === "not_sure" ? null : slotValueOf(raw)]);

function remember(draft: Draft, slot: string, value: SlotValue | null): void {
  draft.emit({ type: "SlotSet", slot, value, words: "", how: "said", drops: nothingDropped });
}

/** A step that was answered earlier; one of the flow under way has been entered as well. */
function recall(draft: Draft, name: string, answered: string, under: string): void {
  const [flow = "", id = ""] = name.split("/");
  const step = stepOf(draft.knowledge.flows.get(flow), id);
  const given = isAsking(step) ? step.question.answers.find((answer) => answer.id === answered) : undefined;
  if (!isAsking(step) || given === undefined) return;
  const { outcome, id: answer } = given;
  if (flow === under) draft.emit({ type: "StepEntered", flow, step: id });
  draft.emit({ type: "StepFinished", flow, step: id, outcome, answer, asked: "", replied: "" });
  if (step.kind === "consent")
    draft.emit({ type: "ConsentGiven", flow, step: id, loses: step.loses, given: outcome === "consented" });
  for (const [slot, value] of Object.entries(given.sets)) remember(draft, slot, value);
}
