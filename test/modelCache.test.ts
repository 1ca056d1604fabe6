import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createModelCache } from "../src/modelCache.ts";
import { createUnderstand } from "../src/understanding/index.ts";
import { keptTraining, type Training } from "../src/understanding/keeping.ts";
import { learnIntents } from "../src/understanding/learning.ts";
import { audioPack } from "./understanding/pack.ts";

const training: Training = {
  ordinary: new Set(["light", "buds"]),
  model: learnIntents({
    intents: [
      {
        id: "light",
        sentences: [
          ["the", "light", "is", "on"],
          ["no", "light"],
        ],
      },
      {
        id: "reset",
        sentences: [
          ["reset", "it"],
          ["how", "do", "i", "reset"],
        ],
      },
    ],
    background: [["my", "printer", "is", "out", "of", "paper"]],
  }),
};

let dir: string;
let learnt: number;
const learn = (): Training => {
  learnt++;
  return training;
};
const start = (pack = audioPack(), program = "1"): Training =>
  keptTraining(pack, createModelCache(dir, program), learn);
const files = (): string[] => readdirSync(dir).filter((name) => name.endsWith(".model"));
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "stepwise-cache-")), "cache");
  learnt = 0;
});

describe("a start with a cache", () => {
  it("learns once and then reads the same model", () => {
    expect(start()).toBe(training);
    expect(start()).toEqual(training);
    expect(learnt).toBe(1);
  });

  it("reads every text as a start that learnt", () => {
    const cache = createModelCache(dir);
    const texts = [
      "my buds wont connect",
      "reset my mi buds 5",
      "what is the weather like",
      "no sound on the lft side",
    ];
    const [cold, warm, bare] = [cache, cache, null].map((each) => createUnderstand(audioPack(), each));
    for (const text of texts) {
      expect(warm?.(text)).toEqual(cold?.(text));
      expect(warm?.(text)).toEqual(bare?.(text));
    }
  });

  it("learns anew for other examples, and for another program", () => {
    start();
    start(audioPack({ background: ["how do i bake bread"] }));
    start(audioPack(), "2");
    expect(learnt).toBe(3);
    start(audioPack({ otherLanguages: new Map() }));
    expect(learnt, "what nobody trains on may change").toBe(3);
  });

  it.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 5)],
    ["with a byte changed", (bytes: Buffer) => Buffer.from(bytes).fill(7, bytes.length - 9, bytes.length - 8)],
    ["with a header that is none", (bytes: Buffer) => Buffer.from(bytes).fill("x", 50, 60)],
    ["empty", () => Buffer.alloc(0)],
    ["of another kind", () => Buffer.from("something else altogether, and long enough to hold a header of its own")],
  ])("ignores and replaces a file %s", (_, damage) => {
    start();
    const path = join(dir, files()[0] as string);
    writeFileSync(path, damage(readFileSync(path)));
    expect(start()).toEqual(training);
    expect(learnt).toBe(2);
    start();
    expect(learnt).toBe(2);
  });

  it("keeps the last few models and no more", () => {
    for (let program = 0; program < 7; program++) start(audioPack(), String(program));
    expect(files()).toHaveLength(4);
  });

  it("learns where nothing can be written", () => {
    writeFileSync(dir, "a file where the folder should be");
    expect(start()).toBe(training);
    expect(start()).toBe(training);
  });

  it.skipIf(process.getuid === undefined)("trusts no folder in which others can write", () => {
    start();
    chmodSync(dir, 0o777);
    start();
    expect(learnt).toBe(2);
  });
});
