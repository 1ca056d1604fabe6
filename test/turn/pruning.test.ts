import { describe, expect, it } from "vitest";
import { createPruning } from "../../src/pruning.ts";

const day = 86_400_000;

describe("the deliveries done long ago", () => {
  it("are forgotten at the start and then once a day, when they are seven days old", async () => {
    let now = 100 * day;
    const asked: number[] = [];
    const forgotten: number[] = [];
    const store = {
      prune: async (before: number) => void asked.push(before),
      forget: async (before: number) => forgotten.push(before),
    };
    const prune = createPruning(store, () => now, null);
    const pruneOld = createPruning(store, () => now, 30);
    for (let hour = 0; hour <= 48; hour++) {
      await prune();
      now += day / 24;
    }
    expect(asked).toEqual([93 * day, 94 * day, 95 * day]);
    expect(forgotten).toEqual([]);
    await pruneOld();
    expect(forgotten).toEqual([now - 30 * day]);
  });
});
