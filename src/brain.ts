import type { Knowledge } from "./dialog/knowledge.ts";
import { loadKnowledge } from "./knowledge/load.ts";
import type { Problem } from "./knowledge/problem.ts";
import type { Brain } from "./turn.ts";
import { createUnderstand } from "./understanding/index.ts";
import type { ModelCache } from "./understanding/keeping.ts";

/** @param models where what was learnt is kept; null learns anew */
export const brainOf = (knowledge: Knowledge, models: ModelCache | null = null): Brain => ({
  knowledge,
  understand: createUnderstand(knowledge, models),
});

/** The pack, checked whole, and the classifier trained on it; or every mistake. */
export async function loadBrain(
  dir: string,
  models: ModelCache | null = null,
): Promise<{ readonly brain: Brain } | { readonly problems: readonly Problem[] }> {
  const { knowledge, problems } = await loadKnowledge(dir);
  return knowledge === null ? { problems } : { brain: brainOf(knowledge, models) };
}
