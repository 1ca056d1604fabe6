import { z } from "zod";
import { type ConversationId, conversationId, type DeliveryId, deliveryId } from "../../dialog/ids.ts";

export const kinds = ["personal", "groupChat", "channel"] as const;
export type Kind = (typeof kinds)[number];

const id = z.string().min(1);

/** What it takes to speak in a place again; kept in the store, so that it outlives the process. */
export const place = z.strictObject({
  /** Where Teams takes messages for it, as a token of Teams has allowed. */
  serviceUrl: z.url({ protocol: /^https?$/ }),
  /** In channels with the thread: `19:…@thread.tacv2;messageid=…`. */
  conversation: id,
  kind: z.enum(kinds),
  tenant: id.nullable(),
  /** Id of the bot there. */
  bot: id,
  /** Of a channel: its team, by the id in Entra ID, or by that of Teams (`19:…`), which the connector knows the other for. */
  team: id.nullable().default(null),
  /** Of a chat of two: the person, by the id in Entra ID. */
  person: id.nullable().default(null),
});
export type Place = Readonly<z.infer<typeof place>>;

/** Null where none is kept, or it cannot be read. */
export function placeIn(body: string | null): Place | null {
  if (body === null) return null;
  try {
    return place.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

/**
 * Where the bot's messages for a tenant are taken, learnt from the first place it speaks in; Teams takes them there for
 * all: devblogs.microsoft.com/microsoft365dev/updates-for-microsoft-teams-bots-in-multi-geo-environments.
 */
export const anyPlace = conversationId("teams:any");

/** Where the channel of a desk was heard from, which tells the team it belongs to. */
export const deskPlace = (channel: string): ConversationId => conversationId(`teams:desk:${channel}`);

export const conversationAt = ({ conversation }: Place): ConversationId => conversationId(conversation);

/** The thread of a channel that begins with this message; other places have no threads. */
export const threadAt = (at: Place, root: string): Place =>
  at.kind === "channel" ? { ...at, conversation: `${baseOf(at.conversation)};messageid=${root}` } : at;

/** The channel of a thread, without the thread. */
export const baseOf = (conversation: string): string => conversation.split(";messageid=")[0] ?? conversation;

/** Id of the message that a thread begins with; null where the place is none. */
export const rootOf = ({ conversation }: Place): string | null => conversation.split(";messageid=")[1] ?? null;

/** Message ids are unique in a chat and in a channel. */
export const messageAt = (conversation: string, message: string): string => `${baseOf(conversation)}:${message}`;

/** What comes again has the same one. */
export const deliveryOf = (conversation: string, message: string): DeliveryId =>
  deliveryId(`teams:${messageAt(conversation, message)}`);

/** The id of the person in Entra ID; where Teams names none, the one that this bot knows them by. */
export const personOf = ({
  id: own,
  aadObjectId,
}: {
  readonly id: string;
  readonly aadObjectId?: string | null | undefined;
}) => aadObjectId ?? own;
