import { z } from "zod";
import { conversationId } from "../../../dialog/ids.ts";
import type { TicketKind } from "../../common/tickets.ts";

const shape = z.object({
  /** The place of its thread. */
  thread: z.string().transform(conversationId),
  /** Position of the event that opened it, from 1. */
  seq: z.number(),
});
/** Where a desk has the ticket of a case. */
export type Ticket = Readonly<z.infer<typeof shape>>;

export const ticketKind: TicketKind<Ticket> = { shape, keyOf: (desk, of) => `ticket|${desk}|${of}` };
