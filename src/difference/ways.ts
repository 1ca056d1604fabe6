import { holds } from "../dialog/facts.ts";
import type { Step, Template } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { comparisonsOf, slotsOf } from "../proof/conditions.ts";
import { rootsOf } from "../proof/tree.ts";

/** Everything that decides the ways of a pack, and no word of it: packs of which this is the same lead the same ways. */
export function waysOf(knowledge: Knowledge): string {
  const { flows, answers, slots, actions, intents, limits, lights } = knowledge;
  const roots = (text: Template | null) => (text === null ? null : rootsOf(text, knowledge));
  return JSON.stringify({
    flows: [...flows.values()].map(({ title: _, steps, ...flow }) => ({
      ...flow,
      steps: steps.map((step) => wayOf(step, roots)),
    })),
    answers: [...answers.values()].map(({ id, intent, texts, offers }) => ({
      id,
      intent,
      offers,
      texts: texts.map(({ when, text }) => [when, roots(text)]),
    })),
    slots: [...slots.values()].map(({ id, kind, collection, options, dependsOn }) => ({
      id,
      kind,
      collection,
      options: options.map((option) => [option.id, option.value]),
      dependsOn,
    })),
    entries: [...slots.values()].map(({ id, collection }) => [
      id,
      [...(knowledge.catalogue.get(collection ?? "")?.keys() ?? [])].map((entry) => [
        entry,
        verdicts(id, entry, knowledge),
      ]),
    ]),
    lights: [lights.colours, lights.rhythms, lights.parts].map((words) => [...words.keys()]),
    actions: [...actions.keys()],
    intents: [...intents.keys()],
    limits: [limits.stepRepeats, limits.turns],
  });
}

function wayOf(step: Step, roots: (text: Template | null) => readonly string[] | null) {
  const { facts: _, ...rest } = step;
  if (!("question" in rest)) return "text" in rest ? { ...rest, text: roots(rest.text) } : rest;
  const answers = rest.question.answers.map(({ label, words: __, say, ...answer }) => ({
    ...answer,
    told: [roots(label), roots(say)],
  }));
  const timed = rest.kind === "do" ? { holdS: roots(rest.holdS), light: roots(rest.light) } : {};
  return { ...rest, ...timed, text: roots(rest.text), question: { text: roots(rest.question.text), answers } };
}

/** Which comparisons of the pack hold of an entry. */
const verdicts = (slot: string, entry: string, knowledge: Knowledge): string =>
  comparisonsOf(knowledge)
    .filter((one) => slotsOf(one, knowledge).includes(slot))
    .map((one) => {
      const fill = { value: entry, words: "", how: "said" as const };
      return holds(one, { slots: { [slot]: fill }, tried: {}, steps: [] }, knowledge) ? "1" : "0";
    })
    .join("");
