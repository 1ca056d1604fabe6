import { z } from "zod";
import { type CaseId, type ConversationId, conversationId } from "../../dialog/ids.ts";
import type { Clock, References } from "../../dialog/ports.ts";

/** Where a desk has the ticket of a case. */
export interface Ticket {
  /** The place of its thread. */
  readonly thread: ConversationId;
  /** Position of the event that opened it, from 1. */
  readonly seq: number;
}

/** As long as the thread itself is known, milliseconds: receipts are forgotten sooner than a case may end. */
const kept = 90 * 86_400_000;

const ticket = z.object({ thread: z.string().transform(conversationId), seq: z.number() });

const placeOf = (desk: string, of: CaseId): ConversationId => conversationId(`ticket|${desk}|${of}`);

export const rememberTicket = (
  references: References,
  desk: string,
  of: CaseId,
  opened: Ticket,
  clock: Clock,
): Promise<void> => references.put(placeOf(desk, of), JSON.stringify(opened), clock() + kept);

/** Null where the desk has no ticket of that case. */
export async function ticketOf(references: References, desk: string, of: CaseId): Promise<Ticket | null> {
  const body = await references.get(placeOf(desk, of));
  return body === null ? null : ticket.parse(JSON.parse(body));
}
