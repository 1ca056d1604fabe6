import type { Condition, Flow, Need, Step } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";

/** A single comparison: what conditions are made of. */
export type Comparison = Exclude<Condition, { readonly kind: "all" | "any" | "not" }>;

export function comparisonsIn(condition: Condition | null): readonly Comparison[] {
  if (condition === null) return [];
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.flatMap(comparisonsIn);
    case "not":
      return comparisonsIn(condition.of);
    default:
      return [condition];
  }
}

const innerConditions = (step: Step): readonly (Condition | null)[] => [
  ...needConditions(step.needs),
  ...("question" in step ? step.question.answers.map(({ when }) => when) : []),
];

const needConditions = (needs: readonly Need[]): readonly (Condition | null)[] =>
  needs.flatMap(({ only, when }) => [only, when]);

/** Every comparison anywhere in the pack. */
export function comparisonsOf({ flows, answers }: Knowledge): readonly Comparison[] {
  const ofFlow = ({ startsWhen, needs, steps }: Flow) => [
    startsWhen,
    ...needConditions(needs),
    ...steps.flatMap((step) => [step.when, ...innerConditions(step)]),
  ];
  const conditions = [
    ...[...flows.values()].flatMap(ofFlow),
    ...[...answers.values()].flatMap(({ texts }) => texts.map(({ when }) => when)),
  ];
  return conditions.flatMap(comparisonsIn);
}

/** The slots a comparison looks at. */
export function slotsOf(comparison: Comparison, knowledge: Knowledge): readonly string[] {
  switch (comparison.kind) {
    case "is":
    case "known":
      return comparison.path.slice(0, 1).filter((root) => knowledge.slots.has(root));
    case "light":
      return [comparison.slot];
    case "same":
      return comparison.slots;
    case "tried":
    case "done":
      return [];
  }
}
