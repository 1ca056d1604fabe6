/** A log-odds is the intercept plus each feature times its weight. */
export interface Logistic {
  readonly intercept: number;
  readonly weights: readonly number[];
}

export function logOddsOf({ intercept, weights }: Logistic, features: ArrayLike<number>): number {
  let sum = intercept;
  for (let d = 0; d < weights.length; d++) sum += (weights[d] as number) * (features[d] as number);
  return sum;
}

/** Newton's method on standardised features, both sides weighing the same. */
export function logisticRegression(yes: readonly Float64Array[], no: readonly Float64Array[]): Logistic {
  const all = [...yes, ...no].map((features) => Array.from(features));
  const width = all[0]?.length ?? 0;
  const means = range(width).map((d) => all.reduce((sum, x) => sum + (x[d] as number), 0) / all.length);
  const spreads = range(width).map(
    (d) => Math.sqrt(all.reduce((sum, x) => sum + ((x[d] as number) - (means[d] as number)) ** 2, 0) / all.length) || 1,
  );
  const standard = (x: readonly number[]): number[] => [
    1,
    ...x.map((value, d) => (value - (means[d] as number)) / (spreads[d] as number)),
  ];
  const rows = all.map((x, i) => ({
    x: standard(x),
    target: i < yes.length ? 1 : 0,
    weight: i < yes.length ? all.length / (2 * yes.length) : all.length / (2 * no.length),
  }));
  let beta: number[] = new Array(width + 1).fill(0);
  for (let step = 0; step < 12; step++) {
    const gradient: number[] = beta.map((b) => -b);
    const hessian = beta.map((_, d) => beta.map((_b, e) => (d === e ? 1 : 0)));
    for (const { x, target, weight } of rows) {
      const p = 1 / (1 + Math.exp(-dot(beta, x)));
      for (let d = 0; d <= width; d++) {
        gradient[d] = (gradient[d] as number) + weight * (target - p) * (x[d] as number);
        const row = hessian[d] as number[];
        for (let e = 0; e <= width; e++)
          row[e] = (row[e] as number) + weight * p * (1 - p) * (x[d] as number) * (x[e] as number);
      }
    }
    const change = solve(hessian, gradient);
    beta = beta.map((b, d) => b + (change[d] as number));
  }
  // Standardised once, here, instead of with every use.
  const weights = means.map((_, d) => (beta[d + 1] as number) / (spreads[d] as number));
  return { intercept: (beta[0] as number) - dot(weights, means), weights };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

/** Gauss–Jordan; the matrix is positive definite, so the pivots need no exchange. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  for (const [i, pivotRow] of rows.entries()) {
    const pivot = pivotRow[i] as number;
    for (let c = 0; c < pivotRow.length; c++) pivotRow[c] = (pivotRow[c] as number) / pivot;
    for (const [r, row] of rows.entries()) {
      if (r === i) continue;
      const factor = row[i] as number;
      for (let c = 0; c < row.length; c++) row[c] = (row[c] as number) - factor * (pivotRow[c] as number);
    }
  }
  return rows.map((row) => row.at(-1) as number);
}
