import type { Activity } from "./activity.ts";
import type { DialogEvent } from "./events.ts";
import type { ConversationId, DeliveryId } from "./ids.ts";
import type { MessageQuestion } from "./message.ts";
import type { Outbox, OutboxKey } from "./outbox.ts";
import type { Understanding } from "./understanding.ts";

/**
 * Where conversations are kept. Deliveries are the inbox: an activity is stored before the platform gets its answer
 * and is done when the events it caused are stored, in the same transaction.
 */
export interface Store {
  /** Stores the activity durably. False: the same delivery id is already there, and nothing was changed. */
  accept(activity: Activity): Promise<boolean>;
  /** Events in order, all or those after the first `after`. Empty for an unknown conversation. */
  events(conversation: ConversationId, after?: number): Promise<readonly DialogEvent[]>;
  /**
   * All or nothing. @throws DeliveryDone when the delivery is done already; else VersionConflict when the conversation
   * no longer has `append.expected` events; Unstorable when an event is not one, whatever the store holds.
   */
  append(append: Append): Promise<void>;
  /** What was accepted and is not done, everywhere or in one conversation; what cannot be read stays where it is. */
  undone(conversation?: ConversationId): Promise<Undone>;
  /** Conversations whose time has come, earliest first. */
  due(now: number, limit: number): Promise<readonly Pick<ConversationRow, "conversation" | "channel">[]>;
  /** Conversations, latest activity first. */
  list(limit: number): Promise<readonly ConversationRow[]>;
  /** Those that wait for a person or are held by one, longest without a word first. */
  held(limit: number): Promise<readonly ConversationRow[]>;
  /**
   * Conversations in the order of their ids, from the first after this one; null: from the first. Page by page each is met
   * once, whatever happens meanwhile.
   */
  page(after: ConversationId | null, limit: number): Promise<readonly ConversationRow[]>;
  /** Null: nothing was ever said in it. */
  find(conversation: ConversationId): Promise<ConversationRow | null>;
  /** Those of one person that have not ended, latest activity first. */
  openOf(person: string, limit: number): Promise<readonly ConversationRow[]>;
  /**
   * Forgets the deliveries that are done and came before that time: their repetition would count as new. With them what
   * was sent of events before that time.
   */
  prune(before: number): Promise<void>;
  readonly outbox: Outbox;
  readonly references: References;
  readonly installations: Installations;
  /** Null where one process has the store for itself. */
  readonly leases: Leases | null;
  readonly changes: Changes | null;
  /** Forgets the conversations whose last event came before that time, with all that belongs to them. How many. */
  forget(before: number): Promise<number>;
  /**
   * Forgets every conversation in which this person spoke, with all that belongs to them: their words live on in the
   * bot's replies and in the facts of the case. The ids of these conversations; `dry`: only these.
   */
  erase(person: string, dry?: boolean): Promise<readonly ConversationId[]>;
  close(): Promise<void>;
}

/** What a channel has to know of a place to speak there; forgotten with the conversation. */
export interface References {
  /** `at`: milliseconds since the epoch, UTC. */
  put(conversation: ConversationId, body: string, at: number): Promise<void>;
  get(conversation: ConversationId): Promise<string | null>;
}

/** Where the bot has been installed, each sealed by its channel: a store never sees a token. */
export interface Installations {
  /** Replaces what was there. `at`: milliseconds since the epoch, UTC. */
  put(id: string, sealed: string, at: number): Promise<void>;
  get(id: string): Promise<string | null>;
  remove(id: string): Promise<void>;
}

/**
 * Which process works off a conversation's inbox. A hint that saves work and keeps order: what is stored is right without
 * it, by the version of the conversation.
 */
export interface Leases {
  /** False: another holds it until a later time than `now`. The holder may claim again, to hold it longer. */
  claim(conversation: ConversationId, holder: string, now: number, until: number): Promise<boolean>;
  release(conversation: ConversationId, holder: string): Promise<void>;
}

/** Word of a turn for the other processes on the store. Word can get lost: who watches looks by itself now and then. */
export interface Changes {
  tell(conversation: ConversationId): void;
  watch(changed: (conversation: ConversationId) => void): void;
}

export interface Undone {
  /** Oldest first. */
  readonly activities: readonly Activity[];
  readonly unreadable: readonly UnreadableDelivery[];
}

export interface UnreadableDelivery {
  readonly delivery: DeliveryId;
  /** What was found, what was expected, what to do; holds nothing that a person wrote. */
  readonly reason: string;
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
  /** Id of the person whose case is the latest; null where nobody has spoken. */
  readonly opener: string | null;
  /** What has to be sent of these events. */
  readonly outgoing: readonly Omit<OutboxKey, "conversation">[];
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

/** Another turn has carried this delivery out; there is nothing left to do for it. */
export class DeliveryDone extends Error {
  override readonly name = "DeliveryDone";
  constructor() {
    super("found a delivery that is done; expected one that waits; do nothing more for it");
  }
}

/** An event or activity is not what the store keeps: a fault of what made it, which trying again does not mend. */
export class Unstorable extends Error {
  override readonly name = "Unstorable";
}

/** More is waiting than can be carried out soon. Nothing was stored: deliver it again later. */
export class Overloaded extends Error {
  override readonly name = "Overloaded";
  /** Seconds. */
  readonly retryAfter: number;
  constructor(retryAfter: number) {
    super(`found too much waiting; expected less; deliver it again in ${retryAfter} s`);
    this.retryAfter = retryAfter;
  }
}

/** Text in, meaning out. Pure: the same text, question and knowledge give the same answer. */
export type Understand = (text: string, pending?: MessageQuestion | null) => Understanding;

/** Milliseconds since the epoch, UTC. */
export type Clock = () => number;

/** Longer texts are no chat any more, and no channel takes them; a pasted letter has room. UTF-16 units. */
export const maxText = 20_000;
