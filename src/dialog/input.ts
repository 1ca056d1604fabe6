import type { AgentAction, Person } from "./activity.ts";
import type { SharedFile } from "./events.ts";
import type { DeliveryId } from "./ids.ts";
import type { Understanding } from "./understanding.ts";

/** What a turn is decided on. Time enters here and nowhere else: milliseconds since the epoch, UTC. */
export type Input = TextInput | ChoiceInput | AgentInput | { readonly kind: "tick"; readonly at: number };

export interface TextInput {
  readonly kind: "text";
  readonly at: number;
  readonly conversation: string;
  readonly delivery: DeliveryId;
  readonly by: Person;
  readonly text: string;
  readonly place: "direct" | "shared";
  readonly addressed: boolean;
  /** The delivery whose text this replaces, where the person edited. */
  readonly edits: DeliveryId | null;
  readonly files?: readonly SharedFile[] | undefined;
  /** Read against `pendingQuestion` of the same conversation; an edit against `questionBefore`. */
  readonly understanding: Understanding;
}

export interface ChoiceInput {
  readonly kind: "choice";
  readonly at: number;
  readonly conversation: string;
  readonly delivery: DeliveryId;
  readonly by: Person;
  readonly question: string;
  readonly option: string;
}

export interface AgentInput {
  readonly kind: "agent";
  readonly at: number;
  readonly delivery: DeliveryId;
  readonly by: Person;
  readonly desk: string;
  readonly action: AgentAction;
}
