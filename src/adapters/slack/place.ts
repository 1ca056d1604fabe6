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

/** A message has one `ts` in its channel: a mention that arrives as two events, or again, is one delivery. */
export const deliveryOf = ({ install, channel }: Pick<Place, "install" | "channel">, ts: string): DeliveryId =>
  deliveryId(`slack:${install}:${channel}:${ts}`);

/** User ids are unique within an installation. */
export const personOf = (install: string, user: string): string => `${install}:${user}`;
export const userOf = (person: string): string => person.slice(person.lastIndexOf(":") + 1);

export const isDirect = (channel: string): boolean => channel.startsWith("D");
