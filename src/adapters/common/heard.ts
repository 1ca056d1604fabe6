import type { Activity } from "../../dialog/activity.ts";
import type { DialogEvent } from "../../dialog/events.ts";
import type { DeliveryId } from "../../dialog/ids.ts";

/** What is known of a message already. */
export interface Before {
  /** What brought it first, and what an edit of it has to name. */
  readonly delivery: DeliveryId;
  /** As it was heard last. */
  readonly text: string;
}

/**
 * Null where nobody has heard the message: an edit that adds the mention is the first the bot hears of it.
 * `of`: what the message is called; deliveries of its edits begin with it. `waiting`: accepted, and maybe not carried out.
 */
export function heardBefore(
  of: DeliveryId,
  events: readonly DialogEvent[],
  waiting: readonly Activity[],
): Before | null {
  const isOfIt = (delivery: DeliveryId): boolean => delivery === of || delivery.startsWith(`${of}:`);
  const heard = events.flatMap((event) =>
    event.type === "UserUttered" && isOfIt(event.delivery)
      ? [{ id: event.delivery, delivery: event.edits ?? event.delivery, text: event.text }]
      : [],
  );
  const waits = waiting.flatMap(({ id, said }) =>
    (said.kind === "text" || said.kind === "edit") && isOfIt(id) && heard.every((one) => one.id !== id)
      ? [{ id, delivery: said.kind === "edit" ? said.of : id, text: said.text }]
      : [],
  );
  const all = [...heard, ...waits];
  const [first, last] = [all[0], all.at(-1)];
  return first === undefined || last === undefined ? null : { delivery: first.delivery, text: last.text };
}

/** Whether it says what the bot knows: an edit that leaves the words as they were, a message whose edit came before it. */
export const isKnown = (of: DeliveryId, text: string, edited: string | null, before: Before | null): boolean =>
  before !== null && (edited === null ? before.delivery !== of : before.text === text);
