import { expect, it } from "vitest";
import { failureLines, gapsOf } from "../../src/conversations/report.ts";
import { suiteOf } from "../../src/conversations/suite.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { packDir } from "../support/real.ts";

it("every conversation of the shipped pack goes as written, and together they come to everything in it", async () => {
  const suite = await suiteOf(packDir, null, createMemoryStore);
  if ("problems" in suite) return expect(suite.problems).toEqual([]);
  expect(suite.results.length).toBeGreaterThan(200);
  expect(suite.results.flatMap(failureLines).join("\n")).toBe("");
  expect(suite.coverage === null ? null : gapsOf(suite.coverage).map(({ name }) => name)).toEqual([]);
});
