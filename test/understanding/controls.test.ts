import { describe, expect, it } from "vitest";
import { realBrain } from "../support/real.ts";

describe("what steers a conversation", async () => {
  const { knowledge, understand } = await realBrain();

  it.each([...knowledge.controls])("“%s” is read from each of its phrases in the pack", (control, phrases) => {
    expect(phrases.length).toBeGreaterThan(0);
    const misread = phrases.flatMap((phrase) => {
      const read = understand(phrase).control;
      return read === control ? [] : [`${phrase}: ${read}`];
    });
    expect(misread).toEqual([]);
  });
});
