import { holds } from "../dialog/facts.ts";
import type { Condition, Flow, Goto, Need } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { SlotValue } from "../dialog/slots.ts";
import type { ValueClass } from "./classes.ts";
import { comparisonsIn, slotsOf } from "./conditions.ts";
import type { Move } from "./moves.ts";
import { gotosOf, rootsOf, textsOf } from "./tree.ts";

export type Opening = Extract<Move, { kind: "open" }>;

/**
 * Every way to begin: each problem, with each combination of what its flow looks at before it would be asked for, and
 * with each other fact known from the start. What is asked for in any case is left to the answers; what was tried and
 * only lets a step be passed over is told at that step.
 */
export function openingsOf(
  knowledge: Knowledge,
  classes: ReadonlyMap<string, readonly ValueClass[]>,
): readonly Opening[] {
  const flows = [...knowledge.flows.values()].flatMap((flow): readonly Opening[] => {
    const [intent] = flow.startsOn;
    if (intent === undefined) return [];
    const { slots, actions } = unasked(flow, knowledge);
    const facts = [...knowledge.slots.values()].filter(({ kind }) => kind === "entry" || kind === "light");
    const looked = facts.map(({ id }) => id).filter((slot) => slots.includes(slot));
    // Each combination of facts, and each of things tried; both at once would be too many to tell anything more.
    const own = [...combined(intent, looked, [], classes), ...combined(intent, [], actions, classes).slice(1)];
    const others = facts
      .filter(({ id }) => !slots.includes(id))
      .flatMap(({ id }) => combined(intent, [id], [], classes).slice(1));
    const tried = [...knowledge.actions.keys()]
      .filter((action) => !actions.includes(action))
      .map((action): Opening => ({ kind: "open", intent, slots: {}, tried: [action] }));
    return [...own, ...others, ...tried];
  });
  const answers = [...knowledge.answers.values()].flatMap(({ intent, texts }) => {
    const conditions = texts.map(({ when }) => when);
    const slots = new Set([
      ...conditions.flatMap(comparisonsIn).flatMap((one) => slotsOf(one, knowledge)),
      ...texts.flatMap(({ text }) => rootsOf(text, knowledge)),
    ]);
    return combined(intent, [...slots], triedIn(conditions), classes);
  });
  const facts = [...knowledge.slots.values()].flatMap(({ id }) => combined(null, [id], [], classes).slice(1));
  const byFacts = facts.filter(({ slots }) =>
    [...knowledge.flows.values()].some(({ startsWhen }) => startsWhen !== null && fits(startsWhen, slots, knowledge)),
  );
  return [...flows, ...answers, ...byFacts];
}

function fits(condition: Condition, values: Opening["slots"], knowledge: Knowledge): boolean {
  const fill = (value: SlotValue) => ({ value, words: "", how: "said" as const });
  const slots = Object.fromEntries(Object.entries(values).map(([slot, value]) => [slot, fill(value)]));
  return holds(condition, { slots, tried: {}, steps: [] }, knowledge);
}

function combined(
  intent: string | null,
  slots: readonly string[],
  actions: readonly string[],
  classes: ReadonlyMap<string, readonly ValueClass[]>,
): readonly Opening[] {
  let known: readonly Readonly<Record<string, SlotValue>>[] = [{}];
  for (const slot of slots)
    known = known.flatMap((values) => [
      values,
      ...(classes.get(slot) ?? []).map(({ value }) => ({ ...values, [slot]: value })),
    ]);
  let tried: readonly (readonly string[])[] = [[]];
  for (const action of actions) tried = tried.flatMap((some) => [some, [...some, action]]);
  return known.flatMap((values) =>
    tried.map((some) => ({ kind: "open" as const, intent, slots: values, tried: some })),
  );
}

/** What a flow looks at before it asks for it, and the actions that conditions on its way look at. */
function unasked(
  start: Flow,
  knowledge: Knowledge,
): { readonly slots: readonly string[]; readonly actions: readonly string[] } {
  const slots = new Set<string>();
  const actions = new Set<string>();
  const seen = new Set<string>();
  const matter = (asked: ReadonlySet<string>, conditions: readonly (Condition | null)[]) => {
    for (const slot of conditions.flatMap(comparisonsIn).flatMap((one) => slotsOf(one, knowledge)))
      if (!asked.has(slot)) slots.add(slot);
    for (const action of triedIn(conditions)) actions.add(action);
  };
  const walk = (flow: Flow | undefined, index: number, before: ReadonlySet<string>) => {
    if (flow === undefined) return;
    const asked = needed(flow.needs, before);
    const name = `${flow.id} ${index} ${[...asked].sort().join()}`;
    if (seen.has(name)) return;
    seen.add(name);
    const step = flow.steps[index];
    if (step === undefined) return follow(flow, index, flow.otherwise, asked);
    matter(asked, [step.when]);
    const now = needed(step.needs, asked);
    if ("question" in step)
      matter(
        now,
        step.question.answers.map(({ when }) => when),
      );
    for (const slot of textsOf(step).flatMap((text) => rootsOf(text, knowledge))) if (!now.has(slot)) slots.add(slot);
    if (step.kind === "call") walk(knowledge.flows.get(step.flow), 0, now);
    for (const goto of gotosOf(step)) follow(flow, index, goto, now);
    if (step.when !== null || step.kind === "do") walk(flow, index + 1, asked);
  };
  /** What is known once the needs have been asked for. One that is asked for on a condition alone may stay unknown. */
  const needed = (needs: readonly Need[], before: ReadonlySet<string>): ReadonlySet<string> => {
    const asked = new Set(before);
    for (const { slot, when, only } of needs) {
      matter(asked, [when]);
      // What is offered depends on the entry itself.
      matter(new Set([...asked, slot]), [only]);
      if (when === null) asked.add(slot);
    }
    return asked;
  };
  const follow = (flow: Flow, index: number, goto: Goto, asked: ReadonlySet<string>) => {
    if (goto.kind === "next" || goto.kind === "retry") walk(flow, index + 1, asked);
    if (goto.kind === "step" || goto.kind === "retry")
      walk(
        flow,
        flow.steps.findIndex(({ id }) => id === goto.step),
        asked,
      );
  };
  walk(start, 0, new Set());
  return { slots: [...slots], actions: [...actions] };
}

const triedIn = (conditions: readonly (Condition | null)[]): readonly string[] =>
  conditions.flatMap(comparisonsIn).flatMap((one) => (one.kind === "tried" ? one.actions : []));
