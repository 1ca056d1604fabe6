import { setTimeout as sleep } from "node:timers/promises";
import type { ConversationId, DeliveryId } from "./dialog/ids.ts";
import type { Clock } from "./dialog/ports.ts";

/** Something to be carried out in a conversation. */
export interface Letter {
  /** The same delivery waits once. Null: the clock's; it is dropped when it fails, because the clock brings it again. */
  readonly delivery: DeliveryId | null;
  /** Rejects with a fault that may pass, a full disk for instance; whatever else goes wrong it deals with itself. */
  readonly carryOut: () => Promise<void>;
}

/** Waits about that long, milliseconds. */
export type Pause = (ms: number) => Promise<void>;

/**
 * One mailbox a conversation. Its letters are carried out one after the other, in the order they came; none overtakes
 * another, and different conversations never wait for each other. A letter that fails is tried again in place; after
 * that the mailbox rests with the letter at its head, until the next letter comes or its rest is over.
 */
export interface Mailboxes {
  /** Resolves when the letter has been carried out, or when the mailbox rests. Never rejects. */
  put(conversation: ConversationId, letter: Letter): Promise<void>;
  /** Goes on with the mailboxes that have rested long enough. */
  wake(): Promise<void>;
  /** Nothing waits there, and it does not rest. */
  isFree(conversation: ConversationId): boolean;
  /** How many are not free. */
  busy(): number;
  /** How many letters wait or are being carried out: everywhere, or in one conversation. */
  waiting(conversation?: ConversationId): number;
  /** Resolves when nothing is being carried out. */
  idle(): Promise<void>;
}

interface Mailbox {
  readonly waiting: { readonly letter: Letter; readonly left: () => void }[];
  working: Promise<void> | null;
  /** In a row. */
  failures: number;
  /** Milliseconds since the epoch, UTC. */
  restsUntil: number;
}

/** Before a letter is tried again in place, milliseconds. A lock or a full log is gone by then; a full disk is not. */
const pauses = [100, 400, 1600] as const;

/**
 * Milliseconds. Somebody waits for a delivery: until the next tick, then from a second doubling to five minutes. Nobody
 * waits for the clock's letter: from a minute doubling to an hour.
 */
const restAfter = (failures: number, { delivery }: Letter): number => {
  if (delivery === null) return Math.min(60_000 * 2 ** (failures - 1), 3_600_000);
  return failures < 2 ? 0 : Math.min(1000 * 2 ** (failures - 2), 300_000);
};

/** Processes that failed together do not try again together. */
export const jittered: Pause = (ms) => sleep(ms * (0.5 + Math.random()));

/** `failed` is told once a rest and must not throw. */
export function createMailboxes(
  clock: Clock,
  pause: Pause,
  failed: (error: unknown, conversation: ConversationId) => void,
): Mailboxes {
  const boxes = new Map<ConversationId, Mailbox>();
  let total = 0;

  /** Only for a mailbox in which something waits. */
  const working = (conversation: ConversationId, box: Mailbox): Promise<void> => {
    box.working ??= workOff(conversation, box);
    return box.working;
  };

  async function workOff(conversation: ConversationId, box: Mailbox): Promise<void> {
    for (let head = box.waiting[0]; head !== undefined; head = box.waiting[0]) {
      const fault = await faultOf(head.letter);
      box.failures = fault === null ? 0 : box.failures + 1;
      box.restsUntil = fault === null ? 0 : clock() + restAfter(box.failures, head.letter);
      if (fault !== null) failed(fault.error, conversation);
      if (fault !== null && head.letter.delivery !== null) break;
      box.waiting.shift();
      total--;
      head.left();
    }
    box.working = null;
    if (box.failures === 0) boxes.delete(conversation);
  }

  /** Null when it was carried out in the end. */
  async function faultOf({ delivery, carryOut }: Letter): Promise<{ readonly error: unknown } | null> {
    for (let attempt = 0; ; attempt++) {
      try {
        await carryOut();
        return null;
      } catch (error) {
        const ms = pauses[attempt];
        if (delivery === null || ms === undefined) return { error };
        await pause(ms);
      }
    }
  }

  return {
    put(conversation, letter) {
      const box = boxes.get(conversation) ?? { waiting: [], working: null, failures: 0, restsUntil: 0 };
      boxes.set(conversation, box);
      const isThere =
        letter.delivery !== null && box.waiting.some((other) => other.letter.delivery === letter.delivery);
      const left = isThere ? [] : [new Promise<void>((resolve) => box.waiting.push({ letter, left: resolve }))];
      total += left.length;
      return Promise.race([...left, working(conversation, box)]);
    },
    async wake() {
      const rested = [...boxes].filter(([, { waiting, restsUntil }]) => waiting.length > 0 && restsUntil <= clock());
      await Promise.all(rested.map(([conversation, box]) => working(conversation, box)));
    },
    isFree(conversation) {
      const box = boxes.get(conversation);
      return box === undefined || (box.working === null && box.waiting.length === 0 && box.restsUntil <= clock());
    },
    busy: () => boxes.size,
    waiting(conversation) {
      if (conversation !== undefined) return boxes.get(conversation)?.waiting.length ?? 0;
      return total;
    },
    async idle() {
      for (;;) {
        const now = [...boxes.values()].flatMap((box) => box.working ?? []);
        if (now.length === 0) return;
        await Promise.all(now);
      }
    },
  };
}
