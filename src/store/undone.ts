import type { DeliveryId } from "../dialog/ids.ts";
import type { Undone } from "../dialog/ports.ts";
import { decodeActivity, Unreadable } from "./codec.ts";

/** One row that cannot be read must not keep the others from being carried out. */
export function undoneOf(rows: readonly (readonly [delivery: DeliveryId, activity: string])[]): Undone {
  const activities = [];
  const unreadable = [];
  for (const [delivery, activity] of rows) {
    try {
      activities.push(decodeActivity(activity));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unreadable.push({ delivery, reason: error.message });
    }
  }
  return { activities, unreadable };
}
