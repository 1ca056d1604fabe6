import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { conversationsFile } from "../conversations/schema.ts";
import { jsonSchemaOf, jsonSchemas } from "../knowledge/jsonSchema.ts";
import type { Command } from "./command.ts";

export const schemaCommand: Command = {
  about: "Writes the JSON Schemas of the knowledge files, for editors, into a folder (default: knowledge/.schema).",
  arguments: "[folder]",
  options: {},
  async run(_values, [folder = join("knowledge", ".schema")]) {
    await mkdir(folder, { recursive: true });
    const conversations = { "conversations.schema.json": jsonSchemaOf("conversations/*.yaml", conversationsFile) };
    for (const [name, schema] of Object.entries({ ...jsonSchemas(), ...conversations })) {
      const path = join(folder, name);
      await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
      console.log(path);
    }
    return 0;
  },
};
