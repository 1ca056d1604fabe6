import type { SharedFile, StepRef } from "./events.ts";
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
  | { readonly kind: "text"; readonly text: string; readonly files?: readonly SharedFile[] | undefined }
  /** A button or list entry: the option of one particular question. */
  | { readonly kind: "choice"; readonly question: string; readonly option: string }
  /** The person changed what an earlier delivery said. */
  | { readonly kind: "edit"; readonly of: DeliveryId; readonly text: string }
  /** Of a person who helps, at the desk of that name. */
  | { readonly kind: "agent"; readonly desk: string; readonly action: AgentAction };

/** What a person at a desk does with a case. Only whoever has claimed it can do more than claim it and note something. */
export type AgentAction =
  | { readonly do: "claim" }
  /** Lets somebody else take it. */
  | { readonly do: "release" }
  /** To the user; a note where it begins with the pack's prefix for notes. */
  | { readonly do: "say"; readonly text: string; readonly files?: readonly SharedFile[] | undefined }
  | { readonly do: "note"; readonly text: string }
  /** Says this step to the user, in the person's name. */
  | ({ readonly do: "send_step" } & StepRef)
  /** Asks the user for this slot, in the person's name. */
  | { readonly do: "ask"; readonly slot: string }
  /** Null: where the bot was. */
  | { readonly do: "hand_back"; readonly at: StepRef | null }
  | {
      readonly do: "close";
      /** What it was in truth. */
      readonly cause: string;
      readonly solved: boolean;
      readonly remark: string | null;
      /** The step that would have solved it. */
      readonly step: StepRef | null;
    };
