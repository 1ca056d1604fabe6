import { z } from "zod";
import type { TicketKind } from "../common/tickets.ts";
import { place } from "./place.ts";

const shape = z.object({
  /** The thread; its first message is the ticket. */
  place,
  /** Id of that message. */
  message: z.string().min(1),
  /** Position of the event it was posted for, in the conversation of the user. */
  seq: z.int(),
});
/** A case as it stands in the channel of a desk. */
export type Ticket = Readonly<z.infer<typeof shape>>;

export const ticketKind: TicketKind<Ticket> = { shape, keyOf: (desk, of) => `teams:ticket:${desk}:${of}` };
