import { z } from "zod";
import { kinds } from "./files.ts";

/** JSON Schemas for editors, by file name: `flows.schema.json` is for every file in `flows/`. */
export const jsonSchemas = (): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(kinds).map(([kind, { file, schema }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
      return [`${kind}.schema.json`, { $schema, title: file, ...rest }];
    }),
  );
