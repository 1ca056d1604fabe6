import type { ConversationId, DeliveryId } from "./ids.ts";

/** One thing that reached the bot, whatever the channel. Everything below `kind` comes from the platform. */
export interface Activity {
  /** Id of the delivery; a retry carries the same one. */
  readonly id: DeliveryId;
  readonly conversation: ConversationId;
  /** Short name of the adapter: "web", "terminal", "slack", "teams". */
  readonly channel: string;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
  readonly by: Person;
  /** In a shared place people also talk about other things; the bot stays silent there unless addressed. */
  readonly place: "direct" | "shared";
  /** The bot was mentioned, or the place is its own. */
  readonly addressed: boolean;
  readonly said: Said;
}

export interface Person {
  readonly id: string;
  readonly name: string | null;
}

export type Said =
  | { readonly kind: "text"; readonly text: string }
  /** A button or list entry: the option of one particular question. */
  | { readonly kind: "choice"; readonly question: string; readonly option: string }
  /** The person changed what an earlier delivery said. */
  | { readonly kind: "edit"; readonly of: DeliveryId; readonly text: string };
