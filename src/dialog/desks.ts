import { deskOutlet } from "./effects.ts";
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

/** By the names that the outbox knows them by. */
export const deskOutlets = (desks: readonly Desk[]): readonly (readonly [string, Outlet])[] =>
  desks.flatMap(({ name, outlet, parts }) => [
    [deskOutlet(name), outlet] as const,
    ...[...parts].map(([part, own]) => [deskOutlet(name, part), own] as const),
  ]);

/** As `Outside` wants them. */
export const deskParts = (desks: readonly Desk[]): ReadonlyMap<string, readonly string[]> =>
  new Map(desks.map(({ name, parts }) => [name, [...parts.keys()]]));
