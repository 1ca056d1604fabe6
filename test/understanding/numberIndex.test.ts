import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumberIndex } from "../../src/understanding/numberIndex.ts";

describe("an index of numbers", () => {
  it("keeps the first id of each key, also when it grew and when it was kept", () => {
    const keys = fc.oneof(
      fc.integer(),
      fc.nat({ max: 40 }),
      fc.integer({ min: -3, max: 3 }).map((n) => n << 16),
    );
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 300 }), keys, (added, other) => {
        const index = new NumberIndex();
        const expected = new Map<number, number>();
        for (const [id, key] of added.entries()) {
          if (!expected.has(key)) expected.set(key, id);
          expect(index.add(key, id)).toBe(expected.get(key));
        }
        const again = new NumberIndex(index.table);
        for (const key of [...added, other]) {
          expect(index.get(key)).toBe(expected.get(key) ?? -1);
          expect(again.get(key)).toBe(expected.get(key) ?? -1);
        }
      }),
    );
  });
});
