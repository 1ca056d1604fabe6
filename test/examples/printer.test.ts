import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { failureLines, gapsOf } from "../../src/conversations/report.ts";
import { suiteOf } from "../../src/conversations/suite.ts";
import { loadKnowledge } from "../../src/knowledge/load.ts";
import { formatted } from "../../src/knowledge/problem.ts";
import { prove } from "../../src/proof/prove.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { printerDir } from "../support/printers.ts";

/** What the pack that ships is about. */
const trade = /\b((head|ear)phones?|headsets?|(ear)?buds?|airdots?|neckbands?|speakers?|xiaomi|redmi|touchpads?)\b/i;

describe("a pack of another trade", () => {
  it("loads, and every conversation of it is proved to end well", async () => {
    const { knowledge, problems } = await loadKnowledge(printerDir);
    expect(problems.map(formatted)).toEqual([]);
    if (knowledge === null) throw new Error("the pack has no mistake and was not loaded");
    const proof = prove(knowledge);
    expect(proof.findings).toEqual([]);
    expect(proof.states).toBeGreaterThan(50);
    expect(proof.longest?.length).toBeLessThanOrEqual(knowledge.limits.turns);
  });

  it("plays its own conversations, and they come to everything in it", async () => {
    const suite = await suiteOf(printerDir, null, createMemoryStore);
    if ("problems" in suite) return expect(suite.problems).toEqual([]);
    expect(suite.results.length).toBeGreaterThan(30);
    expect(suite.results.flatMap(failureLines).join("\n")).toBe("");
    expect(suite.coverage === null ? null : gapsOf(suite.coverage).map(({ name }) => name)).toEqual([]);
  });

  it("has no word of the pack that ships", () => {
    const files = readdirSync(printerDir, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".yaml"),
    );
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter((name) => trade.test(readFileSync(join(printerDir, name), "utf8")))).toEqual([]);
  });
});

describe("the program", () => {
  const source = resolve(import.meta.dirname, "../../src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

  it("names no product: what is said of one stands in a pack", () => {
    expect(files.length).toBeGreaterThan(150);
    const naming = files.filter((name) =>
      literalsIn(readFileSync(join(source, name), "utf8")).some((one) => trade.test(one)),
    );
    expect(naming).toEqual([]);
  });
});

/** Strings and patterns, without comments; a variable may be called as it likes. */
const literalsIn = (code: string): readonly string[] =>
  code
    .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/gm, "")
    .match(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[=(,:]\s?)\/(?:[^/\\\n]|\\.)+\/[a-z]*/g) ?? [];
