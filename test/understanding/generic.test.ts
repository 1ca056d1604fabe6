import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { brainOf } from "../../src/brain.ts";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import { loadKnowledge } from "../../src/knowledge/load.ts";
import { formatted } from "../../src/knowledge/problem.ts";
import type { Brain } from "../../src/turn.ts";
import { packDir } from "../support/real.ts";

const printerDir = resolve(import.meta.dirname, "../../examples/printer");
const source = resolve(import.meta.dirname, "../../src/understanding");

/** Sides, and what is left over: no words of a trade. */
const plainEnglish = new Set(["left", "right", "other"]);

async function knowledgeIn(dir: string): Promise<Knowledge> {
  const { knowledge, problems } = await loadKnowledge(dir);
  if (knowledge === null) throw new Error(problems.map(formatted).join("\n"));
  return knowledge;
}

describe("the code that understands", () => {
  /** Without comments, which may give examples, and without what TypeScript itself calls a case. */
  const code = readdirSync(source)
    .map((name) => readFileSync(join(source, name), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|\bcase(?= ")/g, ""))
    .join("\n");
  const standIn = (word: string): boolean => new RegExp(`\\b${word.replace(/[^\w ]/g, ".")}s?\\b`, "i").test(code);

  it.each([packDir, printerDir])("names no intent, no flow, no action and no product of %s", async (dir) => {
    const knowledge = await knowledgeIn(dir);
    const products = [...knowledge.slots.values()]
      .filter(({ kind, collection }) => kind === "entry" && collection === "models")
      .flatMap(({ collection }) => [...(knowledge.catalogue.get(collection ?? "")?.values() ?? [])]);
    const ids = [
      // A single plain word ("firmware") is a word of English before it is an id.
      ...[...knowledge.intents.keys(), ...knowledge.flows.keys(), ...knowledge.actions.keys()].filter((id) =>
        id.includes("_"),
      ),
      ...products.map(({ id }) => id),
      // Names of several words, and names with a number: a single plain word is what people call many things.
      ...products.flatMap(({ name, aliases }) => [name, ...aliases].filter((alias) => /[ \d]/.test(alias.trim()))),
    ];
    expect(ids.length).toBeGreaterThan(20);
    expect([...new Set(ids.filter(standIn))]).toEqual([]);
  });

  it.each([packDir, printerDir])("knows no thing, no part, no kind and no system of %s", async (dir) => {
    const { things, systems, lights, catalogue } = await knowledgeIn(dir);
    const kinds = [...(catalogue.get("models")?.values() ?? [])].map(({ attributes }) => attributes.form_factor);
    const words = [
      ...things.flatMap(({ words: own }) => own),
      ...[...systems.values()].flat(),
      ...lights.parts.keys(),
      ...kinds.filter((kind) => typeof kind === "string"),
    ].filter((word) => !plainEnglish.has(word));
    expect(words.length).toBeGreaterThan(5);
    expect([...new Set(words.filter(standIn))]).toEqual([]);
  });
});

describe("a pack of another trade", () => {
  let brain: Brain;
  beforeAll(async () => {
    brain = brainOf(await knowledgeIn(printerDir));
  });

  it.each([
    ["how do i reset the printer", "reset_printer"],
    ["a sheet is stuck in the back of my lumo l200", "paper_jam"],
    ["the macbook says the printer is offline", "printer_offline"],
    ["everything comes out pale and with stripes", "faded_print"],
    ["can it print on both sides", "print_both_sides"],
    ["my earbuds do not connect to the phone", null],
    ["what is the weather like", null],
  ])("is understood: %j is about %s", (text, intent) => {
    const { intents, outcome } = brain.understand(text);
    expect(outcome === "out_of_scope" ? null : intents[0]?.intent).toBe(intent);
  });

  it("gives its own slots, lights and actions", () => {
    const read = brain.understand(
      "the light of my lumo l200 blinks amber, i restarted the printer, printing from a macbook",
    );
    expect(Object.fromEntries(read.slots.map(({ slot, value }) => [slot, value]))).toMatchObject({
      printer: "lumo_l200",
      computer: "mac",
      light: { colour: "amber", rhythm: "blink" },
    });
    expect(read.tried.length).toBeGreaterThan(0);
  });
});
