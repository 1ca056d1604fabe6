import type { SlackApi } from "./api.ts";
import type { Place } from "./place.ts";

type Where = Pick<Place, "install" | "channel">;

/**
 * Shows that the bot has seen a message and is at work on it. Whoever sends the answer takes the mark away, also where
 * another process has set it; this one only remembers what it is setting, so that setting never comes after taking away.
 */
export interface Working {
  /** Resolves when Slack has taken it, or not: a mark that Slack refuses is no reason to answer less. */
  begin(api: SlackApi, where: Where, ts: string): Promise<void>;
  /** Whether it is set, and this process has not taken it away. */
  stands(where: Where, ts: string): boolean;
  end(api: SlackApi, where: Where, ts: string): Promise<void>;
  /** It is somebody else's to take away. */
  leave(where: Where, ts: string): void;
}

export function createWorking(): Working {
  /** False where Slack did not take it. */
  const marks = new Map<string, Promise<boolean>>();
  const keyOf = ({ install, channel }: Where, ts: string): string => `${install}:${channel}:${ts}`;
  return {
    async begin(api, where, ts) {
      const isSet = tried(api.react(where.channel, ts, true));
      marks.set(keyOf(where, ts), isSet);
      await isSet;
    },
    stands: (where, ts) => marks.has(keyOf(where, ts)),
    async end(api, where, ts) {
      const key = keyOf(where, ts);
      const isSet = (await marks.get(key)) ?? true;
      marks.delete(key);
      if (isSet) await tried(api.react(where.channel, ts, false));
    },
    leave(where, ts) {
      marks.delete(keyOf(where, ts));
    },
  };
}

/** What the assistant's pane shows meanwhile; Slack takes it away as soon as the bot writes. */
export const atWork = "is looking into it …";

export const tried = (call: Promise<void>): Promise<boolean> =>
  call.then(
    () => true,
    () => false,
  );
