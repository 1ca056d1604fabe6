import { createInterface } from "node:readline";
import { loadBrain } from "../brain.ts";
import { foldersOf } from "../config.ts";
import type { Understanding } from "../dialog/understanding.ts";
import { formatted } from "../knowledge/problem.ts";
import { modelCacheFor } from "../modelCache.ts";
import { type Command, knowledgeDirOf, knowledgeOption } from "./command.ts";

export const understandCommand: Command = {
  about: "Reads lines of text (or JSON objects with `text`) and prints what was understood, one JSON object a line.",
  arguments: "",
  options: knowledgeOption,
  async run(values) {
    const loaded = await loadBrain(knowledgeDirOf(values), modelCacheFor(foldersOf(process.env).dataDir));
    if ("problems" in loaded) {
      for (const problem of loaded.problems) console.error(formatted(problem));
      return 1;
    }
    const { knowledge, understand } = loaded.brain;
    for await (const line of createInterface({ input: process.stdin, terminal: false })) {
      const text = textOf(line);
      if (text === "") continue;
      console.log(JSON.stringify(lineOf(text, understand(text), [...knowledge.slots.keys()])));
    }
    return 0;
  },
};

function lineOf(text: string, understood: Understanding, slots: readonly string[]) {
  const [best] = understood.intents;
  const given = understood.slots.filter(({ negated }) => !negated);
  return {
    text,
    intent: understood.outcome === "out_of_scope" ? null : (best?.intent ?? null),
    confidence: best?.confidence ?? 0,
    outcome: understood.outcome,
    ranking: understood.intents,
    problems: understood.problems,
    slots: Object.fromEntries(
      slots.map((slot) => [slot, given.find((mention) => mention.slot === slot)?.value ?? null]),
    ),
    tried: understood.tried.map(({ action }) => action),
    control: understood.control,
    safety: understood.safety,
    language: understood.language,
  };
}

function textOf(line: string): string {
  if (!line.trimStart().startsWith("{")) return line.trim();
  try {
    const parsed: unknown = JSON.parse(line);
    const text = typeof parsed === "object" && parsed !== null && "text" in parsed ? parsed.text : "";
    return typeof text === "string" ? text : "";
  } catch {
    return line.trim();
  }
}
