import { describe, expect, it } from "vitest";
import { problemsIn } from "../pack.ts";

const things = (lines: string) => problemsIn({ "things.yaml": `schema: 1\nthings:\n${lines}` });

describe("words for things", () => {
  it("are single words, each in one place", async () => {
    expect(await things("  - { words: [lamp, bulb] }\n  - { words: [lid], opens: true }\n")).toEqual([]);
    expect(await things("  - { words: [lamp, light bulb] }\n  - { words: [lamp], opens: true }\n")).toEqual([
      "things.yaml:3:21  found “light bulb” — write one word of small letters from a to z",
      "things.yaml:4:15  “lamp” is listed before — keep it in one place",
    ]);
  });

  it("have no other keys", async () => {
    expect(await things("  - { words: [lamp], closes: true }\n")).toEqual([expect.stringContaining("closes")]);
  });
});
