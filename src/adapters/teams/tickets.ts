import { z } from "zod";
import { type CaseId, conversationId } from "../../dialog/ids.ts";
import type { Clock, References } from "../../dialog/ports.ts";
import { type Place, placeIn } from "./place.ts";

/** A case as it stands in the channel of a desk. */
export interface Ticket {
  /** The thread; its first message is the ticket. */
  readonly place: Place;
  /** Id of that message. */
  readonly message: string;
  /** Position of the event it was posted for, in the conversation of the user. */
  readonly seq: number;
}

/** Null where the desk has none of the case. */
export type Tickets = ReturnType<typeof createTickets>;

const shape = z.object({ place: z.unknown(), message: z.string().min(1), seq: z.int() });

/** As long as the place of a thread is known; what was sent is forgotten sooner. Milliseconds. */
const kept = 90 * 86_400_000;

/** Where the tickets of the desks stand. */
export function createTickets(references: References, clock: Clock) {
  const keyOf = (desk: string, of: CaseId) => conversationId(`teams:ticket:${desk}:${of}`);
  return {
    async of(desk: string, one: CaseId): Promise<Ticket | null> {
      const body = await references.get(keyOf(desk, one));
      const { success, data } = shape.safeParse(body === null ? null : JSON.parse(body));
      const place = success ? placeIn(JSON.stringify(data.place)) : null;
      return success && place !== null ? { place, message: data.message, seq: data.seq } : null;
    },
    keep: (desk: string, one: CaseId, ticket: Ticket): Promise<void> =>
      references.put(keyOf(desk, one), JSON.stringify(ticket), clock() + kept),
  };
}
