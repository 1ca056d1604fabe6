import type { SlackApi } from "./api.ts";
import { conversationAt, type Place } from "./place.ts";

/** Shows that the bot has seen a message and is at work on it: a reaction, or a line in the assistant's pane. */
export interface Working {
  begin(api: SlackApi, place: Place, ts: string, inPane: boolean): void;
  /** The bot has answered there, or will not. Marks of another process, or of one that died, stay. */
  end(place: Place): void;
}

interface Mark {
  /** False where Slack did not take it. */
  readonly isSet: Promise<boolean>;
  readonly clear: () => Promise<void>;
}

const status = "is looking into it …";

/** `aside`: carries out what nobody waits for. A mark that Slack refuses is no reason to answer less. */
export function createWorking(aside: (task: () => Promise<void>) => void): Working {
  const marks = new Map<string, Mark[]>();
  const tried = (call: Promise<void>): Promise<boolean> =>
    call.then(
      () => true,
      () => false,
    );
  return {
    begin(api, place, ts, inPane) {
      const { channel, thread } = place;
      const pane = inPane ? thread : null;
      const isSet = tried(pane === null ? api.react(channel, ts, true) : api.status(channel, pane, status));
      // The line in the pane goes by itself as soon as the bot writes, and must go where it does not.
      const clear = () => (pane === null ? api.react(channel, ts, false) : api.status(channel, pane, ""));
      const key = conversationAt(place);
      marks.set(key, [...(marks.get(key) ?? []), { isSet, clear }]);
    },
    end(place) {
      const key = conversationAt(place);
      const all = marks.get(key) ?? [];
      marks.delete(key);
      for (const { isSet, clear } of all)
        aside(async () => {
          if (await isSet) await tried(clear());
        });
    },
  };
}
