import type { Condition } from "../../dialog/flow.ts";
import { gotoOf } from "../buildFlow.ts";
import { conditionOrNull } from "../condition.ts";
import type { FlowSheet, Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { after, reachOf, startsByIntent } from "../reach.ts";
import { below, gotoSites, type Site, stepSites } from "../sites.ts";
import { conjunctsOf, holdsSupposing, sameCondition, slotsIn } from "../suppose.ts";

/** Only callers can guarantee something: nobody does where an intent or an offer starts the flow. */
export function untrustedAssumes(pack: Pack): readonly Problem[] {
  const started = pack.flows.flatMap(({ source, data, flow }) =>
    data.assumes !== undefined && startsByIntent(flow)
      ? [
          source.problemAtKey(
            "assumes",
            ["assumes"],
            "assumes stands in a flow that an intent starts — remove it or starts_on",
          ),
        ]
      : [],
  );
  const offered = pack.files.of("answers").flatMap(({ source, data }) =>
    data.answers.flatMap(({ offers }, index) => {
      const assumes = pack.flows.some((sheet) => sheet.data.id === offers && sheet.data.assumes !== undefined);
      const message = `offers ${offers}, which assumes what only a flow can guarantee — offer a flow without assumes`;
      return assumes ? [source.problem("assumes", ["answers", index, "offers"], message)] : [];
    }),
  );
  return [...started, ...offered];
}

/** Whoever leads to a flow with `assumes` makes sure of it. */
export function unmetAssumes(pack: Pack): readonly Problem[] {
  return [...callerSites(pack)].flatMap((site) => {
    const called = pack.flows.find(({ data }) => data.id === site.value);
    if (called?.data.assumes === undefined || startsByIntent(called.flow)) return [];
    const conjuncts = conjunctsOf(conditionOrNull(called.data.assumes, called.data.id));
    if (conjuncts.every((conjunct) => withEquals(pack, site, conjunct).some((each) => isMet(pack, site, each))))
      return [];
    const message = `${site.value} assumes what is not certain here — add the same condition as \`when\``;
    return [site.source.problem("assumes", site.path, message)];
  });
}

function* callerSites(pack: Pack): Generator<Site<string>> {
  for (const site of stepSites(pack))
    if ("call" in site.value) yield { ...below(site, "call"), value: site.value.call };
  for (const site of gotoSites(pack)) {
    const goto = gotoOf(site.value);
    if (goto.kind === "flow") yield { ...below(site, "flow"), value: goto.flow };
  }
}

/** Where the caller says that two slots hold the same, what holds for one holds for the other. */
function withEquals(pack: Pack, site: Site<string>, conjunct: Condition): readonly Condition[] {
  const sheet = pack.flows.find(({ source }) => source === site.source);
  const stated = sheet === undefined ? [] : conditionsAt(sheet, site).flatMap(conjunctsOf);
  const twins = stated.flatMap((part) => {
    if (part.kind !== "same" || conjunct.kind !== "is") return [];
    const [root, ...rest] = conjunct.path;
    const twin = part.slots.find((slot) => slot !== root);
    return twin === undefined || !part.slots.some((slot) => slot === root)
      ? []
      : [{ ...conjunct, path: [twin, ...rest] }];
  });
  return [conjunct, ...twins];
}

function isMet(pack: Pack, site: Site<string>, conjunct: Condition): boolean {
  const sheet = pack.flows.find(({ source }) => source === site.source);
  if (sheet === undefined) return false;
  return isStated(sheet, site, conjunct) || isCertain(pack, sheet, site, conjunct);
}

/** The caller's step, answer or flow says the very same. */
function isStated(sheet: FlowSheet, site: Site<string>, conjunct: Condition): boolean {
  const assumed = startsByIntent(sheet.flow) ? null : conditionOrNull(sheet.data.assumes, sheet.flow.id);
  const own = conditionsAt(sheet, site);
  return [assumed, ...own].flatMap(conjunctsOf).some((stated) => sameCondition(stated, conjunct));
}

/** Whatever the slot may hold here, the condition holds. */
function isCertain(pack: Pack, sheet: FlowSheet, site: Site<string>, conjunct: Condition): boolean {
  const [slot, ...others] = new Set(slotsIn(conjunct));
  if (slot === null || slot === undefined || others.length > 0) return false;
  const answer = answerAt(sheet, site);
  return reachOf(
    pack,
    sheet,
    slot,
  )(site.step?.index ?? sheet.flow.steps.length)
    .filter((value) => conditionsAt(sheet, site).every((when) => holdsSupposing(when, slot, value) !== false))
    .every((value) => holdsSupposing(conjunct, slot, after(pack, { answer }, slot, value)) === true);
}

const conditionsAt = (sheet: FlowSheet, site: Site<string>): readonly (Condition | null)[] => [
  stepAt(sheet, site)?.when ?? null,
  answerAt(sheet, site)?.when ?? null,
];

const stepAt = (sheet: FlowSheet, site: Site<string>) =>
  site.step === null ? undefined : sheet.flow.steps[site.step.index];

function answerAt(sheet: FlowSheet, site: Site<string>) {
  const step = stepAt(sheet, site);
  if (step === undefined || !("question" in step)) return null;
  return step.question.answers.find(({ id }) => id === site.step?.answer) ?? null;
}
