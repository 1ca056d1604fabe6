import type { Step, StepOutcome } from "../../dialog/flow.ts";
import { listOf, stepName } from "../condition.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { below, comparisonSites, type Site } from "../sites.ts";
import { remedy } from "../suggestion.ts";
import { notAmong, unknown } from "../unknown.ts";
import { stepsOf } from "./steps.ts";

/** `done: { step }` names a step of this flow, or `flow/step`. */
export function unknownDoneSteps(pack: Pack): readonly Problem[] {
  return [...doneSites(pack)].flatMap((site) => {
    const { step } = site.value;
    const place = { ...below(site, "step"), value: step };
    const [flow = "", inner] = step.split("/");
    const own = pack.flows.find(({ source }) => source === site.source);
    if (inner === undefined && own !== undefined) return notAmong("unknown_step", stepsOf(own), place);
    if (inner === undefined) {
      const message = `found the step "${step}" without its flow, expected flow/step — write the flow before it`;
      return [site.source.problem("unknown_step", place.path, message)];
    }
    const sheet = pack.flows.find(({ data }) => data.id === flow);
    if (sheet === undefined) return unknown("unknown_flow", pack, "flow", { ...place, value: flow });
    return notAmong("unknown_step", stepsOf(sheet), { ...place, value: inner });
  });
}

/** `done` asks for an end that the step can have; steps that only lead on leave no record at all. */
export function impossibleOutcomes(pack: Pack): readonly Problem[] {
  return [...doneSites(pack)].flatMap(({ value, ...site }) => {
    const step = stepNamed(pack, site, value.step);
    if (step === null) return [];
    if (step.kind === "go" || step.kind === "call") {
      const message = `the step "${step.id}" only leads on and is never recorded as done — name a step that says or asks`;
      return [site.source.problem("done_outcome", [...site.path, "step"], message)];
    }
    const possible = outcomesOf(step);
    return listOf(value.outcome ?? [])
      .filter((outcome) => !possible.includes(outcome))
      .map((outcome) => {
        const hint = possible.length === 0 ? " — a say step has no outcome, leave it out" : remedy(outcome, possible);
        return site.source.problem(
          "done_outcome",
          [...site.path, "outcome"],
          `"${step.id}" never ends as ${outcome}${hint}`,
        );
      });
  });
}

interface Done {
  readonly step: string;
  readonly outcome?: StepOutcome | readonly StepOutcome[];
}

function* doneSites(pack: Pack): Generator<Site<Done>> {
  for (const site of comparisonSites(pack)) if (site.key === "done") yield { ...site, value: site.value as Done };
}

function stepNamed(pack: Pack, site: Omit<Site<unknown>, "value">, name: string): Step | null {
  const own = pack.flows.find(({ source }) => source === site.source)?.flow.id ?? null;
  const [flow, step] = stepName(name, own).split("/");
  return pack.flows.find((sheet) => sheet.flow.id === flow)?.flow.steps.find(({ id }) => id === step) ?? null;
}

const outcomesOf = (step: Step): readonly StepOutcome[] =>
  "question" in step ? [...new Set(step.question.answers.map(({ outcome }) => outcome))] : [];
