import type { ZodType } from "zod";
import { type CaseId, conversationId } from "../../dialog/ids.ts";
import { NotNow, Refused } from "../../dialog/outbox.ts";
import type { Clock, References } from "../../dialog/ports.ts";
import { kept } from "./desk.ts";

/** What a channel keeps of a ticket. */
export interface TicketKind<Ticket> {
  /** Of what is kept, as JSON. */
  readonly shape: ZodType<Ticket>;
  /** No other kind has the same. */
  readonly keyOf: (desk: string, of: CaseId) => string;
}

/** Where the desks of a channel have the tickets of cases. */
export interface Tickets<Ticket> {
  /** Null where the desk has none of that case, or what is kept cannot be read. */
  readonly of: (desk: string, one: CaseId) => Promise<Ticket | null>;
  readonly keep: (desk: string, one: CaseId, ticket: Ticket) => Promise<void>;
}

/** They are known as long as their threads: receipts are forgotten sooner than a case may end. */
export function createTickets<Ticket>(
  references: References,
  clock: Clock,
  { shape, keyOf }: TicketKind<Ticket>,
): Tickets<Ticket> {
  const placeOf = (desk: string, one: CaseId) => conversationId(keyOf(desk, one));
  return {
    async of(desk, one) {
      const body = await references.get(placeOf(desk, one));
      if (body === null) return null;
      try {
        return shape.parse(JSON.parse(body));
      } catch {
        return null;
      }
    },
    keep: (desk, one, ticket) => references.put(placeOf(desk, one), JSON.stringify(ticket), clock() + kept),
  };
}

/** How soon a part looks again whether its ticket is there; later, where it has waited for long. Milliseconds. */
const soon = 1000;
/** Longer than a ticket is tried: one that is not there then will not come by itself. Milliseconds. */
const atMost = 96 * 3_600_000;

/** Why a part of a ticket that is not there yet is not sent now. `waited`: milliseconds. */
export const withoutTicket = (waited: number): NotNow | Refused =>
  waited > atMost
    ? new Refused("found no ticket for it; expected one; `stepwise outbox` shows why")
    : new NotNow(Math.max(soon, waited / 10));
