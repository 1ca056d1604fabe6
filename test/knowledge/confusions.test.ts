import { expect, it } from "vitest";
import { confusionsOf } from "../../src/commands/confusions.ts";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import type { Example } from "../../src/knowledge/examples.ts";
import { examplesIn } from "../../src/knowledge/examples.ts";
import { loadKnowledge, readPack } from "../../src/knowledge/load.ts";
import { meaning } from "../support/scene.ts";
import { packDir } from "./pack.ts";

const intent = (id: string, examples: readonly string[]) =>
  `schema: 1\nid: ${id}\ntitle: ${id}\nexamples:\n${examples.map((each) => `  - ${each}\n`).join("")}`;

async function lampPack() {
  const dir = await packDir({
    "intents/lamp_dark.yaml": intent("lamp_dark", ["it is dark", "no light", "price of light"]),
    "intents/lamp_price.yaml": intent("lamp_price", ["price of it", "what price"]),
    "background.yaml": "schema: 1\nsentences: [the bus is late]\n",
  });
  const [{ knowledge }, pack] = [await loadKnowledge(dir), await readPack(dir)];
  if (knowledge === null || pack === null) throw new Error("no pack");
  const examples = examplesIn(pack).map((each) => ({
    ...each,
    place: { ...each.place, file: each.place.file.replace(`${dir}/`, "") },
  }));
  return { knowledge, examples };
}

/** Knows a price when it reads one, and what it was trained on. */
const reader = (seen: string[][]) => (knowledge: Knowledge) => {
  const trained = [...knowledge.intents.values()].flatMap(({ examples }) => examples);
  seen.push([...trained, ...knowledge.background]);
  return (text: string) => {
    if (text.includes("bus")) return meaning();
    return meaning({ intent: text.includes("price") ? "lamp_price" : "lamp_dark" });
  };
};

it("every example is read once, by a classifier that has not seen it", async () => {
  const { knowledge, examples } = await lampPack();
  const seen: string[][] = [];
  const read: string[] = [];
  const train = (part: Knowledge) => {
    const understand = reader(seen)(part);
    return (text: string) => {
      expect(seen.at(-1)).not.toContain(text);
      read.push(text);
      return understand(text);
    };
  };
  confusionsOf(knowledge, examples, 2, train);
  expect(seen).toHaveLength(2);
  expect([...read].sort()).toEqual(examples.map(({ text }: Example) => text).sort());
});

it("what was taken for what is counted, with the places of the worst", async () => {
  const { knowledge, examples } = await lampPack();
  expect(confusionsOf(knowledge, examples, 3, reader([]))).toEqual({
    folds: 3,
    examples: 6,
    accuracy: 5 / 6,
    rankedFirst: 4 / 5,
    intents: [
      { intent: "lamp_dark", examples: 3, accuracy: 2 / 3 },
      { intent: "lamp_price", examples: 2, accuracy: 1 },
      { intent: "(background)", examples: 1, accuracy: 1 },
    ],
    confusions: [
      {
        intent: "lamp_dark",
        takenFor: "lamp_price",
        count: 1,
        worst: [{ text: "price of light", file: "intents/lamp_dark.yaml", line: 7, confidence: 0.9 }],
      },
    ],
  });
});
