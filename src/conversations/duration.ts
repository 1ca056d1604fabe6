export const durationPattern = /^([1-9]\d*)(s|m|h|d)$/;

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `15m` → 900000; null where it is no time. */
export function millisecondsOf(written: string): number | null {
  const [, count, unit = ""] = durationPattern.exec(written) ?? [];
  const one = units[unit];
  return one === undefined ? null : Number(count) * one;
}
