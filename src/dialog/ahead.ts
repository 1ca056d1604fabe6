import { type Conversation, conversationOf } from "./conversation.ts";
import { decided } from "./decide.ts";
import { stepInWords } from "./desk.ts";
import type { DialogEvent } from "./events.ts";
import { deliveryId } from "./ids.ts";
import type { Knowledge } from "./knowledge.ts";
import type { MessageQuestion } from "./message.ts";
import { notSure, stepOf } from "./present.ts";

/** A step that the bot has not come to yet. */
export interface StepAhead {
  readonly flow: string;
  readonly step: string;
  /** What it would say, and what it would ask, with the values of this case. */
  readonly text: string;
}

/** As many as somebody who takes over can use at a glance. */
const enough = 3;
/** Questions in between that name no step, such as one for the model. */
const mostTurns = 12;

/**
 * The steps that follow if each of them does not help: the engine itself goes on, with nobody there to hear it. It ends
 * at a consent, which only the user can give. Of a case that a person has, what came next when it was asked for.
 */
export function stepsAhead(events: readonly DialogEvent[], knowledge: Knowledge): readonly StepAhead[] {
  const steps: StepAhead[] = [];
  let state = beforeHandOver(events);
  for (let turn = 0; turn < mostTurns && steps.length < enough; turn++) {
    const { open } = state;
    if (open?.phase.kind !== "asking") break;
    const { question } = open.phase;
    const { about } = question;
    if (about.kind !== "step" && about.kind !== "slot") break;
    const step = about.kind === "step" ? stepOf(knowledge.flows.get(about.flow), about.step) : undefined;
    if (about.kind === "step" && step !== undefined && "question" in step) {
      const text = stepInWords(about, open, knowledge) ?? "";
      if (!steps.some(({ flow, step: id }) => flow === about.flow && id === step.id))
        steps.push({ flow: about.flow, step: step.id, text });
      if (step.kind === "consent") break;
    }
    const option = unhelped(question);
    if (option === null) break;
    state = decided(state, { kind: "choice", at: state.at, ...nobody, question: question.id, option }, knowledge).after;
  }
  return steps;
}

const nobody = { conversation: "ahead", delivery: deliveryId("ahead"), by: { id: "nobody", name: null } };

const unhelped = ({ options }: MessageQuestion): string | null =>
  (options.find(({ id }) => id === "no") ?? options.find(({ id }) => id === notSure) ?? options.at(-1))?.id ?? null;

/** The conversation as it stood before the turn in which a person was called, unless that turn answered its step. */
function beforeHandOver(events: readonly DialogEvent[]): Conversation {
  const now = conversationOf(events);
  if (now.open?.phase.kind !== "person") return now;
  const handed = calledAt(events);
  const begin = events.slice(0, handed).findLastIndex(({ type }) => type === "UserUttered" || type === "ChoiceMade");
  const answered = events.slice(begin, handed).some(({ type }) => type === "StepFinished");
  return answered ? now : conversationOf(events.slice(0, begin));
}

/** Where a person was called who has the case now; called again meanwhile, it is the first time that counts. */
function calledAt(events: readonly DialogEvent[]): number {
  const back = events.findLastIndex((event) => event.type === "HandoffClosed" || event.type === "CaseOpened");
  return events.findIndex((event, i) => i > back && event.type === "HandoffRequested");
}
