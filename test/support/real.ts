import { resolve } from "node:path";
import { brainOf } from "../../src/brain.ts";
import { loadKnowledge } from "../../src/knowledge/load.ts";
import { formatted } from "../../src/knowledge/problem.ts";
import type { Brain } from "../../src/turn.ts";

/** The pack that ships. */
export const packDir = resolve(import.meta.dirname, "../../knowledge");

let loaded: Promise<Brain> | null = null;

/** The shipped pack and the classifier trained on it; loaded once a test file. */
export function realBrain(): Promise<Brain> {
  loaded ??= loadKnowledge(packDir).then(({ knowledge, problems }) => {
    if (knowledge === null) throw new Error(`the pack has mistakes:\n${problems.map(formatted).join("\n")}`);
    return brainOf(knowledge);
  });
  return loaded;
}
