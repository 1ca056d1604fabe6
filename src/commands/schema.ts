import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { caseFile } from "../cases/schema.ts";
import { conversationsFile } from "../conversations/schema.ts";
import { webhookBody } from "../handoff/schema.ts";
import { jsonSchemaOf, jsonSchemas } from "../knowledge/jsonSchema.ts";
import { type Command, knowledgeDirOf, knowledgeOption } from "./command.ts";

export const schemaCommand: Command = {
  about:
    "Writes the JSON Schemas of the knowledge files, for editors, of case files and of what webhooks are told into a folder (default: .schema in the knowledge pack).",
  arguments: "[folder]",
  options: knowledgeOption,
  async run(values, [folder = join(knowledgeDirOf(values), ".schema")]) {
    const others = {
      "conversations.schema.json": jsonSchemaOf("conversations/*.yaml", conversationsFile),
      "case.schema.json": jsonSchemaOf("case file, version 1", caseFile),
      "webhook.schema.json": jsonSchemaOf("what a desk elsewhere is told", webhookBody),
    };
    try {
      await makeFolder(resolve(folder));
      for (const [name, schema] of Object.entries({ ...jsonSchemas(), ...others })) {
        const path = join(folder, name);
        await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
        console.log(path);
      }
    } catch (error) {
      console.error(`schema: ${inTheWay(error, folder)}`);
      return 1;
    }
    return 0;
  },
};

/** One folder at a time: Node's own recursion never ends where the system answers "no such folder" to making one. */
async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (found !== null) {
    if (found.isDirectory()) return;
    throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
  }
  await makeFolder(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    if (codeOf(error) !== "EEXIST") throw error;
  });
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);

function inTheWay(error: unknown, folder: string): string {
  const another = "give another folder: stepwise schema <folder>";
  switch (codeOf(error)) {
    case "ENOTDIR":
    case "EEXIST":
    case "EISDIR":
      return `found a file in the way of ${folder}, expected a folder or nothing — ${another}`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `found ${folder} closed to writing, expected a folder that may be written to — ${another}`;
    case "ENOENT":
      return `found a place where no folder can be made, ${folder}, expected one that may be written to — ${another}`;
    case "ENOSPC":
      return `found no space left for ${folder}, expected a few hundred kilobytes — make room, or ${another}`;
    default:
      return `${folder} cannot be written: ${error instanceof Error ? error.message : "unknown fault"} — ${another}`;
  }
}
