import { stepIdOf } from "../buildFlow.ts";
import type { FlowSheet, Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { below, each, gotoSites, type Site, stepSites } from "../sites.ts";
import { notAmong, unknown } from "../unknown.ts";

/** `flow`, `call`, `offers` name flows. */
export function unknownFlows(pack: Pack): readonly Problem[] {
  const offers = pack.files
    .of("answers")
    .flatMap(({ source, data }) =>
      data.answers.flatMap(({ offers: value }, index) =>
        value === undefined ? [] : [{ source, path: ["answers", index, "offers"], value, step: null }],
      ),
    );
  const calls = [...stepSites(pack)].flatMap((site) =>
    "call" in site.value ? [{ ...below(site, "call"), value: site.value.call }] : [],
  );
  const gotos = [...gotoSites(pack)].flatMap((site) =>
    typeof site.value === "object" && "flow" in site.value ? [{ ...below(site, "flow"), value: site.value.flow }] : [],
  );
  return [...offers, ...calls, ...gotos].flatMap((site) => unknown("unknown_flow", pack, "flow", site));
}

/** `step` and `retry` name steps of the same flow. */
export function unknownSteps(pack: Pack): readonly Problem[] {
  return [...gotoSites(pack)].flatMap((site) => {
    const { value } = site;
    if (typeof value === "string" || !("step" in value || "retry" in value)) return [];
    const [key, target] = "step" in value ? ["step", value.step] : ["retry", value.retry];
    const sheet = pack.flows.find(({ source }) => source === site.source);
    if (sheet !== undefined) return notAmong("unknown_step", stepsOf(sheet), { ...below(site, key), value: target });
    const message = `found { ${key}: ${target} }, expected a way on that fits every flow — write next, resolved or { escalate: … }`;
    return [site.source.problem("unknown_step", site.path, message)];
  });
}

export function unknownRedoSteps(pack: Pack): readonly Problem[] {
  return [...stepSites(pack)].flatMap((site) =>
    [...each(site.value.redo_after ?? [], below(site, "redo_after"))].flatMap((item) =>
      notAmong("unknown_step", stepsOf(site.step.sheet), item as Site<string>),
    ),
  );
}

/** The ids of the steps of a flow. */
export const stepsOf = (sheet: FlowSheet) => ({ noun: "step", ids: sheet.data.steps.map(stepIdOf), complete: true });
