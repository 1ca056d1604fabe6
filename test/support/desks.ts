import type { Desk } from "../../src/dialog/desks.ts";
import { deskOutlet } from "../../src/dialog/effects.ts";
import type { Outlet } from "../../src/dialog/outbox.ts";

/** By the names that the outbox knows them by. */
export const deskOutlets = (desks: readonly Desk[]): readonly (readonly [string, Outlet])[] =>
  desks.flatMap(({ name, outlet, parts }) => [
    [deskOutlet(name), outlet] as const,
    ...[...parts].map(([part, own]) => [deskOutlet(name, part), own] as const),
  ]);

/** As `Outside` wants them. */
export const deskParts = (desks: readonly Desk[]): ReadonlyMap<string, readonly string[]> =>
  new Map(desks.map(({ name, parts }) => [name, [...parts.keys()]]));
