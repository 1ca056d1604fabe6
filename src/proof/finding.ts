/** A promise of the pack that does not hold, with a shortest conversation that shows it. */
export interface Finding {
  readonly claim: Claim;
  /** What was found, what was expected, what to do. */
  readonly message: string;
  /** Where it is to be mended; `step` is null for a flow as a whole. */
  readonly flow: string;
  readonly step: string | null;
  /** Numbers of the edges from the first words on; empty where no conversation shows it. */
  readonly way: readonly number[];
}

export type Claim =
  | "ends"
  | "consent"
  | "not_sure"
  | "loops"
  | "too_long"
  | "repeats"
  | "unreached"
  | "gaps"
  | "foreign";
