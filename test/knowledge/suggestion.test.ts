import { expect, it } from "vitest";
import { closest, distanceBetween } from "../../src/knowledge/suggestion.ts";

it("counts inserts, deletions, replacements and swaps", () => {
  expect(distanceBetween("hold", "hold")).toBe(0);
  expect(distanceBetween("hold", "holds")).toBe(1);
  expect(distanceBetween("hold", "hod")).toBe(1);
  expect(distanceBetween("hold", "hood")).toBe(1);
  expect(distanceBetween("hold", "hodl")).toBe(1);
  expect(distanceBetween("", "abc")).toBe(3);
});

it("suggests the nearest word, and none where all are far", () => {
  expect(closest("mi_buds4", ["mi_buds_4_pro", "mi_buds_4"])).toBe("mi_buds_4");
  expect(closest("Mi-Buds 4", ["mi_buds_5", "mi_buds_4"])).toBe("mi_buds_4");
  expect(closest("wait", ["hold_s", "wait_s"])).toBe("wait_s");
  expect(closest("speaker", ["mi_buds_4", "mi_buds_5"])).toBeNull();
});
