import { parseArgs } from "node:util";
import { remedy } from "../knowledge/suggestion.ts";
import type { Command, Values } from "./command.ts";

export interface Given {
  readonly values: Values;
  readonly positionals: readonly string[];
  /** Everything in the call that the command does not take. */
  readonly faults: readonly string[];
}

/** What a command was called with. */
export function given(args: readonly string[], command: Pick<Command, "arguments" | "options">): Given {
  const options: Command["options"] = { ...command.options, help: { type: "boolean", about: "" } };
  const { tokens } = parseArgs({
    args: args.map((arg) => (arg === "-h" ? "--help" : arg)),
    options: Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }])),
    strict: false,
    tokens: true,
  });
  const values: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  const faults: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const type = Object.hasOwn(options, name) ? options[name]?.type : undefined;
    if (type === undefined) faults.push(`unknown option "${rawName}"${optionMeant(name, Object.keys(options))}`);
    else if (type === "boolean" && value !== undefined) faults.push(`found a value for ${rawName}, which takes none`);
    else if (type === "string" && (value === undefined || isOption(token)))
      faults.push(`found ${rawName} without its value — write ${rawName}=…`);
    else values[name] = value ?? true;
  }
  const taken = command.arguments === "" ? 0 : command.arguments.split(" ").length;
  const surplus = positionals.slice(taken).map((each) => `"${each}"`);
  if (surplus.length > 0)
    faults.push(`found ${surplus.join(", ")}, expected ${taken === 0 ? "no argument" : `only ${command.arguments}`}`);
  return { values, positionals, faults };
}

/** `--knowledge --json`: the next option was taken for the value. */
const isOption = ({ value, inlineValue }: { value: string | undefined; inlineValue: boolean | undefined }): boolean =>
  inlineValue !== true && (value ?? "").startsWith("-");

const optionMeant = (name: string, known: readonly string[]): string =>
  remedy(name, known)
    .replace(/"(\S+)"/, '"--$1"')
    .replace(
      /(one of )(.*)$/,
      (_, lead: string, all: string) =>
        lead +
        all
          .split(", ")
          .map((each) => `--${each}`)
          .join(", "),
    );
