import type { Knowledge } from "./dialog/knowledge.ts";
import { loadKnowledge } from "./knowledge/load.ts";
import type { Problem } from "./knowledge/problem.ts";
import type { Brain } from "./turn.ts";
import { createUnderstand } from "./understanding/index.ts";

export const brainOf = (knowledge: Knowledge): Brain => ({ knowledge, understand: createUnderstand(knowledge) });

/** The pack, checked whole, and the classifier trained on it; or every mistake. */
export async function loadBrain(
  dir: string,
): Promise<{ readonly brain: Brain } | { readonly problems: readonly Problem[] }> {
  const { knowledge, problems } = await loadKnowledge(dir);
  return knowledge === null ? { problems } : { brain: brainOf(knowledge) };
}
