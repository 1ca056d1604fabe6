/** Rows under their headings; a column whose cells are all figures stands to the right. */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const cells = [headings, ...rows.map((row) => row.map(String))];
  const widths = headings.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const isFigure = headings.map((_, i) =>
    rows.every((row) => typeof row[i] === "number" || /^(–|.* %)$/.test(`${row[i]}`)),
  );
  return cells.map((row) =>
    row
      .map((cell, i) => (isFigure[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
