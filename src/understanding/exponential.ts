/** Steps of the table, so many to one. */
const perUnit = 64;
const least = -16;
const powers = Float64Array.from({ length: -least * perUnit + 1 }, (_, i) => Math.exp(-i / perUnit));

/**
 * `Math.exp` for numbers from -16 to 0, right to thirteen digits and several times as fast, because nothing is called: the
 * next step of a table, then the series for what is left. 0 below.
 */
export function exponential(x: number): number {
  if (x < least) return 0;
  const step = (-x * perUnit) | 0;
  const rest = x + step / perUnit;
  const series = 1 + rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24 + rest * (1 / 120)))));
  return (powers[step] as number) * series;
}
