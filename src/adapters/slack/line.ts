import { setTimeout as rest } from "node:timers/promises";
import type { SocketModeReceiver } from "@slack/bolt";

/** A connection of Socket Mode that is taken up again whenever it ends. */
export interface Line {
  /** Returns at once: Slack may be out of reach, and the rest of the server is not. */
  open(): void;
  /** Resolves when nothing is heard any more. */
  close(): Promise<void>;
}

/** How long it waits before it asks for another connection, milliseconds; twice as long each time. */
const shortest = 1000;
const longest = 30_000;

/**
 * The client's own way of reconnecting gives up for good, and with it the process, when Slack refuses it once: a token
 * that is renewed, an app that is removed for a while. Here a refusal is told and asked again.
 * @param failed must not throw
 */
export function createLine({ client }: SocketModeReceiver, failed: (error: unknown) => void): Line {
  const ending = new AbortController();
  const { signal } = ending;
  let over = Promise.resolve();

  async function keep(): Promise<void> {
    for (let wait = shortest; !signal.aborted; ) {
      let ended = (): void => {};
      const gone = new Promise<void>((resolve) => {
        ended = resolve;
      });
      client.once("disconnected", ended);
      try {
        await client.start();
        wait = shortest;
        // Closed while it was still asking where to connect to.
        if (signal.aborted) await client.disconnect();
        await gone;
      } catch (error) {
        client.off("disconnected", ended);
        if (signal.aborted) return;
        failed(error);
        await rest(wait, undefined, { signal, ref: false }).catch(() => {
          // It is being closed.
        });
        wait = Math.min(2 * wait, longest);
      }
    }
  }

  return {
    open() {
      over = keep();
    },
    async close() {
      ending.abort();
      // A client that has no connection at the moment never says that it has ended.
      await Promise.race([client.disconnect(), over]);
      await over;
    },
  };
}
