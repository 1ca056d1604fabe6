import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { formProblems, parseOptions } from "./issues.ts";
import { type Located, located } from "./located.ts";
import type { Problem } from "./problem.ts";
import { bareWords } from "./rules/bareWords.ts";
import * as schema from "./schema.ts";
import { closest } from "./suggestion.ts";

/** A file whose form is right. */
export interface Sheet<Data> {
  readonly source: Located;
  readonly data: Data;
}

export const kinds = {
  bot: { file: "bot.yaml", schema: schema.botFile, required: true },
  slots: { file: "slots.yaml", schema: schema.slotsFile, required: true },
  actions: { file: "actions.yaml", schema: schema.actionsFile, required: false },
  things: { file: "things.yaml", schema: schema.thingsFile, required: false },
  controls: { file: "controls.yaml", schema: schema.controlsFile, required: true },
  facts: { file: "facts.yaml", schema: schema.factsFile, required: false },
  conflicts: { file: "conflicts.yaml", schema: schema.conflictsFile, required: false },
  background: { file: "background.yaml", schema: schema.backgroundFile, required: false },
  answers: { file: "answers.yaml", schema: schema.answersFile, required: false },
  lights: { file: "catalogue/lights.yaml", schema: schema.lightsFile, required: false },
  catalogue: { file: "catalogue/*.yaml", schema: schema.collectionFile, required: false },
  intents: { file: "intents/*.yaml", schema: schema.intentFile, required: true },
  flows: { file: "flows/*.yaml", schema: schema.flowFile, required: true },
} as const;
export type Kind = keyof typeof kinds;
export type DataOf<Of extends Kind> = z.infer<(typeof kinds)[Of]["schema"]>;

/** The files of a pack whose form is right, and which kinds are not all here: their ids cannot be called unknown. */
export interface Files {
  of<Of extends Kind>(kind: Of): readonly Sheet<DataOf<Of>>[];
  readonly broken: ReadonlySet<Kind>;
  readonly problems: readonly Problem[];
  /** SHA-256 over names and contents, hexadecimal. */
  readonly hash: string;
}

/** Folders of a pack; conversation tests are not knowledge and are read by `stepwise test`. */
export const folders = ["", "catalogue", "intents", "flows"] as const;

/** Null: there is no such directory, or it may not be read. */
export async function filesOf(dir: string): Promise<Files | null> {
  const found = await readdir(dir, { withFileTypes: true, recursive: true }).catch(() => null);
  if (found === null) return null;
  const names = namesOf(dir, found);
  const texts = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(join(dir, name)).catch(() => null) })),
  );
  const sheets = new Map<Kind, Sheet<unknown>[]>();
  const broken = new Set<Kind>();
  const problems: Problem[] = [];
  const hash = createHash("sha256");
  for (const { name, bytes } of texts) {
    const text = bytes === null ? null : textOf(bytes);
    hash.update(`${name}\0${text}\0`);
    const source = located(join(dir, name), text ?? "");
    const kind = kindOf(name);
    if (kind === null) {
      problems.push(strayFile(source, name));
      continue;
    }
    if (text === null) {
      broken.add(kind);
      problems.push(bytes === null ? unreadable(source) : notText(source.file, bytes));
      continue;
    }
    if (source.problems.length === 0 && (source.data ?? null) === null) {
      broken.add(kind);
      problems.push(source.problem("files", [], "is empty — begin it with schema: 1, or remove the file"));
      continue;
    }
    problems.push(...source.problems, ...bareWords(source));
    if (source.problems.length > 0) {
      broken.add(kind);
      continue;
    }
    const parsed = kinds[kind].schema.safeParse(source.data, parseOptions);
    if (parsed.success) sheets.set(kind, [...(sheets.get(kind) ?? []), { source, data: parsed.data }]);
    else {
      broken.add(kind);
      problems.push(...formProblems(source, parsed.error.issues));
    }
  }
  for (const [kind, { file, required }] of Object.entries(kinds)) {
    if (!required || sheets.has(kind as Kind) || broken.has(kind as Kind)) continue;
    broken.add(kind as Kind);
    problems.push(located(join(dir, file), "").problem("files", [], `${file} is missing — add it`));
  }
  return {
    of: <Of extends Kind>(kind: Of) => (sheets.get(kind) ?? []) as Sheet<DataOf<Of>>[],
    broken,
    problems,
    hash: hash.digest("hex"),
  };
}

/** Null: the bytes are no UTF-8. A wrong byte would silently become another letter. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const unreadable = (source: Located): Problem =>
  source.problem("files", [], "cannot be read — check that it exists and may be read");

/** At the first letter that came out wrong. */
function notText(file: string, bytes: Uint8Array): Problem {
  const [before = ""] = new TextDecoder().decode(bytes).split("\uFFFD", 1);
  const lines = before.split("\n");
  const message = "found a letter that is not UTF-8 — save the file as UTF-8";
  return { file, line: lines.length, column: (lines.at(-1) ?? "").length + 1, rule: "files", message, level: "error" };
}

/** YAML files, relative to the pack, in the order of their names. */
function namesOf(dir: string, found: readonly Dirent[]): readonly string[] {
  const posix = (path: string) => path.replaceAll("\\", "/");
  return found
    .filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name))
    .map((entry) => posix(join(entry.parentPath, entry.name)).slice(posix(join(dir, "/")).length))
    .filter((name) => !name.startsWith("conversations/") && !/(^|\/)\./.test(name))
    .sort();
}

function kindOf(name: string): Kind | null {
  const exact = (Object.keys(kinds) as Kind[]).find((kind) => kinds[kind].file === name);
  if (exact !== undefined) return exact;
  const folder = /^(catalogue|intents|flows)\/[^/]+\.yaml$/.exec(name)?.[1];
  return (folder as "catalogue" | "intents" | "flows" | undefined) ?? null;
}

function strayFile(source: Located, name: string): Problem {
  if (name.endsWith(".yml")) return source.problem("files", [], `is not read — rename it to ${name.slice(0, -3)}yaml`);
  const [folder = "", ...rest] = name.split("/");
  const exact = Object.values(kinds).map(({ file }) => file);
  const meant = rest.length > 0 ? closest(folder, folders.slice(1)) : closest(name, exact);
  const hint = meant === null ? `expected ${exact.join(", ")}` : `did you mean "${[meant, ...rest].join("/")}"?`;
  return source.problem("files", [], `is not a file of the knowledge — ${hint}`);
}
