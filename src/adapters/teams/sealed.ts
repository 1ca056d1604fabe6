import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { ThreadGoal } from "./paste.ts";
import { baseOf, type Place } from "./place.ts";
import type { TeamsAuth } from "./settings.ts";

/** Whom a task module was shown to, and where. */
export interface Opening {
  readonly asker: string;
  readonly place: Place;
}

/** Puts a seal on what a task module carries for the bot: it comes back by the hands of a client. */
export interface Sealing {
  sealOf(goal: Omit<ThreadGoal, "seal">, opening: Opening): string;
  /** False for what the bot did not send out to this person in this chat or channel. */
  fits(goal: ThreadGoal, opening: Opening): boolean;
}

/** With the secret of the app, so that a module opened on one server can be sent to another. */
export function createSealing(auth: TeamsAuth): Sealing {
  const secret = auth.kind === "entra" ? auth.secret : randomBytes(32);
  const key = createHmac("sha256", secret).update("task module").digest();

  function sealOf(goal: Omit<ThreadGoal, "seal">, { asker, place }: Opening): string {
    const { opened, root, message, author, print } = goal;
    const said = [asker, baseOf(place.conversation), opened, root, message, author.id, author.name, print];
    return createHmac("sha256", key).update(JSON.stringify(said)).digest("hex");
  }

  return {
    sealOf,
    fits(goal, opening) {
      const [found, expected] = [Buffer.from(goal.seal), Buffer.from(sealOf(goal, opening))];
      return found.length === expected.length && timingSafeEqual(found, expected);
    },
  };
}
