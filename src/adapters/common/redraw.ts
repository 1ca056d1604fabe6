import { setTimeout as sleep } from "node:timers/promises";
import type { ConversationId } from "../../dialog/ids.ts";
import { NotNow, Refused, type Sending } from "../../dialog/outbox.ts";

/** How often a redraw that fails may put off the message after it, and for how long each time, milliseconds. */
const delays = 2;
const rest = 1000;
/** A redraw that takes longer has failed, milliseconds. */
const patience = 3000;
/** Messages whose redraw has failed, and which are not forgotten yet. */
const most = 1000;

/**
 * Draws an answered question anew before the next message is posted. That is a courtesy: it may put off the message for a
 * moment, for a platform that is out of reach takes neither; after that the message goes on without it, which is told once.
 * The task is tried again with each try of the message.
 * @param failed must not throw
 */
export function createRedraw(failed: (error: unknown, conversation: ConversationId) => void) {
  const failures = new Map<string, number>();

  /** @throws NotNow: nothing was posted yet, and the message may come a little later */
  return async ({ id, conversation }: Sending, redraw: () => Promise<void>): Promise<void> => {
    try {
      await Promise.race([redraw(), tooLate()]);
      failures.delete(id);
    } catch (error) {
      // Somebody has deleted it.
      if (error instanceof Refused) return;
      const earlier = failures.get(id) ?? 0;
      failures.set(id, earlier + 1);
      for (const oldest of failures.keys()) {
        if (failures.size <= most) break;
        failures.delete(oldest);
      }
      if (earlier < delays) throw error instanceof NotNow ? error : new NotNow(rest);
      if (earlier === delays) failed(error, conversation);
    }
  };
}

class TooSlow extends Error {
  override readonly name = "TooSlow";
}

async function tooLate(): Promise<never> {
  await sleep(patience, undefined, { ref: false });
  throw new TooSlow(`found no answer to a redraw; expected one within ${patience} ms; the message goes on without it`);
}
