import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sheet } from "../knowledge/files.ts";
import { formProblems, parseOptions } from "../knowledge/issues.ts";
import { type DataPath, type Located, located } from "../knowledge/located.ts";
import type { Problem } from "../knowledge/problem.ts";
import { bareWords } from "../knowledge/rules/bareWords.ts";
import { type ConversationsFile, conversationsFile, type Script } from "./schema.ts";

/** One conversation test and where it stands. */
export interface Site {
  readonly source: Located;
  readonly path: DataPath;
  readonly script: Script;
}

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const folder = "conversations";

/** The conversation tests of a pack, in the order of the files; a pack without the folder has none. */
export async function sitesOf(
  dir: string,
): Promise<{ readonly sites: readonly Site[]; readonly problems: readonly Problem[] }> {
  const names = await readdir(join(dir, folder)).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => /^[^.].*\.ya?ml$/.test(name))
      .sort()
      .map(async (name) => sheetOf(join(dir, folder, name), await readFile(join(dir, folder, name), "utf8"))),
  );
  return {
    sites: files.flatMap(({ sheet }) => (sheet === null ? [] : scriptsOf(sheet))),
    problems: files.flatMap(({ problems }) => problems),
  };
}

function sheetOf(
  file: string,
  text: string,
): { readonly sheet: Sheet<ConversationsFile> | null; readonly problems: readonly Problem[] } {
  const source = located(file, text);
  if (file.endsWith(".yml")) {
    const renamed = source.problem("files", [], "is not read — give it the ending yaml");
    return { sheet: null, problems: [renamed] };
  }
  const problems = [...source.problems, ...bareWords(source)];
  if (source.problems.length > 0) return { sheet: null, problems };
  const parsed = conversationsFile.safeParse(source.data, parseOptions);
  if (parsed.success) return { sheet: { source, data: parsed.data }, problems };
  return { sheet: null, problems: [...problems, ...formProblems(source, parsed.error.issues)] };
}

const scriptsOf = ({ source, data }: Sheet<ConversationsFile>): readonly Site[] =>
  data.conversations.map((script, index) => ({ source, path: ["conversations", index], script }));

/** Where a value stands, or its key; the nearest above it where it is not written out. */
export function placeOf(
  { source, path }: Pick<Site, "source" | "path">,
  below: DataPath,
  at: "value" | "key" = "value",
): Place {
  const full = [...path, ...below];
  const { file, line, column } = at === "key" ? source.problemAtKey("", full, "") : source.problem("", full, "");
  return { file, line, column };
}
