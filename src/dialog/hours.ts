import type { OpeningHours } from "./knowledge.ts";

/** Whether somebody is there at that time, milliseconds since the epoch, UTC. */
export function isOpen({ zone, spans, closedOn }: OpeningHours, at: number): boolean {
  const { date, day, minute } = localOf(at, zone);
  return (
    !closedOn.includes(date) && spans.some(({ days, from, to }) => days.includes(day) && from <= minute && minute < to)
  );
}

/** When they open next, not before `at`; null where they stay closed for a year. */
export function opensAt(hours: OpeningHours, at: number): number | null {
  if (isOpen(hours, at)) return at;
  const { zone, spans, closedOn } = hours;
  for (let days = 0; days <= 366; days++) {
    const { date, day } = localOf(at + days * dayLength, zone);
    if (closedOn.includes(date)) continue;
    const openings = spans
      .filter((span) => span.days.includes(day))
      .map(({ from }) => momentOf(date, from, zone))
      .filter((moment) => moment > at);
    if (openings.length > 0) return Math.min(...openings);
  }
  return null;
}

/** "Monday 09:00 (GMT+1)": in the zone of the desk, which it names. */
export function clockTime({ zone }: OpeningHours, at: number): string {
  const parts = partsOf(at, zone, { weekday: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  return `${parts.weekday} ${parts.hour}:${parts.minute} (${parts.timeZoneName})`;
}

/** "2026-11-21 14:03 UTC". */
export function utcTime(at: number): string {
  const { year, month, day, hour, minute } = partsOf(at, "UTC", wholeDate);
  return `${year}-${month}-${day} ${hour}:${minute} UTC`;
}

const dayLength = 86_400_000;

interface Local {
  /** "2026-12-25". */
  readonly date: string;
  /** 0 is Sunday. */
  readonly day: number;
  /** After midnight. */
  readonly minute: number;
}

function localOf(at: number, zone: string): Local {
  const { year, month, day, hour, minute } = partsOf(at, zone, wholeDate);
  const date = `${year}-${month}-${day}`;
  return { date, day: dayOf(date), minute: Number(hour) * 60 + Number(minute) };
}

/** The first of January 1970 was a Thursday. */
const dayOf = (date: string): number => (midnight(date) / dayLength + 4) % 7;

/** Of that date in UTC. */
function midnight(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return Date.UTC(year, month - 1, day);
}

/** The moment at which clocks there show that minute of that day. */
function momentOf(date: string, minute: number, zone: string): number {
  const shown = midnight(date) + minute * 60_000;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = shown - aheadOf(shown, zone);
  return shown - aheadOf(guess, zone);
}

/** How far clocks there are ahead of UTC, milliseconds. */
function aheadOf(at: number, zone: string): number {
  const { date, minute } = localOf(at, zone);
  return midnight(date) + minute * 60_000 - Math.floor(at / 60_000) * 60_000;
}

const wholeDate = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;

const partsOf = (at: number, timeZone: string, format: Intl.DateTimeFormatOptions) =>
  Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", { ...format, timeZone, hourCycle: "h23" })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  ) as Readonly<Record<Intl.DateTimeFormatPartTypes, string>>;
