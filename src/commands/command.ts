import { foldersOf } from "../config.ts";

/** One command of the command line. */
export interface Command {
  /** First line: what it does, for the overview. */
  readonly about: string;
  /** Positional arguments as shown in the usage; "" where it takes none. */
  readonly arguments: string;
  readonly options: Readonly<Record<string, { readonly type: "string" | "boolean"; readonly about: string }>>;
  /** Resolves with the exit status. */
  run(values: Values, positionals: readonly string[]): Promise<number>;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Undefined where the option is not given, or given empty: `--conversation "$NAME"` without a name. */
export const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** Where the pack is: `--knowledge`, else the environment, else `knowledge`. */
export const knowledgeOption = {
  knowledge: { type: "string", about: "folder of the knowledge pack (default: $STEPWISE_KNOWLEDGE, else knowledge)" },
} as const;

export const knowledgeDirOf = (values: Values): string =>
  text(values, "knowledge") ?? foldersOf(process.env).knowledgeDir;

export const jsonOption = { json: { type: "boolean", about: "print JSON" } } as const;
