import type { Outlet } from "./outbox.ts";

/** A place outside where people take cases over. */
export interface Desk {
  /** As `bot.yaml` and the settings call it. */
  readonly name: string;
  /** Takes what a desk is told: see `outgoingOf`. */
  readonly outlet: Outlet;
  /** What belongs to a ticket besides itself, each sent by an outlet of its own, after it. */
  readonly parts: ReadonlyMap<string, Outlet>;
}
