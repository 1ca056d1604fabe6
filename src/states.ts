import { isDeepStrictEqual } from "node:util";
import { type Conversation, conversationOf } from "./dialog/conversation.ts";
import type { DialogEvent } from "./dialog/events.ts";
import type { ConversationId } from "./dialog/ids.ts";
import type { Store } from "./dialog/ports.ts";

/** A conversation folded so far. */
export interface Past {
  readonly state: Conversation;
  /** The latest time of its events, whatever their order; milliseconds since the epoch, UTC; 0 where there is none. */
  readonly latest: number;
  readonly last: DialogEvent | null;
}

/** States of conversations, kept so that a turn reads and folds only what came since the one before. */
export interface States {
  /** As the store has it at this moment. */
  of(conversation: ConversationId): Promise<Past>;
  /** What a turn has stored. */
  keep(conversation: ConversationId, past: Past): void;
}

const nothingYet: Past = { state: conversationOf([]), latest: 0, last: null };

/** Conversations kept: those last spoken in. One takes some ten kilobytes. */
const most = 2000;

export function createStates({ events }: Pick<Store, "events">): States {
  /** The one longest not spoken in comes first. */
  const kept = new Map<ConversationId, Past>();

  function keep(conversation: ConversationId, past: Past): void {
    kept.delete(conversation);
    if (past.last === null) return;
    kept.set(conversation, past);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  }

  /** Null where the store no longer holds what was folded: the conversation was forgotten, and may have begun anew. */
  async function grown(conversation: ConversationId, past: Past): Promise<Past | null> {
    const [last, ...since] = await events(conversation, past.state.version - 1);
    return isDeepStrictEqual(last, past.last) ? pastAfter(past, since) : null;
  }

  return {
    async of(conversation) {
      const before = kept.get(conversation);
      const now = before && (await grown(conversation, before));
      const past = now ?? pastAfter(nothingYet, await events(conversation));
      keep(conversation, past);
      return past;
    },
    keep,
  };
}

export const pastAfter = (before: Past, events: readonly DialogEvent[]): Past => ({
  state: conversationOf(events, before.state),
  latest: events.reduce((latest, { at }) => Math.max(latest, at), before.latest),
  last: events.at(-1) ?? before.last,
});
