import type { FlowSheet, Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { gotoSites, stepSites } from "../sites.ts";
import { reachable } from "../ways.ts";

/** A step that leads to itself needs an end: `retry` has one. */
export const selfJumps = (pack: Pack): readonly Problem[] =>
  [...gotoSites(pack)].flatMap(({ source, path, value, step }) => {
    const own = step?.sheet.flow.steps[step.index]?.id;
    if (typeof value === "string" || !("step" in value) || value.step !== own) return [];
    return [source.problem("self_jump", path, `the step leads to itself without end — write { retry: ${own} }`)];
  });

/** `go: next` is what happens anyway. */
export const idleGoes = (pack: Pack): readonly Problem[] =>
  [...stepSites(pack)].flatMap(({ source, path, value }) =>
    "go" in value && value.go === "next"
      ? [source.problem("idle_go", [...path, "go"], "go: next leads nowhere else — remove the step")]
      : [],
  );

/** Steps that nothing leads to. */
export const unreachableSteps = (pack: Pack): readonly Problem[] => pack.flows.flatMap(unreachableIn);

function unreachableIn({ source, flow }: FlowSheet): readonly Problem[] {
  const seen = reachable(flow);
  return flow.steps.flatMap((_, index) =>
    seen.has(index)
      ? []
      : [source.problem("unreachable", ["steps", index], "nothing leads here — lead a step to it or remove it")],
  );
}
