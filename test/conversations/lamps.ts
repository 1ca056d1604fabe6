import { coverageLines, failureLines, gapLines } from "../../src/conversations/report.ts";
import { suiteOf } from "../../src/conversations/suite.ts";
import { formatted } from "../../src/knowledge/problem.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { type Files, flow, packDir } from "../knowledge/pack.ts";

/** Four steps, one of them for one model only. Steps begin on line 7. */
const steps = `  - id: plug
    do: Plug it in.
  - id: hold
    when: { known: [model.hold_s] }
    do: "Hold the button for {{ model.hold_s }} seconds."
  - id: where
    ask: Where is it?
    answers:
      kitchen: { label: In the kitchen, set: { place: kitchen }, say: Kitchens are damp., then: next }
      not_sure: { label: No idea, then: next }
  - id: wipe
    consent: A reset forgets your colours. Go ahead?
    loses: [colours]
    refused: answered
`;

const head = "starts_on: [lamp_dark]\nneeds: [model]";
const escalate = "{ escalate: { queue: lamps, reason: steps_used_up } }";

const answers = `schema: 1
answers:
  - id: price
    intent: lamp_price
    question: What does it cost?
    texts:
      - { when: { model: lamp_one }, text: The small one is cheap. }
      - { text: It depends. }
`;

const intent = (id: string, examples: readonly string[]) =>
  `schema: 1\nid: ${id}\ntitle: ${id}\nexamples:\n${examples.map((example) => `  - ${example}\n`).join("")}`;

/** A pack about lamps with these conversations in \`conversations/lamps.yaml\`; they begin on line 3. */
export const lampPack = (conversations: string, changes: Files = {}): Promise<string> =>
  packDir({
    "flows/lamp_dark.yaml": flow(steps, head, escalate),
    "answers.yaml": answers,
    "intents/lamp_dark.yaml": intent("lamp_dark", [
      "my lamp is dark",
      "the lamp does not light up",
      "lamp stays dark",
      "my lamp will not turn on",
      "no light from the lamp",
    ]),
    "intents/lamp_price.yaml": intent("lamp_price", [
      "how much is a lamp",
      "what does the lamp cost",
      "price of the lamp please",
      "how expensive is it",
    ]),
    "background.yaml": "schema: 1\nsentences: [where is the canteen, the printer has no paper, my car is red]\n",
    "conversations/lamps.yaml": `schema: 1\nconversations:\n${conversations}`,
    ...changes,
  });

interface Run {
  /** The lines of the report: mistakes of the files, else what failed. */
  readonly told: readonly string[];
  readonly gaps: readonly string[];
  readonly numbers: readonly string[];
  /** Names of the conversations played. */
  readonly played: readonly string[];
}

/** Plays the conversations, with file names inside the pack. */
export async function runOf(conversations: string, filter: string | null = null, changes: Files = {}): Promise<Run> {
  const dir = await lampPack(conversations, changes);
  const inside = (lines: readonly string[]) => lines.map((line) => line.replaceAll(`${dir}/`, ""));
  const suite = await suiteOf(dir, filter, createMemoryStore);
  if ("problems" in suite) return { told: inside(suite.problems.map(formatted)), gaps: [], numbers: [], played: [] };
  const { results, coverage } = suite;
  return {
    told: inside(results.flatMap(failureLines)),
    gaps: coverage === null ? [] : inside(gapLines(coverage)),
    numbers: coverage === null ? [] : coverageLines(coverage),
    played: results.map(({ name }) => name),
  };
}
