import type { Flow, Step, Template } from "../dialog/flow.ts";
import type { Knowledge, ShortAnswer } from "../dialog/knowledge.ts";

/** What authors write, as plain data; the ways of the flows are not in it. */
export type Written = string | readonly string[] | { readonly [key: string]: Written };

/** Everything but the flows: `catalogue`, `answers`, `intents`, … by id. */
export function valuesOf(knowledge: Knowledge): Written {
  const { catalogue, answers, slots, intents, actions, controls, losses, lights, vague, openers, systems, things } =
    knowledge;
  return plain({
    title: knowledge.title,
    catalogue: mapped(catalogue, (entries) =>
      mapped(entries, ({ name, aliases, attributes }) => ({ name, aliases, ...attributes })),
    ),
    vague: Object.fromEntries(vague.map(({ words, among }) => [words.join(", "), among])),
    systems,
    things: Object.fromEntries(
      things.map(({ words, ...means }) => [words.join(", "), mapped(new Map(Object.entries(means)), String)]),
    ),
    lights: { colours: lights.colours, rhythms: lights.rhythms, parts: lights.parts },
    answers: mapped(answers, writtenAnswer),
    slots: mapped(slots, ({ options, ...slot }) => ({
      ...slot,
      options: Object.fromEntries(options.map((option) => [option.id, option])),
    })),
    intents,
    background: knowledge.background,
    actions,
    controls,
    safety: knowledge.safety,
    losses,
    wording: knowledge.wording,
    limits: { ...knowledge.limits },
    desk: { ...knowledge.desk },
    presses: knowledge.presses,
    openers: Object.fromEntries(openers.map(({ intent, label }) => [intent, label])),
    other_languages: knowledge.otherLanguages,
  });
}

/** The texts of the flows: by flow, step and part. */
export const textsOf = ({ flows }: Knowledge): ReadonlyMap<string, ReadonlyMap<string, Written>> =>
  new Map([...flows].map(([id, flow]) => [id, textsIn(flow)]));

const textsIn = ({ title, steps }: Flow): ReadonlyMap<string, Written> =>
  new Map([["", plain({ title })], ...steps.map((step): [string, Written] => [step.id, writtenStep(step)])]);

function writtenStep(step: Step): Written {
  const asked = "question" in step ? step.question : null;
  return plain({
    text: "text" in step && step.text !== null ? inWords(step.text) : "",
    ...(step.kind === "do" ? { seconds: inWords(step.holdS ?? []), light: inWords(step.light ?? []) } : {}),
    question: asked === null ? "" : inWords(asked.text),
    why: asked?.why ?? "",
    answers: Object.fromEntries(
      (asked?.answers ?? []).map(({ id, label, say, words }) => [
        id,
        { label: inWords(label), say: inWords(say ?? []), words },
      ]),
    ),
  });
}

const writtenAnswer = ({ question, texts, offers }: ShortAnswer) => ({
  question,
  offers: offers ?? "",
  texts: Object.fromEntries(texts.map(({ text }, nth) => [`text ${nth + 1}`, inWords(text)])),
});

export const inWords = (text: Template): string =>
  text.map((part) => (typeof part === "string" ? part : `{{ ${part.path.join(".")} }}`)).join("");

const mapped = <Value>(all: ReadonlyMap<string, Value>, written: (value: Value) => unknown) =>
  Object.fromEntries([...all].map(([id, value]) => [id, written(value)]));

/** Maps as objects, lists of words as they are, everything else in words. */
function plain(value: unknown): Written {
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value === null || value === undefined ? "" : String(value);
}
