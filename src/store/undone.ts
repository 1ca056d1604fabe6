import type { ConversationId, DeliveryId } from "../dialog/ids.ts";
import type { Undone } from "../dialog/ports.ts";
import { decodeActivity, Unreadable } from "./codec.ts";

/** One row that cannot be read must not keep the others from being carried out. `only`: those of this conversation. */
export function undoneOf(
  rows: readonly (readonly [delivery: DeliveryId, activity: string])[],
  only?: ConversationId,
): Undone {
  const activities = [];
  const unreadable = [];
  for (const [delivery, activity] of rows) {
    try {
      const read = decodeActivity(activity);
      if (only === undefined || read.conversation === only) activities.push(read);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unreadable.push({ delivery, reason: error.message });
    }
  }
  return { activities, unreadable };
}
