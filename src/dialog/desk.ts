import type { AgentAction } from "./activity.ts";
import { goOn } from "./answer.ts";
import type { CaseState, PersonPhase } from "./conversation.ts";
import type { Draft } from "./draft.ts";
import type { Refusal, StepRef } from "./events.ts";
import { filled } from "./facts.ts";
import { dueAnew } from "./handoff.ts";
import type { AgentInput } from "./input.ts";
import type { Knowledge } from "./knowledge.ts";
import { isAsking, present, stepOf } from "./present.ts";
import { lead } from "./walk.ts";

/** Somebody at a desk does something. What cannot be done is on record too, so that whoever tried is told why. */
export function onAgent(draft: Draft, { delivery, by, desk, action }: AgentInput): void {
  const who = { delivery, by, desk };
  const why = refusalOf(draft, by.id, action);
  if (why !== null) return draft.emit({ type: "AgentRefused", why, ...who });
  const phase = personPhase(draft);
  const name = by.name ?? phase?.claimedBy?.name ?? draft.wording("somebody");
  const known = { ...who, by: { id: by.id, name: by.name ?? phase?.claimedBy?.name ?? null } };
  switch (action.do) {
    case "claim":
      if (phase?.claimedBy !== null) return;
      draft.emit({ type: "HandoffClaimed", ...who });
      return draft.say("claimed", { name });
    case "release":
      return draft.emit({ type: "HandoffReleased", due: dueAnew(draft), ...known });
    case "note":
      return draft.emit({ type: "AgentNoted", text: action.text, ...known });
    case "say": {
      const note = noteIn(action.text, draft.knowledge);
      const { files = [] } = action;
      if (note !== null) return draft.emit({ type: "AgentNoted", text: note, ...known });
      if (action.text !== "") draft.emit({ type: "AgentReplied", text: action.text, ...known });
      if (files.length > 0) draft.emit({ type: "FilesShared", side: "agent", files, ...known });
      return;
    }
    case "send_step":
      return draft.emit({
        type: "AgentReplied",
        text: stepInWords(action, draft.open, draft.knowledge) ?? "",
        ...known,
      });
    case "ask":
      return draft.emit({
        type: "AgentReplied",
        text: draft.knowledge.slots.get(action.slot)?.question ?? "",
        ...known,
      });
    case "hand_back": {
      const { before = null } = phase ?? {};
      const nothing = { cause: null, solved: null, remark: null };
      draft.emit({ type: "HandoffClosed", result: "handed_back", step: action.at, ...nothing, ...known });
      draft.say("handed_back", { name });
      return action.at === null ? comeBackTo(draft, before) : enter(draft, action.at);
    }
    case "close": {
      const { cause, solved, remark, step } = action;
      draft.emit({ type: "HandoffClosed", result: "closed", cause, solved, remark, step, ...known });
      draft.say(solved ? "closed_solved" : "closed_by_person", { name });
      return draft.emit({ type: "CaseClosed", outcome: solved ? "resolved" : "escalated" });
    }
  }
}

/** What a step says and asks, with the values of the case; null where the pack has no such step. */
export function stepInWords({ flow, step: id }: StepRef, open: CaseState, knowledge: Knowledge): string | null {
  const step = stepOf(knowledge.flows.get(flow), id);
  if (step === undefined || step.kind === "go" || step.kind === "call") return null;
  const said = [step.text, "question" in step ? step.question.text : null].filter((text) => text !== null);
  return said.map((template) => filled(template, open, knowledge)).join(" ");
}

/** Null: it is meant for the user. */
function noteIn(text: string, { handoff: { notePrefixes } }: Knowledge): string | null {
  const begun = text.trimStart();
  const prefix = notePrefixes.find((one) => begun.toLowerCase().startsWith(one.toLowerCase()));
  return prefix === undefined ? null : begun.slice(prefix.length).trim();
}

/** Null: it can be done. */
function refusalOf(draft: Draft, by: string, action: AgentAction): Refusal | null {
  const phase = personPhase(draft);
  if (phase === null) return "no_handoff";
  if (action.do === "note" || (action.do === "say" && noteIn(action.text, draft.knowledge) !== null)) return null;
  if (phase.claimedBy !== null && phase.claimedBy.id !== by) return "claimed";
  if (action.do === "claim") return null;
  if (phase.claimedBy === null) return "unclaimed";
  return isKnown(draft, action) ? null : "unknown";
}

function isKnown({ knowledge, open }: Draft, action: AgentAction): boolean {
  if (action.do === "send_step") return stepInWords(action, open, knowledge) !== null;
  if (action.do === "ask") return knowledge.slots.has(action.slot);
  if (action.do !== "hand_back" || action.at === null) return true;
  return stepOf(knowledge.flows.get(action.at.flow), action.at.step) !== undefined;
}

/** Where the bot was when a person was called. A tree that was used up asks whether it works now. */
function comeBackTo(draft: Draft, before: PersonPhase["before"]): void {
  if (before !== null) return goOn(draft, before);
  present(draft, draft.frame === undefined ? { kind: "start" } : { kind: "solved", back: { kind: "start" } });
}

function enter(draft: Draft, { flow, step }: StepRef): void {
  if (draft.frame?.flow !== flow) draft.emit({ type: "FlowStarted", flow, mode: "start" });
  const found = stepOf(draft.knowledge.flows.get(flow), step);
  // Whoever hands back at a step means that step, also where the bot would have passed it over.
  if (isAsking(found) && found.needs.every(({ slot }) => draft.open.slots[slot] !== undefined)) {
    draft.emit({ type: "StepEntered", flow, step });
    present(draft, { kind: "step", flow, step });
  } else lead(draft, { kind: "step", step });
}

const personPhase = (draft: Draft): PersonPhase | null =>
  draft.state.open?.phase.kind === "person" ? draft.state.open.phase : null;
