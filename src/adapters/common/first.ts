import type { ConversationId } from "../../dialog/ids.ts";
import type { Clock, References } from "../../dialog/ports.ts";

/** Keeps what it takes to speak in a place; false where that was kept before, or is being kept: platforms say it twice. */
export function createFirst(references: References, clock: Clock) {
  const under = new Set<ConversationId>();
  return async (conversation: ConversationId, body: string): Promise<boolean> => {
    if (under.has(conversation)) return false;
    under.add(conversation);
    try {
      if ((await references.get(conversation)) !== null) return false;
      await references.put(conversation, body, clock());
      return true;
    } finally {
      under.delete(conversation);
    }
  };
}
