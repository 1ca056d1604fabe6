import type { DialogEvent } from "./events.ts";
import type { ConversationId } from "./ids.ts";

/** Which event of which conversation has to reach which place outside. */
export interface OutboxKey {
  readonly conversation: ConversationId;
  /** Of the event in its conversation, from 1. */
  readonly seq: number;
  /** Name of the outlet: a channel, a desk. */
  readonly to: string;
}

/**
 * What has to be sent: rows written in the transaction of the events they send. The rows of one conversation go to one
 * place in order: only the first that waits can be claimed. Rows that were given up stand in nobody's way.
 */
export interface Outbox {
  /**
   * Takes rows whose time has come, and hides them until that time; each goes to one caller, whatever the process.
   * A row whose caller dies is there again then.
   */
  claim(now: number, until: number, limit: number): Promise<readonly Claimed[]>;
  /** `receipt`: what the platform calls the message. */
  sent(key: OutboxKey, receipt: string): Promise<void>;
  /** To be tried again at that time. `refused`: the platform has surely not taken it, and this was no failure of it. */
  later(key: OutboxKey, at: number, fault: string, refused: boolean): Promise<void>;
  giveUp(key: OutboxKey, fault: string): Promise<void>;
  /** What the platform calls the message; null where it has not been sent, or was so long ago that it is forgotten. */
  receipt(key: OutboxKey): Promise<string | null>;
  /** What is not sent: first what was given up, then what waits. */
  unsent(limit: number): Promise<readonly Unsent[]>;
  /** What was given up waits again, from that time: this row, or all. How many there were. */
  retry(key: OutboxKey | null, now: number): Promise<number>;
}

export interface Claimed extends OutboxKey {
  /** This one included. */
  readonly attempts: number;
  /** An earlier try may have got through: its end is not known. */
  readonly doubtful: boolean;
  /** Null where it cannot be read. */
  readonly event: DialogEvent | null;
}

export interface Unsent extends OutboxKey {
  readonly state: "waiting" | "given_up";
  readonly attempts: number;
  /** Of the next try, milliseconds since the epoch, UTC. */
  readonly dueAt: number;
  /** What stood against the last try; holds nothing that a person wrote. */
  readonly fault: string | null;
}

/** A place outside that messages go to; what an adapter or a desk implements. */
export interface Outlet {
  /**
   * Resolves with what the platform calls the message, once the platform has taken it. @throws NotNow, Refused; after
   * anything else it is open whether the message arrived, and `find` is asked before it is sent again.
   */
  send(sending: Sending, signal: AbortSignal): Promise<string>;
  /** What the platform calls the message if it has it already, by `sending.id`; else null. */
  find(sending: Sending, signal: AbortSignal): Promise<string | null>;
  /** Until `find` sees what the platform has taken, milliseconds; at once where it does not say. */
  settles?(event: DialogEvent): number;
}

export interface Sending {
  /** The same for each try of the same message, and of no other; letters and digits. The message carries it. */
  readonly id: string;
  readonly conversation: ConversationId;
  readonly seq: number;
  readonly event: DialogEvent;
}

/** The platform has not taken the message and says when it will: `Retry-After`. */
export class NotNow extends Error {
  override readonly name = "NotNow";
  /** Milliseconds. */
  readonly after: number;
  constructor(after: number) {
    super(`the platform takes no more for ${after} ms`);
    this.after = after;
  }
}

/** The platform will never take this message. The message of the error holds nothing that a person wrote. */
export class Refused extends Error {
  override readonly name = "Refused";
}
