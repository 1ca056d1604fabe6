import { readFile } from "node:fs/promises";
import { loadBrain } from "../brain.ts";
import { caseMarkdown } from "../cases/markdown.ts";
import { type Parting, replayed } from "../cases/replay.ts";
import { caseFile } from "../cases/schema.ts";
import { caseUrl, foldersOf, pageUrlOf } from "../config.ts";
import { conversationId } from "../dialog/ids.ts";
import { type CaseFile, caseFileOf } from "../dialog/transcript.ts";
import { loadKnowledge } from "../knowledge/load.ts";
import { formatted, type Problem } from "../knowledge/problem.ts";
import { modelCacheFor } from "../modelCache.ts";
import { type Command, knowledgeDirOf, knowledgeOption, type Values } from "./command.ts";
import { storeOfSettings } from "./settings.ts";

export const caseCommand: Command = {
  about:
    "Prints the case file of a conversation; without an id, lists the latest conversations. `replay` tells a case file to the bot once more and says where the two conversations part.",
  arguments: "[conversation|replay] [file]",
  options: {
    ...knowledgeOption,
    markdown: { type: "boolean", about: "the case file for a person to read, instead of JSON" },
  },
  async run(values, [what, file]) {
    if (what === "replay") return replay(values, file);
    if (file !== undefined) {
      console.error(`found "${what}" and "${file}"; expected one conversation, or replay and a file`);
      return 2;
    }
    const { knowledge, problems } = await loadKnowledge(knowledgeDirOf(values));
    if (knowledge === null) return refusedBy(problems);
    const store = await storeOfSettings();
    if (store === null) return 1;
    try {
      if (what === undefined) {
        for (const row of await store.list(50)) console.log(JSON.stringify(row));
        return 0;
      }
      const id = conversationId(what);
      const row = await store.find(id);
      const where = { channel: row?.channel ?? null, link: caseUrl(pageUrlOf(process.env), id) };
      const found = caseFileOf(await store.events(id), knowledge, where);
      if (found === null) {
        console.error(`no case in conversation "${what}"; stepwise case lists the conversations there are`);
        return 1;
      }
      console.log(values.markdown === true ? caseMarkdown(found).trimEnd() : JSON.stringify(found, null, 2));
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** Exit status 1 where the conversations part. */
async function replay(values: Values, path: string | undefined): Promise<number> {
  const read = path === undefined ? "no file; expected one that stepwise case has printed" : await readCase(path);
  if (typeof read === "string") {
    console.error(`found ${read}`);
    return 2;
  }
  const loaded = await loadBrain(knowledgeDirOf(values), modelCacheFor(foldersOf(process.env).dataDir));
  if ("problems" in loaded) return refusedBy(loaded.problems);
  const { turns, parted } = replayed(read, loaded.brain);
  const { hash } = loaded.brain.knowledge;
  const pack = hash === read.knowledge ? "the same knowledge" : "other knowledge than then";
  const count = `${turns} ${turns === 1 ? "turn" : "turns"} on ${pack}`;
  console.log(parted === null ? `${count}: the same conversation` : `${count}: the conversations part`);
  if (parted !== null) for (const line of inLines(parted)) console.log(line);
  return parted === null ? 0 : 1;
}

const inLines = ({ did, was, now }: Parting): readonly string[] => [
  `> ${did}`,
  ...was.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
  ...now.filter((line) => !was.includes(line)).map((line) => `+ ${line}`),
];

/** The case file, or what was found instead of one. */
async function readCase(path: string): Promise<CaseFile | string> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return `no file "${path}" that can be read; expected one that stepwise case has printed`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return `no JSON in "${path}"; expected a case file as stepwise case prints it, without --markdown`;
  }
  const { data, error } = caseFile.safeParse(json);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  return `no case file of version 1 in "${path}" (${issue?.path.join(".")}: ${issue?.message}); expected one that stepwise case has printed`;
}

function refusedBy(problems: readonly Problem[]): number {
  for (const problem of problems) console.error(formatted(problem));
  return 1;
}
