import { z } from "zod";
import { kinds } from "./files.ts";

/** JSON Schemas for editors, by file name: `flows.schema.json` is for every file in `flows/`. */
export const jsonSchemas = (): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(kinds).map(([kind, { file, schema }]) => [`${kind}.schema.json`, jsonSchemaOf(file, schema)]),
  );

/** @param file the files it is for, as its title */
export function jsonSchemaOf(file: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return { $schema, title: file, ...rest };
}
