import { conversationOf } from "../../dialog/conversation.ts";
import { pendingQuestion } from "../../dialog/decide.ts";
import type { DialogEvent } from "../../dialog/events.ts";
import type { Message } from "../../dialog/message.ts";

/** A question that waits no longer, and what became of it. */
export interface Answered {
  /** Position of the event that asked, from 1. */
  readonly seq: number;
  readonly message: Message;
  /** What was pressed and by whom; null where it was answered in words, or is asked again below. */
  readonly chosen: { readonly label: string; readonly by: string } | null;
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
  const press = before.find((event) => event.type === "ChoiceMade" && event.counted && event.question === id);
  const chosen = press?.type === "ChoiceMade" ? { label: press.label, by: press.by.id } : null;
  return { seq: at + 1, message: asked.message, chosen };
}
