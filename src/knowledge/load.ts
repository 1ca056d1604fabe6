import type { Knowledge } from "../dialog/knowledge.ts";
import { knowledgeOf } from "./build.ts";
import { problemsOf } from "./check.ts";
import { filesOf } from "./files.ts";
import { type Pack, packOf } from "./pack.ts";
import { inReadingOrder, type Problem } from "./problem.ts";

export interface Loaded {
  /** Null when there is an error anywhere: knowledge is taken whole or not at all. */
  readonly knowledge: Knowledge | null;
  /** Every mistake of every file, in reading order. */
  readonly problems: readonly Problem[];
}

/** Reads and checks a pack. Bad content is never thrown: it is in `problems`. */
export async function loadKnowledge(dir: string): Promise<Loaded> {
  // 1. Files: YAML and form, each by itself.
  const files = await filesOf(dir);
  if (files === null) return { knowledge: null, problems: [noDirectory(dir)] };
  // 2. The pack: catalogue filled in, flows as the engine reads them.
  const pack = packOf(files);
  // 3. Rules that look at several files.
  const problems = inReadingOrder([...files.problems, ...problemsOf(pack)]);
  const wrong = pack.bot === null || problems.some(({ level }) => level === "error");
  return { knowledge: wrong ? null : knowledgeOf(pack, pack.bot.data), problems };
}

/** The pack as the rules see it, for looking things up in it; null where there is no such directory. */
export async function readPack(dir: string): Promise<Pack | null> {
  const files = await filesOf(dir);
  return files === null ? null : packOf(files);
}

const noDirectory = (dir: string): Problem => ({
  file: dir,
  line: 1,
  column: 1,
  rule: "files",
  message: "is not a directory that can be read — give the directory that holds bot.yaml",
  level: "error",
});
