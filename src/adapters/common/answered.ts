import type { Person } from "../../dialog/activity.ts";
import { conversationOf } from "../../dialog/conversation.ts";
import { pendingQuestion } from "../../dialog/decide.ts";
import type { DialogEvent } from "../../dialog/events.ts";
import type { Message, MessageQuestion } from "../../dialog/message.ts";
import { notSure } from "../../dialog/present.ts";

/** A question that waits no longer, and what became of it. */
export interface Answered {
  /** Position of the event that asked, from 1. */
  readonly seq: number;
  readonly message: Message;
  /** The option it was answered with, pressed or in words, and by whom; null where it was left, or is asked again below. */
  readonly chosen: { readonly label: string; readonly by: Person } | null;
}

/**
 * The question asked last before the message at `seq`, if that message leaves it behind: its buttons are to go. Null where
 * it still waits, after a nudge for instance, or where nothing was asked.
 */
export function answeredBefore(events: readonly DialogEvent[], seq: number): Answered | null {
  const before = events.slice(0, seq - 1);
  const at = before.findLastIndex((event) => event.type === "BotReplied" && event.message.question !== null);
  const asked = before[at];
  if (asked?.type !== "BotReplied" || asked.message.question === null) return null;
  const { id } = asked.message.question;
  const waitsAt = (length: number): boolean => pendingQuestion(conversationOf(events.slice(0, length)))?.id === id;
  // An earlier message may have left it behind already.
  const saidSince = before.flatMap((event, i) => (i > at && event.type === "BotReplied" ? [i + 1] : []));
  if (waitsAt(seq) || !saidSince.every(waitsAt)) return null;
  return { seq: at + 1, message: asked.message, chosen: chosenIn(before.slice(at + 1), asked.message.question) };
}

function chosenIn(since: readonly DialogEvent[], question: MessageQuestion): Answered["chosen"] {
  const press = since.find((event) => event.type === "ChoiceMade" && event.counted && event.question === question.id);
  if (press?.type === "ChoiceMade") return { label: press.label, by: press.by };
  const words = since.findLastIndex(({ type }) => type === "UserUttered");
  const said = since[words];
  const taken = since.slice(words + 1).map((event) => takenFor(event, question));
  const option = question.options.find(({ id }) => taken.includes(id));
  return option === undefined || said?.type !== "UserUttered" ? null : { label: option.label, by: said.by };
}

/** Id of the option that an event makes of words; null where it answers another question, or none. */
function takenFor(event: DialogEvent, { about }: MessageQuestion): string | null {
  switch (about.kind) {
    case "step":
      return event.type === "StepFinished" && event.flow === about.flow && event.step === about.step
        ? event.answer
        : null;
    case "slot":
      if (event.type !== "SlotSet" || event.slot !== about.slot) return null;
      return typeof event.value === "string" ? event.value : event.value === null ? notSure : null;
    case "start":
    case "intent":
    case "order":
      return event.type === "ProblemTold" ? event.intent : null;
    case "next_problem":
    case "offer":
    case "switch":
    case "solved":
    case "person":
      return null;
  }
}
