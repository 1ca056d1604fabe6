import { createHash } from "node:crypto";
import { type ConversationId, conversationId, type DeliveryId, deliveryId } from "../../dialog/ids.ts";

/**
 * Where something is said. `install` is the id the app was installed under, a workspace (T…) or a whole organisation (E…):
 * in channels shared between workspaces, and for presses of people of another one, it is the only id that stays the same.
 */
export interface Place {
  readonly install: string;
  readonly channel: string;
  /** `ts` of the message that begins the thread; null for a direct message as a whole. */
  readonly thread: string | null;
}

export const conversationAt = ({ install, channel, thread }: Place): ConversationId =>
  conversationId(thread === null ? `${install}:${channel}` : `${install}:${channel}:${thread}`);

/** Null for a conversation of another channel. */
export function placeOf(conversation: ConversationId): Place | null {
  const [install, channel, thread, ...more] = conversation.split(":");
  if (install === undefined || channel === undefined || more.length > 0) return null;
  return /^[TE]\w*$/.test(install) && /^[CDG]\w*$/.test(channel) ? { install, channel, thread: thread ?? null } : null;
}

type Where = Pick<Place, "install" | "channel">;

/** A message has one `ts` in its channel. */
export const messageAt = ({ install, channel }: Where, ts: string): string => `${install}:${channel}:${ts}`;

/** A mention that arrives as two events, or again, is one delivery. */
export const deliveryOf = (where: Where, ts: string): DeliveryId => deliveryId(`slack:${messageAt(where, ts)}`);

/** `ts` of the message in this place that a delivery brought; null for a press, a command, a modal. */
export function tsOf({ install, channel }: Where, delivery: DeliveryId): string | null {
  const [kind, from, where, ts] = delivery.split(":");
  return kind === "slack" && from === install && where === channel ? (ts ?? null) : null;
}

/** User ids are unique within an installation. */
export const personOf = (install: string, user: string): string => `${install}:${user}`;
export const userOf = (person: string): string => person.slice(person.lastIndexOf(":") + 1);

export const isDirect = (channel: string): boolean => channel.startsWith("D");

/** What a message is found by that is said because of that delivery, beside the outbox; letters and digits, as there. */
export const messageId = (delivery: string): string => createHash("sha256").update(delivery).digest("hex").slice(0, 32);
