import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Knowledge } from "../src/dialog/knowledge.ts";
import type { Understand } from "../src/dialog/ports.ts";
import { loadKnowledge } from "../src/knowledge/load.ts";
import { createModelCache } from "../src/modelCache.ts";
import { createUnderstand } from "../src/understanding/index.ts";
import { secondsSince } from "./measure.ts";

/** How long the whole of understanding takes on a pack; seconds of the processor. */
export interface PackFigures {
  readonly intents: number;
  readonly examples: number;
  readonly background: number;
  readonly coldSeconds: number;
  readonly warmSeconds: number;
  /** UTF-16 units. */
  readonly lengths: readonly number[];
  readonly texts: readonly { readonly name: string; readonly seconds: readonly number[] }[];
}

const lengths = [100, 1000, 10_000, 100_000];
const repeats = 5;
/** A letter as people write it, and texts made to be hard. */
const texts: Readonly<Record<string, string>> = {
  "a letter":
    "Hello, my earbuds will not connect to my phone since the last update. The light is white, and I have reset them twice. ",
  "words without any punctuation": "my left one does not play and i restarted the phone and ",
  "one word": "a",
  spaces: " ",
  "line ends": "\n",
  thanks: "thanks\n",
  greetings: "hi there ",
  versions: "ios 17.4 firmware 1.2.3 ",
  emoji: "👍🏽",
};

async function packFigures(dir: string): Promise<PackFigures> {
  const { knowledge } = await loadKnowledge(dir);
  if (knowledge === null) throw new Error(`found mistakes in ${dir}; "stepwise check" lists them`);
  const folder = mkdtempSync(join(tmpdir(), "stepwise-bench-"));
  const cold = started(knowledge, folder);
  const warm = started(knowledge, folder);
  rmSync(folder, { recursive: true });
  const { intents, background } = knowledge;
  return {
    intents: intents.size,
    examples: [...intents.values()].reduce((sum, { examples }) => sum + examples.length, 0),
    background: background.length,
    coldSeconds: cold.seconds,
    warmSeconds: warm.seconds,
    lengths,
    texts: Object.entries(texts).map(([name, text]) => ({
      name,
      seconds: lengths.map((length) =>
        secondsFor(warm.understand, text.repeat(length / text.length + 1).slice(0, length)),
      ),
    })),
  };
}

function started(knowledge: Knowledge, folder: string): { readonly understand: Understand; readonly seconds: number } {
  const begun = process.cpuUsage();
  const understand = createUnderstand(knowledge, createModelCache(folder));
  return { understand, seconds: secondsSince(begun) };
}

/** The shortest of a few: the first warms up. */
function secondsFor(understand: Understand, text: string): number {
  const taken = Array.from({ length: repeats }, () => {
    const begun = process.cpuUsage();
    understand(text);
    return secondsSince(begun);
  });
  return Math.min(...taken);
}

console.log(`\n${JSON.stringify(await packFigures(process.argv[2] ?? ""))}`);
