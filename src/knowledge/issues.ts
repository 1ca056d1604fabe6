import type { z } from "zod";
import type { DataPath, Located } from "./located.ts";
import type { Problem } from "./problem.ts";
import { closest, remedy } from "./suggestion.ts";

type Issue = z.core.$ZodIssue;

/** The mistakes of form in one file. The file has to be parsed with `parseOptions`, which leave the keys allowed. */
export const formProblems = (source: Located, issues: readonly Issue[]): readonly Problem[] =>
  issues.flatMap((issue) => problemsOf(source, issue, []));

export const parseOptions = {
  reportInput: true,
  /** An unknown key is answered with the keys there are: zod's finished issue no longer knows the object. */
  error: (issue: z.core.$ZodRawIssue) => (issue.code === "unrecognized_keys" ? keysAllowed(issue.inst) : undefined),
} as const;

/** What zod keeps of an object and of a record whose keys are an enum. */
interface KeyedDef {
  readonly shape?: object;
  readonly keyType?: { readonly def?: { readonly entries?: object } };
}

function keysAllowed(schema: unknown): string {
  const { shape = {}, keyType } = (schema as { readonly def?: KeyedDef } | undefined)?.def ?? {};
  return [...Object.keys(shape), ...Object.keys(keyType?.def?.entries ?? {})].join(" ");
}

function problemsOf(source: Located, issue: Issue, above: DataPath): readonly Problem[] {
  const path = [...above, ...issue.path];
  if (issue.input === undefined)
    return [source.problem("form", path.slice(0, -1), `"${String(path.at(-1))}" is missing — add it`)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        source.problemAtKey("form", [...path, key], `unknown key "${key}"${remedy(key, issue.message.split(" "))}`),
      );
    case "invalid_union":
      return problemsOfUnion(source, issue, path);
    case "invalid_key":
      return [source.problemAtKey("form", path, keyMessage(String(path.at(-1)), issue.issues))];
    case "invalid_type":
      return [source.problem("form", path, typeMessage(issue))];
    case "invalid_value":
      return [source.problem("form", path, valueMessage(issue))];
    case "invalid_format":
      return [source.problem("form", path, formatMessage(issue.input))];
    case "too_small":
      return [source.problem("form", path, tooSmall(issue))];
    default:
      return [source.problem("form", path, issue.message)];
  }
}

/** The alternative that was most likely meant is the one with the least wrong in it. */
function problemsOfUnion(source: Located, issue: z.core.$ZodIssueInvalidUnion, path: DataPath): readonly Problem[] {
  const ranked = issue.errors.map((issues) => ({ issues, wrong: wrongness(issues) })).sort((a, b) => a.wrong - b.wrong);
  const [best, second] = ranked;
  const undecided = best === undefined || best.wrong >= outright || (best.wrong === second?.wrong && best.wrong > 2);
  if (!undecided) return best.issues.flatMap((inner) => problemsOf(source, inner, path));
  const expected = issue.message;
  if (!isRecord(issue.input))
    return [source.problem("form", path, `found ${shown(issue.input)}, expected ${expected}`)];
  const allowed = new Set(
    issue.errors.flat().flatMap((inner) => (inner.code === "unrecognized_keys" ? inner.message.split(" ") : [])),
  );
  const stray = Object.keys(issue.input).find((key) => !allowed.has(key)) ?? null;
  const meant = stray === null ? null : closest(stray, allowed);
  const found = `found the ${Object.keys(issue.input).length === 1 ? "key" : "keys"} ${Object.keys(issue.input).join(", ")}`;
  const hint = meant === null ? "" : ` — did you mean "${meant}"?`;
  return [source.problem("form", path, `${found}, expected ${expected}${hint}`)];
}

const outright = 100;
function wrongness(issues: readonly Issue[]): number {
  const each = issues.map((issue): number => {
    if (issue.code === "unrecognized_keys") return 2 * issue.keys.length;
    if (issue.path.length > 0) return issue.input === undefined ? 3 : 1;
    if (issue.code === "invalid_union") return Math.min(...issue.errors.map(wrongness));
    if (issue.code === "invalid_type") return outright;
    return issue.code === "invalid_value" && typeof issue.input === "object" ? outright : 1;
  });
  return each.reduce((sum, wrong) => sum + wrong, 0);
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list of two",
  object: "keys with values",
  record: "keys with values",
};

function typeMessage(issue: z.core.$ZodIssueInvalidType): string {
  const expected = typeNames[issue.expected] ?? issue.expected;
  const quote =
    issue.expected === "string" && typeof issue.input !== "object" ? ` — write "${String(issue.input)}"` : "";
  return `found ${shown(issue.input)}, expected ${expected}${quote}`;
}

function valueMessage(issue: z.core.$ZodIssueInvalidValue): string {
  const values = issue.values.map(String);
  const found = shown(issue.input);
  if (values.length === 1) return `found ${found}, expected ${values[0]} — write ${values[0]}`;
  const meant = typeof issue.input === "string" ? closest(issue.input, values) : null;
  return `found ${found}, expected one of ${values.join(", ")}${meant === null ? "" : ` — did you mean "${meant}"?`}`;
}

const formatMessage = (input: unknown): string =>
  `found ${shown(input)}, expected an id of lower-case letters, digits and underscores — write "${asId(String(input))}"`;

function keyMessage(key: string, issues: readonly Issue[]): string {
  const choices = issues.flatMap((issue) => (issue.code === "invalid_value" ? issue.values.map(String) : []));
  return choices.length > 0 ? `unknown key "${key}"${remedy(key, choices)}` : formatMessage(key);
}

const asId = (word: string): string =>
  word
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");

function tooSmall(issue: z.core.$ZodIssueTooSmall): string {
  if (issue.origin === "string") return "found an empty text, expected words — write the text or remove the key";
  if (issue.origin === "array") return `found a list that is too short, expected at least ${issue.minimum} — add one`;
  return `found ${shown(issue.input)}, expected more than ${issue.inclusive ? Number(issue.minimum) - 1 : issue.minimum}`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "keys with values";
  return typeof value === "string" ? `"${value}"` : `the ${typeof value} ${String(value)}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
