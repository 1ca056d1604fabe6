import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Knowledge } from "../dialog/knowledge.ts";
import { differenceOf } from "../difference/difference.ts";
import { linesOf } from "../difference/report.ts";
import type { Progress } from "../difference/walk.ts";
import { loadKnowledge } from "../knowledge/load.ts";
import { formatted } from "../knowledge/problem.ts";
import { type Command, jsonOption, knowledgeDirOf, knowledgeOption } from "./command.ts";
import { writePackAt } from "./packAt.ts";

export const diffCommand: Command = {
  about:
    "What a change of the pack does to conversations: answers that lead elsewhere, questions and answers that are new or gone, texts and values that say something else.\n\nThe pack is compared with an earlier one: a commit, a branch or a tag of git, or a folder. Both are explored whole, so a large pack takes minutes.",
  arguments: "<before>",
  options: {
    ...knowledgeOption,
    ...jsonOption,
    all: { type: "boolean", about: "every change, not only the first of each flow" },
  },
  async run(values, [before]) {
    if (before === undefined)
      return refused("found nothing to compare with — give a commit, a branch, a tag or a folder", 2);
    const dir = knowledgeDirOf(values);
    const after = await loadKnowledge(dir);
    if (after.knowledge === null)
      return refused([`${dir} has mistakes, so it cannot be compared:`, ...after.problems.map(formatted)]);
    const earlier = await earlierPack(before, dir);
    if (!("knowledge" in earlier)) return refused(earlier.faults);
    const difference = differenceOf(earlier.knowledge, after.knowledge, shownProgress());
    if (process.stderr.isTTY === true) process.stderr.write("\r\x1b[K");
    if (values.json === true) console.log(JSON.stringify(difference));
    else for (const line of linesOf(difference, values.all === true)) console.log(line);
    return 0;
  },
};

type Earlier = { readonly knowledge: Knowledge } | { readonly faults: readonly string[] };

async function earlierPack(before: string, dir: string): Promise<Earlier> {
  if ((await stat(before).catch(() => null))?.isDirectory() === true) return loadedFrom(before, before, before);
  const target = await mkdtemp(join(tmpdir(), "stepwise-diff-"));
  try {
    const written = await writePackAt(before, dir, target);
    return "fault" in written
      ? { faults: [written.fault] }
      : await loadedFrom(written.folder, before, `${before}:${dir}`);
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}

/** @param name of the folder in the places of its mistakes */
async function loadedFrom(folder: string, before: string, name: string): Promise<Earlier> {
  const { knowledge, problems } = await loadKnowledge(folder);
  if (knowledge !== null) return { knowledge };
  const lines = problems.filter(({ level }) => level === "error").map(formatted);
  return {
    faults: [
      `the pack at “${before}” has mistakes, so it cannot be compared:`,
      ...lines.map((line) => line.replaceAll(folder, name)),
    ],
  };
}

/** On a terminal, because exploring a large pack takes a while. */
function shownProgress(): Progress {
  if (process.stderr.isTTY !== true) return () => {};
  return (turns) => process.stderr.write(`\rexploring: ${turns.toLocaleString("en")} turns`);
}

function refused(reasons: string | readonly string[], status = 1): number {
  const [first = "", ...others] = [reasons].flat();
  console.error(`stepwise diff: ${first}`);
  for (const other of others) console.error(other);
  return status;
}
