import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Loaded } from "../../src/knowledge/load.ts";
import { type Later, refusalOf, watchKnowledge } from "../../src/knowledge/watch.ts";
import { type Files, flow, packDir, writePackFile } from "./pack.ts";

/** Runs as soon as the edit is noticed. */
const atOnce: Later = (run) => {
  const handle = setImmediate(run);
  return () => clearImmediate(handle);
};

/** A watched pack, and what comes of the next edit that fits. */
async function watchedPack(changes: Files = {}, later: Later = atOnce) {
  const dir = await packDir(changes);
  let told: (loaded: Loaded) => void = () => {};
  const watch = watchKnowledge(dir, (loaded) => told(loaded), later);
  onTestFinished(() => watch.close());
  const next = (fits: (loaded: Loaded) => boolean) =>
    new Promise<Loaded>((resolve) => {
      told = (loaded) => {
        if (fits(loaded)) resolve(loaded);
      };
    });
  const edit = (text: string, name = "flows/lamp_dark.yaml") => writePackFile(dir, name, text);
  return { dir, edit, next };
}

const titled = (title: string): string => flow("  - do: Plug it in.\n").replace("Wake a lamp", title);
const hasTitle =
  (title: string) =>
  ({ knowledge }: Loaded): boolean =>
    knowledge?.flows.get("lamp_dark")?.title === title;

describe("a watched pack", () => {
  it("is loaded again after an edit", async () => {
    const { edit, next } = await watchedPack();
    const loaded = next(hasTitle("Light up"));
    await edit(titled("Light up"));
    expect((await loaded).problems).toEqual([]);
  });

  it("gives no knowledge after a bad edit, and the new one once it is mended", async () => {
    const { edit, next } = await watchedPack();
    const broken = next(({ problems }) => problems.some(({ rule }) => rule === "unknown_flow"));
    await edit(flow("  - go: { flow: nowhere }\n"));
    expect((await broken).knowledge).toBeNull();
    expect(refusalOf((await broken).problems)).toEqual({
      errors: 1,
      first: [expect.stringMatching(/flows\/lamp_dark\.yaml:6:\d+ {2}step "step_1": unknown flow "nowhere"/)],
    });
    const mended = next(hasTitle("Mended"));
    await edit(titled("Mended"));
    expect((await mended).problems).toEqual([]);
  });

  it("notices files of a folder that was made later", async () => {
    const { dir, edit, next } = await watchedPack();
    const gone = next(({ knowledge }) => knowledge === null);
    await rm(join(dir, "intents"), { recursive: true });
    await gone;
    const half = next(({ problems }) => problems.length > 0 && problems.every(({ rule }) => rule === "unknown_intent"));
    await edit("schema: 1\nid: lamp_price\ntitle: price\nexamples: [how much]\n", "intents/lamp_price.yaml");
    await half;
    const back = next(({ knowledge }) => knowledge !== null);
    await edit("schema: 1\nid: lamp_dark\ntitle: dark\nexamples: [it is dark]\n", "intents/lamp_dark.yaml");
    expect((await back).knowledge?.intents.size).toBe(2);
  });

  it("has the first errors of a refused edit told, and no warning", () => {
    const problem = { file: "a.yaml", line: 1, column: 1, rule: "r", message: "m", level: "error" } as const;
    const many = Array.from({ length: 30 }, (_, n) => ({ ...problem, line: n + 1 }));
    const { errors, first } = refusalOf([{ ...problem, level: "warning" }, ...many]);
    expect([errors, first.length, first[0]]).toEqual([30, 20, "a.yaml:1:1  m"]);
  });

  it("takes what comes in quick succession as one edit", async () => {
    const waiting: (() => void)[] = [];
    let calledOff = 0;
    const { edit, next } = await watchedPack({}, (run) => {
      waiting.push(run);
      return () => {
        calledOff += 1;
      };
    });
    const noticed = async (count: number) => {
      while (waiting.length < count) await new Promise((resolve) => setImmediate(resolve));
    };
    await edit(titled("One"));
    await noticed(1);
    await edit(titled("Two"));
    await noticed(2);
    const loaded = next(hasTitle("Two"));
    waiting.at(-1)?.();
    await loaded;
    expect(calledOff).toBe(waiting.length - 1);
  });
});
