import type { Knowledge } from "../../src/dialog/knowledge.ts";
import { loadKnowledge } from "../../src/knowledge/load.ts";
import { formatted } from "../../src/knowledge/problem.ts";
import { packDir } from "../support/real.ts";

/** The pack that ships, without the classifier: a picture needs no understanding. */
export async function shippedPack(): Promise<Knowledge> {
  const { knowledge, problems } = await loadKnowledge(packDir);
  if (knowledge === null) throw new Error(`the pack has mistakes:\n${problems.map(formatted).join("\n")}`);
  return knowledge;
}
