import type { Knowledge } from "../dialog/knowledge.ts";
import { turnClaims } from "./claims.ts";
import { type Explored, explore, wayTo } from "./explore.ts";
import type { Finding } from "./finding.ts";
import { saidWrong } from "./said.ts";
import { shapeOf } from "./shape.ts";

export interface Proof {
  /** States a conversation can be in. */
  readonly states: number;
  /** Turns decided by the engine. */
  readonly turns: number;
  /** Edges of the longest conversation; null where one goes round without end. */
  readonly longest: readonly number[] | null;
  /** Every promise that does not hold, each with a shortest conversation. */
  readonly findings: readonly Finding[];
  readonly explored: Explored;
}

/**
 * Explores everything a person can do and proves what the pack promises of it: that every conversation comes to an end,
 * in time and without going round, that nothing is lost without a yes, that nobody is shown what belongs to another
 * thing than theirs, and that every step and answer can be reached.
 */
export function prove(knowledge: Knowledge): Proof {
  const faults = new Map<string, Omit<Finding, "way"> & { readonly edge: number }>();
  const explored = explore(knowledge, (turn, edge) => {
    for (const claim of turnClaims) {
      const fault = claim(turn, knowledge);
      if (fault === null) continue;
      const name = `${fault.claim} ${fault.flow}/${fault.step} ${fault.message}`;
      if (!faults.has(name)) faults.set(name, { ...fault, edge });
    }
  });
  const { longest, findings } = shapeOf(explored, knowledge);
  const ofTurns = [...faults.values()].map(
    ({ edge, ...fault }): Finding => ({ ...fault, way: [...wayTo(explored, explored.edges[edge]?.from ?? -1), edge] }),
  );
  return {
    states: explored.ways.length,
    turns: explored.edges.length,
    longest,
    findings: [...ofTurns, ...findings, ...saidWrong(explored, knowledge)],
    explored,
  };
}
