import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { conflictsPage } from "../knowledge/conflictsPage.ts";
import { readPack } from "../knowledge/load.ts";
import { type Command, knowledgeDirOf, knowledgeOption } from "./command.ts";

export const conflictsCommand: Command = {
  about:
    "Writes the page of conflicts.yaml: where the sources disagree and what the pack does about it (default: docs/conflicts.md).\n\nWith --check nothing is written; exit status 1 if the page is out of date.",
  arguments: "[page]",
  options: { ...knowledgeOption, check: { type: "boolean", about: "only say whether the page is up to date" } },
  async run(values, [page = join("docs", "conflicts.md")]) {
    const dir = knowledgeDirOf(values);
    const pack = await readPack(dir);
    if (pack === null) {
      console.error(`${dir} is not a directory that can be read; give the directory that holds bot.yaml`);
      return 1;
    }
    const text = conflictsPage(pack, page);
    if (values.check !== true) {
      await writeFile(page, text);
      console.log(page);
      return 0;
    }
    const current = await readFile(page, "utf8").catch(() => null);
    if (current === text) return 0;
    console.error(`${page} is out of date; run stepwise conflicts`);
    return 1;
  },
};
