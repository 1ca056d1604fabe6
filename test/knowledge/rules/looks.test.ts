import { describe, expect, it } from "vitest";
import { lights, problemsIn } from "../pack.ts";

const withLights = (...entries: readonly string[]) => {
  const text = lights()
    .replace("parts: {}", "parts:\n  base: { name: on the base, words: [base] }\n  top: { name: on top, words: [top] }")
    .replace(
      / {2}- \{ id: white_fast.*\n/,
      "  - { id: white_fast, name: white, colour: white, rhythm: fast, part: base, meaning: ready, models: [lamp_one] }\n",
    );
  return problemsIn({ "catalogue/lights.yaml": text + entries.map((entry) => `  - { ${entry} }\n`).join("") });
};
const twin = (rest: string) => `id: twin, name: twin, colour: white, rhythm: fast, ${rest}`;
const problem = (models: string) =>
  `catalogue/lights.yaml:12:5  entry "twin": looks like white_fast on ${models}, but means something else — tell them apart by colour, rhythm or part, or by models`;

describe("two lights of one model", () => {
  it("that look the same mean the same", async () => {
    expect(await withLights(twin("part: base, meaning: empty, models: [lamp_one, lamp_two]"))).toEqual([
      problem("lamp_one"),
    ]);
    expect(await withLights(twin("part: base, meaning: ready, models: [lamp_one]"))).toEqual([]);
  });

  it("look the same where one may be on any part", async () => {
    expect(await withLights(twin("meaning: empty, models: [lamp_one]"))).toEqual([problem("lamp_one")]);
  });

  it("may differ in the part", async () => {
    expect(await withLights(twin("part: top, meaning: empty, models: [lamp_one]"))).toEqual([]);
  });

  it("are of one model also where a word names the models, or nothing does", async () => {
    expect(await withLights(twin("part: base, meaning: empty, models: desk"))).toEqual([problem("lamp_one")]);
    expect(await withLights(twin("part: base, meaning: empty, models: floor"))).toEqual([]);
    expect(await withLights(twin("part: base, meaning: empty"))).toEqual([problem("lamp_one")]);
  });
});
