import type { z } from "zod";
import type { DataPath, Located } from "./located.ts";
import type { Problem } from "./problem.ts";
import { closest, remedy } from "./suggestion.ts";

type Issue = z.core.$ZodIssue;

/** The mistakes of form in one file. The file has to be parsed with `parseOptions`, which leave the keys allowed. */
export const formProblems = (source: Located, issues: readonly Issue[]): readonly Problem[] =>
  problemsOfAll(source, issues, []);

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

/** A key that is missing because it is misspelt is told once. */
function problemsOfAll(source: Located, issues: readonly Issue[], above: DataPath): readonly Problem[] {
  const misspelt = new Set(
    issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, closest(key, issue.message.split(" "))].join("/"))
        : [],
    ),
  );
  return issues
    .filter((issue) => issue.input !== undefined || !misspelt.has(issue.path.join("/")))
    .flatMap((issue) => problemsOf(source, issue, above));
}

function problemsOf(source: Located, issue: Issue, above: DataPath): readonly Problem[] {
  const path = [...above, ...issue.path];
  if (issue.input === undefined)
    return [source.problem("form", path.slice(0, -1), `"${String(path.at(-1))}" is missing — add ${wantedBy(issue)}`)];
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

/** What has to be put where nothing stands. */
function wantedBy(issue: Issue): string {
  switch (issue.code) {
    case "invalid_union":
      return `it: ${issue.message}`;
    case "invalid_type":
      return typeNames[issue.expected] ?? "it";
    case "invalid_value":
      return `it: ${issue.values.map(String).join(", ")}`;
    default:
      return "it";
  }
}

/** The alternative that was most likely meant: the one that alone knows a key that is there; then the least wrong. */
function problemsOfUnion(source: Located, issue: z.core.$ZodIssueInvalidUnion, path: DataPath): readonly Problem[] {
  const votes = votesOf(issue);
  const most = Math.max(...votes);
  const ranked = issue.errors
    .map((issues) => ({ issues, wrong: wrongness(issues) }))
    .filter((_, index) => votes[index] === most)
    .sort((a, b) => a.wrong - b.wrong);
  const [best, second] = ranked;
  if (most > 0 && ranked.length === 1) return problemsOfAll(source, best?.issues ?? [], path);
  const undecided = best === undefined || best.wrong >= outright || (best.wrong === second?.wrong && best.wrong > 2);
  if (!undecided) return problemsOfAll(source, best.issues, path);
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

/** For each alternative, how many of the keys that are there no other alternative knows. */
function votesOf({ errors, input }: z.core.$ZodIssueInvalidUnion): readonly number[] {
  if (!isRecord(input)) return errors.map(() => 0);
  const strays = errors.map((issues) => {
    if (issues.some(({ code, path }) => path.length === 0 && code !== "unrecognized_keys")) return null;
    return new Set(
      issues.flatMap((each) => (each.code === "unrecognized_keys" && each.path.length === 0 ? each.keys : [])),
    );
  });
  return strays.map((own) => {
    if (own === null) return 0;
    const others = strays.filter((each) => each !== own && each !== null);
    return Object.keys(input).filter((key) => !own.has(key) && others.every((other) => other?.has(key))).length;
  });
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
  return `found ${shown(issue.input)}, expected ${expected}${typeRemedy(issue.expected, issue.input)}`;
}

function typeRemedy(expected: string, input: unknown): string {
  const word = typeof input === "object" ? null : String(input);
  switch (expected) {
    case "string":
      return word === null ? " — write one text here" : ` — write "${word}"`;
    case "number":
    case "int":
      if (word !== null && word.trim() !== "" && Number.isFinite(Number(word)))
        return ` — write ${Number(word)} without quotes`;
      return " — write digits";
    case "boolean":
      return " — write true or false without quotes";
    case "array":
    case "tuple":
      if (word?.startsWith("-")) return ' — write a space after each "-"';
      return word === null || input === null ? ' — begin each item with "- "' : ` — write [${word}]`;
    case "object":
    case "record":
      if (Array.isArray(input)) return ' — leave out the "- " before the keys';
      return " — write key: value on the lines below, indented";
    default:
      return "";
  }
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
