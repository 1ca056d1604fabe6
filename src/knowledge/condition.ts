import type { Condition, Scalar } from "../dialog/flow.ts";
import type { RawCondition } from "./schemaParts.ts";

type RawLight = { readonly [Aspect in "colour" | "rhythm" | "part"]?: string | string[] | undefined };

/** `flow` completes step ids written without a flow. */
function conditionOf(raw: RawCondition, flow: string | null): Condition {
  const parts = Object.entries(raw).flatMap(([key, value]) => partsOf(key, value, flow));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "all", of: parts };
}

export const conditionOrNull = (raw: RawCondition | undefined, flow: string | null): Condition | null =>
  raw === undefined ? null : conditionOf(raw, flow);

export const pathOf = (key: string): readonly string[] => key.split(".");

export const listOf = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? value : [value as Item];

export const stepName = (step: string, flow: string | null): string =>
  step.includes("/") || flow === null ? step : `${flow}/${step}`;

function partsOf(key: string, value: unknown, flow: string | null): readonly Condition[] {
  const nested = (raw: unknown) => conditionOf(raw as RawCondition, flow);
  const known = (each: string): Condition => ({ kind: "known", path: pathOf(each) });
  switch (key) {
    case "known":
      return listOf(value as string | string[]).map(known);
    case "unknown":
      return listOf(value as string | string[]).map((each) => ({ kind: "not", of: known(each) }));
    case "same":
      return [{ kind: "same", slots: value as [string, string] }];
    case "tried":
      return [{ kind: "tried", actions: listOf(value as string | string[]) }];
    case "done": {
      const { step, outcome } = value as NonNullable<RawCondition["done"]>;
      return [{ kind: "done", step: stepName(step, flow), outcomes: outcome === undefined ? [] : listOf(outcome) }];
    }
    case "not":
      return [{ kind: "not", of: nested(value) }];
    case "any":
      return [{ kind: "any", of: (value as unknown[]).map(nested) }];
    case "all":
      return [{ kind: "all", of: (value as unknown[]).map(nested) }];
    default:
      return [comparison(key, value)];
  }
}

function comparison(key: string, value: unknown): Condition {
  if (typeof value !== "object" || Array.isArray(value))
    return { kind: "is", path: pathOf(key), values: listOf(value as Scalar | Scalar[]) };
  const { colour, rhythm, part } = value as RawLight;
  const wanted = (aspect: string | string[] | undefined) => (aspect === undefined ? null : listOf(aspect));
  return { kind: "light", slot: key, colour: wanted(colour), rhythm: wanted(rhythm), part: wanted(part) };
}
