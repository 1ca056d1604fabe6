import type { SlotFill } from "./conversation.ts";
import { correctSlot } from "./correct.ts";
import type { Draft } from "./draft.ts";
import { holds } from "./facts.ts";
import { handOver } from "./handoff.ts";
import type { About } from "./message.ts";
import { answersOf, isAsking, notSure, present, slotValueOf, stepOf } from "./present.ts";
import { answerStep, flowFor, lead, nextProblem, nothingDropped, settle, startFlow } from "./walk.ts";

/** Takes an option of the question that waits. `words`: as shown or as typed. */
export function answer(draft: Draft, about: About, option: string, words: string): void {
  switch (about.kind) {
    case "slot": {
      const value = slotValueOf(draft, about.slot, option);
      fillSlot(draft, about.slot, { value, words, how: "chosen" });
      return goOn(draft, about);
    }
    case "step": {
      const step = stepOf(draft.knowledge.flows.get(about.flow), about.step);
      const given = isAsking(step) ? answersOf(draft, step).find(({ id }) => id === option) : undefined;
      if (!isAsking(step) || given === undefined) return goOn(draft, about);
      return answerStep(draft, about.flow, step, given, words);
    }
    case "start":
      return takeUp(draft, option, 1, words);
    case "intent":
      if (option !== notSure) return takeUp(draft, option, 1, words);
      present(draft, { kind: "start" });
      return;
    case "order": {
      takeUp(draft, option, 1, words);
      return;
    }
    case "switch":
      draft.emit({ type: "ProblemTold", intent: about.intent, confidence: 1, words: about.words });
      if (option === "change") return takeUp(draft, about.intent, 1, about.words);
      draft.say("problem_put_aside", { problem: draft.knowledge.intents.get(about.intent)?.title ?? about.intent });
      return goOn(draft, about.back);
    case "solved":
      return option === "yes" ? settle(draft, "resolved") : goOn(draft, about.back);
    case "person":
      if (option === "yes") return handOver(draft, draft.knowledge.desk.queue, about.reason);
      draft.say("person_declined");
      return goOn(draft, about.back);
    case "next_problem":
      if (option === "yes") return takeUp(draft, about.intent, 1, words);
      return nextProblem(draft, about.intent, "withdrawn");
    case "offer":
      if (option === "yes") return startFlow(draft, about.flow);
      draft.say("offer_declined");
      return draft.emit({ type: "CaseClosed", outcome: "answered" });
  }
}

/** Deals with a problem: its flow, its short answer, or a person where the pack has neither. */
export function takeUp(draft: Draft, intent: string, confidence: number, words: string): void {
  const { knowledge } = draft;
  const earlier = draft.open.intent;
  draft.emit({ type: "ProblemTold", intent, confidence, words });
  if (earlier !== null && earlier !== intent) draft.emit({ type: "ProblemChosen", intent });
  const flow = flowFor(draft, intent);
  if (flow !== undefined) {
    // What was said about another thing does not fit this flow; it is asked for anew. Said together with the problem it
    // is part of it, and the flow says what follows from that.
    if (draft.open.steps.length > 0)
      for (const { slot, only } of flow.needs)
        if (draft.open.slots[slot] !== undefined && !holds(only, draft.open, knowledge))
          draft.emit({ type: "SlotCleared", slot, words: "", drops: nothingDropped });
    return startFlow(draft, flow.id);
  }
  const short = shortAnswer(draft, intent);
  if (short === null) {
    draft.say("topic_without_steps", { topic: knowledge.intents.get(intent)?.title ?? intent });
    present(draft, { kind: "person", reason: "no_steps", back: { kind: "start" } });
    return;
  }
  draft.write(short.text);
  if (short.offers !== null) present(draft, { kind: "offer", flow: short.offers });
  else settle(draft, "answered");
}

/** What a short answer says on the facts of this case; null where the intent has none. */
export function shortAnswer(
  draft: Draft,
  intent: string,
): { readonly id: string; readonly text: string; readonly offers: string | null } | null {
  for (const { id, intent: asked, texts, offers } of draft.knowledge.answers.values()) {
    if (asked !== intent) continue;
    const fitting = texts.find(({ when }) => holds(when, draft.open, draft.knowledge));
    if (fitting !== undefined) return { id, text: draft.fill(fitting.text), offers };
  }
  return null;
}

/** Goes on where the conversation stood; steps that no longer apply or exist are passed over. */
export function goOn(draft: Draft, about: About): void {
  const { frame, knowledge } = draft;
  if ("back" in about) return goOn(draft, about.back);
  if (frame === undefined) {
    if (!present(draft, about)) present(draft, { kind: "start" });
    return;
  }
  if (frame.redo.length > 0) return lead(draft, { kind: "next" });
  if (about.kind === "step" && about.flow === frame.flow) {
    const step = stepOf(knowledge.flows.get(about.flow), about.step);
    if (step !== undefined && holds(step.when, draft.open, knowledge) && present(draft, about)) return;
  }
  if (about.kind === "slot" && about.at !== null && about.flow === frame.flow)
    return lead(draft, { kind: "step", step: about.at });
  lead(draft, { kind: "next" });
}

/** Fills a slot for the first time, or corrects it. */
export function fillSlot(draft: Draft, slot: string, fill: SlotFill): void {
  if (draft.open.slots[slot] !== undefined) return correctSlot(draft, slot, fill, fill.words);
  draft.emit({ type: "SlotSet", slot, value: fill.value, words: fill.words, how: fill.how, drops: nothingDropped });
}
