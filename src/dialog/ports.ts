import type { Activity } from "./activity.ts";
import type { DialogEvent } from "./events.ts";
import type { ConversationId, DeliveryId } from "./ids.ts";
import type { MessageQuestion } from "./message.ts";
import type { Understanding } from "./understanding.ts";

/**
 * Where conversations are kept. Deliveries are the inbox: an activity is stored before the platform gets its answer
 * and is done when the events it caused are stored, in the same transaction.
 */
export interface Store {
  /** Stores the activity durably. False: the same delivery id is already there, and nothing was changed. */
  accept(activity: Activity): Promise<boolean>;
  /** Events in order, from `after` (a version; 0 for all). Empty for an unknown conversation. */
  events(conversation: ConversationId, after?: number): Promise<readonly DialogEvent[]>;
  /** All or nothing. @throws VersionConflict when the conversation no longer has `append.expected` events. */
  append(append: Append): Promise<void>;
  /** Deliveries accepted and not done, oldest first; worked off at start. */
  undone(): Promise<readonly Activity[]>;
  /** Conversations whose time has come, earliest first. */
  due(now: number, limit: number): Promise<readonly Pick<ConversationRow, "conversation" | "channel">[]>;
  /** Conversations, latest activity first. */
  list(filter: ConversationFilter): Promise<readonly ConversationRow[]>;
  close(): Promise<void>;
}

export interface Append {
  readonly conversation: ConversationId;
  /** Number of events the conversation had when the turn was decided. */
  readonly expected: number;
  readonly events: readonly DialogEvent[];
  /** The delivery that is done with this append; null for a turn caused by the clock. */
  readonly delivery: DeliveryId | null;
  /** When the conversation is to be looked at again, milliseconds since the epoch, UTC; null: not by the clock. */
  readonly dueAt: number | null;
  readonly row: Omit<ConversationRow, "conversation" | "version">;
}

/** What a list of conversations shows without folding each. */
export interface ConversationRow {
  readonly conversation: ConversationId;
  readonly version: number;
  readonly channel: string;
  /** Time of the last event. */
  readonly at: number;
  /** `person`: waits for a human or is held by one. */
  readonly state: "open" | "person" | "ended";
  readonly title: string;
}

export interface ConversationFilter {
  readonly state?: ConversationRow["state"];
  readonly channel?: string;
  readonly limit: number;
}

/** Two turns of one conversation were decided on the same version; the later one decides again. */
export class VersionConflict extends Error {
  override readonly name = "VersionConflict";
  readonly conversation: ConversationId;
  readonly expected: number;
  constructor(conversation: ConversationId, expected: number) {
    super(`conversation has moved on: expected version ${expected}; load it again and decide again`);
    this.conversation = conversation;
    this.expected = expected;
  }
}

/** Text in, meaning out. Pure: the same text, question and knowledge give the same answer. */
export type Understand = (text: string, pending?: MessageQuestion | null) => Understanding;

/** Milliseconds since the epoch, UTC. */
export type Clock = () => number;
