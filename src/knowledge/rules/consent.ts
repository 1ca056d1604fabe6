import type { Condition, ConsentStep, Flow, Step } from "../../dialog/flow.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { conjunctsOf, sameCondition } from "../suppose.ts";
import { reachable } from "../ways.ts";

/**
 * A step that loses something needs a yes to exactly that: a condition of the step says that it was given, or every way
 * to the step in its flow leads past it. A consent step that may be passed over counts when its condition is among those
 * of the step it protects.
 */
export const lossWithoutConsent = (pack: Pack): readonly Problem[] =>
  pack.flows.flatMap(({ source, flow }) =>
    flow.steps.flatMap((step, index) => {
      const lost = step.kind === "do" ? step.effort.loses : [];
      const asked = lost.filter((loss) => !isGiven(pack, step.when, loss, []));
      const open = asked.filter((loss) =>
        reachable(flow, (from, way) => !settles(flow, from, way, step, loss)).has(index),
      );
      if (open.length === 0) return [];
      const message = `loses ${open.join(", ")} and can be reached without a yes — put a consent step with loses: [${open.join(", ")}] before it`;
      return [source.problem("consent", ["steps", index, "effort", "loses"], message)];
    }),
  );

type Way = Parameters<NonNullable<Parameters<typeof reachable>[1]>>[1];

/** The way leads past a yes; or past a question that is left out only where the losing step is left out as well. */
function settles(flow: Flow, from: number, way: Way, losing: Step, loss: string): boolean {
  const step = flow.steps[from];
  if (!isConsentTo(step, loss)) return false;
  if (way.answer !== null) return way.answer.outcome === "consented";
  return way.unless !== null && implies(losing.when, way.unless);
}

/** The condition names a consented step, or a step whose own condition does: what was done stays done. */
function isGiven(pack: Pack, when: Condition | null, loss: string, seen: readonly string[]): boolean {
  return conjunctsOf(when).some((part) => {
    if (part.kind !== "done" || seen.includes(part.step)) return false;
    const [flow, id] = part.step.split("/");
    const step = pack.flows.find((sheet) => sheet.flow.id === flow)?.flow.steps.find((each) => each.id === id);
    const isYes = part.outcomes.length > 0 && part.outcomes.every((outcome) => outcome === "consented");
    if (isYes && isConsentTo(step, loss)) return true;
    return step !== undefined && isGiven(pack, step.when, loss, [...seen, part.step]);
  });
}

const isConsentTo = (step: Step | undefined, loss: string): step is ConsentStep =>
  step?.kind === "consent" && step.loses.includes(loss);

const implies = (when: Condition | null, wanted: Condition): boolean =>
  conjunctsOf(wanted).every((part) => conjunctsOf(when).some((held) => sameCondition(held, part)));
