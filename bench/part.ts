import type { Knowledge } from "../src/dialog/knowledge.ts";
import { loadKnowledge } from "../src/knowledge/load.ts";
import { learnWeights } from "../src/understanding/learning.ts";
import { ordinaryWords, trainingSetOf } from "../src/understanding/trainingSet.ts";
import { secondsSince } from "./measure.ts";

/** How long it takes to learn a part of a pack without calibration: finding names, masking, weights. */
export interface PartFigures {
  readonly intents: number;
  /** Of each intent. */
  readonly examples: number;
  readonly background: number;
  /** Of the processor, from a standing start. */
  readonly seconds: number;
}

/** The size that the target speaks of; the background stays whole. */
const intents = 28;
const examples = 40;

function partOf(knowledge: Knowledge): Knowledge {
  const kept = [...knowledge.intents.values()].slice(0, intents);
  if (kept.length < intents || kept.some((intent) => intent.examples.length < examples))
    throw new Error(`found a pack smaller than ${intents} intents of ${examples} examples`);
  const cut = kept.map((intent) => ({ ...intent, examples: intent.examples.slice(0, examples) }));
  return { ...knowledge, intents: new Map(cut.map((intent) => [intent.id, intent])) };
}

const { knowledge } = await loadKnowledge(process.argv[2] ?? "");
if (knowledge === null) throw new Error('found mistakes in the pack; "stepwise check" lists them');
const part = partOf(knowledge);
const begun = process.cpuUsage();
learnWeights(trainingSetOf(part, ordinaryWords(part)));
const figures: PartFigures = { intents, examples, background: part.background.length, seconds: secondsSince(begun) };
console.log(`\n${JSON.stringify(figures)}`);
