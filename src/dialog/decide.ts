import { answer } from "./answer.ts";
import { type Conversation, optionChosen } from "./conversation.ts";
import { onAgent } from "./desk.ts";
import { Draft } from "./draft.ts";
import type { DialogEvent } from "./events.ts";
import type { DeliveryId } from "./ids.ts";
import type { ChoiceInput, Input, TextInput } from "./input.ts";
import type { Knowledge } from "./knowledge.ts";
import type { About, MessageQuestion } from "./message.ts";
import { present } from "./present.ts";
import { isForUs, opening, underway } from "./readings.ts";
import { hush } from "./silence.ts";
import { skippedIn } from "./walk.ts";

/** What the bot makes of one input: the events of the turn, with every word it says. Pure and total. */
export const decide = (state: Conversation, input: Input, knowledge: Knowledge): readonly DialogEvent[] =>
  decided(state, input, knowledge).events;

/** As `decide`, with the state that its events lead to. */
export function decided(
  state: Conversation,
  input: Input,
  knowledge: Knowledge,
): { readonly events: readonly DialogEvent[]; readonly after: Conversation } {
  const draft = drafted(state, input, knowledge);
  const skipped = skippedIn(draft);
  if (skipped.length > 0 && draft.frame !== undefined) draft.preface("skipped", { actions: listed(skipped) });
  const events = draft.events();
  return { events, after: draft.state };
}

/** The turn before it is told what was passed over; `decide` for the bot, `assistOf` for a reply to a customer. */
export function drafted(state: Conversation, input: Input, knowledge: Knowledge): Draft {
  const draft = new Draft(state, knowledge, input.at);
  switch (input.kind) {
    case "text":
      onText(draft, input);
      break;
    case "choice":
      onChoice(draft, input);
      break;
    case "agent":
      onAgent(draft, input);
      break;
    case "tick":
      hush(draft);
      break;
  }
  return draft;
}

/** The question that the next text is read against: what waits now, or what waited when the case was put to rest. */
export function pendingQuestion(state: Conversation): MessageQuestion | null {
  const waiting = state.open ?? (state.lastOutcome === "silent" ? state.last : null);
  return waiting?.phase.kind === "asking" ? waiting.phase.question : null;
}

/**
 * The question that an edit is read against: an edit of the last words takes back what they had set going, so it is the
 * one those words answered. Null where nothing was asked then.
 */
export function questionBefore(state: Conversation, edited: DeliveryId): MessageQuestion | null {
  const { open, lastSaid } = state;
  if (open === null || lastSaid !== edited || open.turnStart !== null) return pendingQuestion(state);
  const phase = open.checkpoints.at(-1)?.phase;
  return phase?.kind === "asking" ? phase.question : null;
}

function onText(draft: Draft, input: TextInput): void {
  // An older message that now tells of danger counts whatever came after it.
  if (input.edits !== null && input.understanding.safety === null && !takeBack(draft, input)) return;
  if (!isForUs(draft, input)) return;
  if (draft.state.open === null) {
    if (comesBack(draft, input)) return comeBack(draft, input);
    if (isCourtesy(input, draft.state.last !== null)) {
      heard(draft, input);
      return draft.say("goodbye");
    }
    return openCase(draft, input);
  }
  heard(draft, input);
  const { phase } = draft.open;
  if (phase.kind === "idle") opening(draft, input);
  else underway(draft, input, phase.kind === "asking" ? phase.question.about : null);
}

function openCase(draft: Draft, input: TextInput): void {
  draft.openCase(input.conversation);
  heard(draft, input);
  opening(draft, input);
}

function comeBack(draft: Draft, input: TextInput): void {
  draft.emit({ type: "CaseReopened" });
  heard(draft, input);
  const about = pendingQuestion(draft.state)?.about ?? { kind: "start" as const };
  draft.preface("welcome_back", { place: placeOf(draft, about) });
  underway(draft, input, about);
}

function heard(draft: Draft, { delivery, by, text, understanding, edits, files = [] }: TextInput): void {
  const best = understanding.intents[0];
  draft.emit({
    type: "UserUttered",
    delivery,
    by,
    text,
    intent: best?.intent ?? null,
    confidence: best?.confidence ?? 0,
    language: understanding.language,
    edits,
  });
  if (files.length > 0) draft.emit({ type: "FilesShared", delivery, by, desk: null, side: "user", files });
}

/** An edit of the last thing said is a correction of it; what it had set going is undone. Older ones are left alone. */
function takeBack(draft: Draft, input: TextInput): boolean {
  const { state } = draft;
  if (state.open === null || state.lastSaid !== input.edits || state.open.phase.kind === "person") return false;
  const moved = state.open.turnStart === null;
  if (moved && state.open.checkpoints.length > 0) draft.emit({ type: "Undone" });
  else if (moved || state.open.turnStart?.phase.kind === "idle") {
    draft.emit({ type: "CaseClosed", outcome: "started_over" });
    draft.openCase(input.conversation);
  }
  return true;
}

/** To a case put to rest with any word that is no new problem; to a solved one with "it is back". */
function comesBack(draft: Draft, { understanding }: TextInput): boolean {
  const { last, lastOutcome } = draft.state;
  if (last?.phase.kind !== "asking" || understanding.safety !== null) return false;
  const { option, outcome, intents, control } = understanding;
  if (lastOutcome === "resolved") return outcome !== "confident" && control === "not_working" && last.stack.length > 0;
  const another = option === null && outcome === "confident" && intents[0]?.intent !== last.intent;
  return lastOutcome === "silent" && !another;
}

/** "Thanks" and "bye" open no case, nor does "yes" or "no" when all is said. */
function isCourtesy({ understanding: { control, outcome, safety } }: TextInput, isLate: boolean): boolean {
  if (safety !== null || outcome === "confident") return false;
  if (control === "thanks" || control === "goodbye") return true;
  return isLate && (control === "yes" || control === "no" || control === "working" || control === "done");
}

function onChoice(draft: Draft, input: ChoiceInput): void {
  const { state } = draft;
  if (state.open === null && pendingQuestion(state)?.id === input.question) draft.emit({ type: "CaseReopened" });
  const question = pendingQuestion(state);
  const option = question?.options.find(({ id }) => id === input.option);
  const { delivery, by } = input;
  if (question !== null && isAnothers(draft, input)) {
    const { label } = question.options.find(({ id }) => id === input.option) ?? { label: input.option };
    const pressed = { question: input.question, option: input.option, label, counted: false };
    draft.emit({ type: "ChoiceMade", delivery, by, ...pressed });
    return;
  }
  if (question === null || question.id !== input.question || option === undefined) {
    const counted = optionChosen(state, input.question);
    const again = { question: input.question, option: input.option, label: input.option, counted: false };
    draft.emit({ type: "ChoiceMade", delivery, by, ...again });
    // The same button twice is one answer; another button of an answered question gets a word and the present question.
    if (counted === input.option || question === null) return;
    // Any other button brings back a case that was put to rest, at the question it was put to rest at.
    if (state.open === null) draft.emit({ type: "CaseReopened" });
    draft.say("stale_choice");
    present(draft, question.about);
    return;
  }
  const { label } = option;
  draft.emit({ type: "ChoiceMade", delivery, by, question: question.id, option: option.id, label, counted: true });
  answer(draft, question.about, option.id, label);
}

/** Somebody else's case, where only the person who told the problem may press. The press is recorded, nothing is said. */
const isAnothers = ({ state, knowledge }: Draft, { by }: ChoiceInput): boolean => {
  const owner = state.open?.by ?? null;
  return knowledge.presses === "requester" && owner !== null && owner !== by.id;
};

const placeOf = (draft: Draft, about: About): string => {
  const flow = "flow" in about ? draft.knowledge.flows.get(about.flow) : undefined;
  return flow?.title ?? draft.knowledge.title;
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
