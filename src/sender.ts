import { createHash } from "node:crypto";
import { deskOf } from "./dialog/effects.ts";
import {
  type Claimed,
  NotNow,
  type Outbox,
  type OutboxKey,
  type Outlet,
  Refused,
  type Sending,
} from "./dialog/outbox.ts";
import type { Clock } from "./dialog/ports.ts";

export interface SenderPorts {
  readonly outbox: Outbox;
  /** By name, as the rows call them. */
  readonly outlets: ReadonlyMap<string, Outlet>;
  readonly clock: Clock;
  /** In [0, 1): spreads what failed together. */
  readonly chance?: () => number;
  /** A row was given up, or the outbox itself failed (null). Must not throw. */
  readonly failed: (error: unknown, key: OutboxKey | null) => void;
}

/** Sends what lies in the outbox. Any number of processes may do so on one store. */
export interface Sender {
  /** Something may be there to send. Call it after a turn, and now and then: a row comes back when its time has come. */
  wake(): void;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  /** Takes up nothing any more; resolves when what is being sent has come to its end. */
  stop(): Promise<void>;
}

/** At once, in one process. */
const atOnce = 16;
/** A platform that takes longer has not answered, milliseconds. */
const patience = 8_000;
/**
 * A row whose process died is taken up by another after this time, milliseconds; longer than a try can take: a look of
 * eight seconds, what is drawn anew before, a login, and a post of ten.
 */
const hidden = 30_000;
/** With the rests below, about eight hours: what the bot says to a user later than that is of no use. */
const maxAttempts = 40;
/** About three days: a desk that is down over a weekend loses no case. */
const maxAttemptsAtDesk = 300;

/** Milliseconds: from a second doubling to a quarter of an hour, spread by half. */
const restAfter = (attempts: number, chance: number): number =>
  Math.round(Math.min(1000 * 2 ** (attempts - 1), 900_000) * (0.5 + chance));

/** The same for every process and every try. No id of a conversation can be read from it. */
export const sendingId = ({ conversation, seq, to }: OutboxKey): string =>
  createHash("sha256")
    .update(JSON.stringify([conversation, seq, to]))
    .digest("hex")
    .slice(0, 32);

export function createSender({ outbox, outlets, clock, chance = Math.random, failed }: SenderPorts): Sender {
  const sending = new Set<Promise<void>>();
  let pumping: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  function wake(): void {
    again = true;
    pumping ??= pump().finally(() => {
      pumping = null;
    });
  }

  /** Claims until nothing is due or enough is under way. */
  async function pump(): Promise<void> {
    while (again && !stopped && outlets.size > 0) {
      again = false;
      const free = atOnce - sending.size;
      if (free <= 0) return;
      try {
        const now = clock();
        for (const claimed of await outbox.claim(now, now + hidden, free)) start(claimed);
      } catch (error) {
        failed(error, null);
      }
    }
  }

  function start(claimed: Claimed): void {
    const done = carryOut(claimed).finally(() => {
      sending.delete(done);
      // The next of its conversation may go now.
      wake();
    });
    sending.add(done);
  }

  async function carryOut(claimed: Claimed): Promise<void> {
    try {
      await ended(claimed);
    } catch (error) {
      // The end could not be written down: the row comes back, and `find` will tell.
      failed(error, null);
    }
  }

  /** One try, and its end in the outbox. */
  async function ended({ attempts, doubtful, event, ...key }: Claimed): Promise<void> {
    const outlet = outlets.get(key.to);
    if (event === null)
      return giveUp(key, new Refused("found an event that cannot be read; expected one of this version"));
    try {
      if (outlet === undefined) throw new Missing(key.to);
      const one: Sending = { id: sendingId(key), conversation: key.conversation, seq: key.seq, event };
      const found = doubtful ? await outlet.find(one, AbortSignal.timeout(patience)) : null;
      await outbox.sent(key, found ?? (await outlet.send(one, AbortSignal.timeout(patience))));
    } catch (error) {
      if (error instanceof NotNow)
        return outbox.later(key, clock() + error.after + Math.round(1000 * chance()), error.message, true);
      if (error instanceof Refused || attempts >= (deskOf(key.to) === null ? maxAttempts : maxAttemptsAtDesk))
        return giveUp(key, error);
      const rest = Math.max(restAfter(attempts, chance()), outlet?.settles?.(event) ?? 0);
      await outbox.later(key, clock() + rest, wordsOf(error), false);
    }
  }

  async function giveUp(key: OutboxKey, error: unknown): Promise<void> {
    await outbox.giveUp(key, wordsOf(error));
    failed(error, key);
  }

  async function idle(): Promise<void> {
    while (pumping !== null || sending.size > 0) await Promise.all([pumping, ...sending]);
  }

  return {
    wake,
    idle,
    stop() {
      stopped = true;
      return idle();
    },
  };
}

class Missing extends Error {
  override readonly name = "Missing";
  constructor(to: string) {
    super(`found no channel "${to}" set up; expected the one this was said on; set it up again`);
  }
}

/** Only errors made here are known to quote nobody. */
const wordsOf = (error: unknown): string => {
  if (error instanceof Refused || error instanceof Missing) return error.message;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  return `${error instanceof Error ? error.name : typeof error}${code}`;
};
