import { minuteOf } from "../build.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { remedy } from "../suggestion.ts";

/** Opening hours that exist, in a zone that exists, that begin before they end; and no route that is never come to. */
export function handoffRoutes(pack: Pack): readonly Problem[] {
  if (pack.bot === null) return [];
  const { source, data } = pack.bot;
  const { routes = [], hours = {} } = data.handoff ?? {};
  const names = Object.keys(hours);
  const times = Object.entries(hours).flatMap(([name, { zone, open }]) => [
    ...(isZone(zone)
      ? []
      : [
          source.problem(
            "handoff_zone",
            ["handoff", "hours", name, "zone"],
            `found “${zone}”, expected a time zone — write one such as Europe/Berlin`,
          ),
        ]),
    ...open.flatMap(({ from, to }, index) =>
      minuteOf(from) < minuteOf(to)
        ? []
        : [
            source.problem(
              "handoff_hours",
              ["handoff", "hours", name, "open", index],
              `opens at ${from} and closes at ${to} — write hours past midnight as two, one up to 24:00 and one from 00:00`,
            ),
          ],
    ),
  ]);
  const always = routes.findIndex((route) => !route.queues && !route.reasons && !route.when && !route.hours);
  return [
    ...times,
    ...routes.flatMap(({ hours: name }, index) =>
      name === undefined || names.includes(name)
        ? []
        : [
            source.problem(
              "unknown_hours",
              ["handoff", "routes", index, "hours"],
              `unknown hours "${name}"${remedy(name, names)}`,
            ),
          ],
    ),
    ...routes
      .slice(always < 0 ? routes.length : always + 1)
      .map((_, index) =>
        source.problem(
          "unreachable_route",
          ["handoff", "routes", always + 1 + index],
          "is never taken: the route before it takes every case — move it up",
        ),
      ),
  ];
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
