import { expect, it } from "vitest";
import { jsonSchemas } from "../../src/knowledge/jsonSchema.ts";

it("there is a JSON Schema for every kind of file", () => {
  const schemas = jsonSchemas();
  expect(Object.keys(schemas)).toEqual(
    [
      "bot",
      "slots",
      "actions",
      "things",
      "controls",
      "facts",
      "conflicts",
      "background",
      "answers",
      "lights",
      "catalogue",
      "intents",
      "flows",
    ].map((kind) => `${kind}.schema.json`),
  );
  expect(schemas["flows.schema.json"]).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "flows/*.yaml",
    type: "object",
    required: ["schema", "id", "title", "steps", "else"],
    additionalProperties: false,
  });
});
