import { expect, it } from "vitest";
import { prove } from "../../src/proof/prove.ts";
import { realBrain } from "../support/real.ts";

it("the shipped pack is proved: no conversation is stranded, misled, too long or led round", async () => {
  const { knowledge } = await realBrain();
  const proof = prove(knowledge);
  expect(proof.findings).toEqual([]);
  expect(proof.longest?.length).toBeLessThanOrEqual(knowledge.limits.turns);
  // As many as the trees make them; a proof of far fewer has stopped looking.
  expect(proof.states).toBeGreaterThan(30_000);
}, 600_000);
