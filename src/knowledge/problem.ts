/** A mistake in the knowledge, at the place where it is to be mended. */
export interface Problem {
  /** As the author knows it: `knowledge/flows/reset.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Name of the rule that found it. */
  readonly rule: string;
  /** What was found, what was expected, what to do. */
  readonly message: string;
  /** Knowledge with an error is not used; a warning is worth a look. */
  readonly level: "error" | "warning";
}

/** `knowledge/flows/reset.yaml:41:7  step "hold_sensors": unknown model "mi_buds4" — did you mean "mi_buds_4"?` */
export function formatted(problem: Problem): string {
  const warning = problem.level === "warning" ? "warning: " : "";
  return `${problem.file}:${problem.line}:${problem.column}  ${warning}${problem.message}`;
}

/** By file, then in reading order; the same thing said twice of one place is said once. */
export function inReadingOrder(problems: readonly Problem[]): readonly Problem[] {
  const distinct = new Map(problems.map((problem) => [`${formatted(problem)}`, problem]));
  return [...distinct.values()].sort(
    (a, b) =>
      Number(a.file > b.file) - Number(a.file < b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      Number(a.message > b.message) - Number(a.message < b.message),
  );
}
