import type { Draft } from "./draft.ts";
import { entryOf, holds, inWords } from "./facts.ts";
import type { Answer, AskStep, ConsentStep, DoStep, Flow, Need, Step } from "./flow.ts";
import { lightPicture } from "./light.ts";
import type { About, Option } from "./message.ts";
import type { Slot } from "./slots.ts";
import { isLight } from "./slots.ts";

/** A step that waits for an answer. */
export type Asking = DoStep | AskStep | ConsentStep;

export const notSure = "not_sure";

export const stepOf = (flow: Flow | undefined, id: string): Step | undefined =>
  flow?.steps.find((step) => step.id === id);

export const isAsking = (step: Step | undefined): step is Asking =>
  step?.kind === "do" || step?.kind === "ask" || step?.kind === "consent";

/** Says what is to be done and asks the question. False: what it is about is no longer in the knowledge. */
export function present(draft: Draft, about: About): boolean {
  const { knowledge } = draft;
  switch (about.kind) {
    case "slot": {
      const slot = knowledge.slots.get(about.slot);
      if (slot === undefined) return false;
      const need = neededBy(knowledge.flows.get(about.flow), about.slot, about.at);
      draft.ask(about, slot.question, slotOptions(draft, slot, need));
      return true;
    }
    case "step": {
      const step = stepOf(knowledge.flows.get(about.flow), about.step);
      if (!isAsking(step)) return false;
      presentStep(draft, about, step);
      return true;
    }
    case "start":
      draft.ask(
        about,
        draft.wording("start_question"),
        knowledge.openers.map(({ intent, label }) => option(intent, label)),
      );
      return true;
    case "intent":
      draft.ask(about, draft.wording("did_you_mean"), [
        ...intentOptions(draft, about.intents),
        option(notSure, draft.wording("none_of_these")),
      ]);
      return true;
    case "order":
      draft.ask(about, draft.wording("two_problems"), intentOptions(draft, about.intents));
      return true;
    case "switch":
      draft.ask(
        about,
        draft.wording("switch_problem", { problem: titleOf(draft, about.intent), current: underway(draft) }),
        [option("keep", draft.wording("switch_keep")), option("change", draft.wording("switch_change"))],
      );
      return true;
    case "solved":
      draft.ask(about, draft.wording("thanks_question"), yesNo(draft, "solved_yes", "solved_no"));
      return true;
    case "person":
      draft.ask(about, draft.wording("person_question"), yesNo(draft, "person_yes", "person_no"));
      return true;
    case "next_problem":
      draft.ask(
        about,
        draft.wording("next_problem", { problem: titleOf(draft, about.intent) }),
        yesNo(draft, "next_problem_yes", "next_problem_no"),
      );
      return true;
    case "offer":
      draft.ask(
        about,
        draft.wording("offer_flow", { flow: knowledge.flows.get(about.flow)?.title ?? about.flow }),
        yesNo(draft, "offer_yes", "offer_no"),
      );
      return true;
  }
}

/** The answers of a step that can be given now. */
export const answersOf = (draft: Draft, step: Asking): readonly Answer[] =>
  step.question.answers.filter((answer) => holds(answer.when, draft.open, draft.knowledge));

/** The need that makes a flow ask for a slot: of the step that waits, else of the flow. */
export function neededBy(flow: Flow | undefined, slot: string, at: string | null): Need | undefined {
  const waiting = at === null ? undefined : stepOf(flow, at);
  return [...(flow?.needs ?? []), ...(waiting?.needs ?? [])].find((need) => need.slot === slot);
}

/** What the flow under way is called. */
export function underway(draft: Draft): string {
  const flow = draft.frame === undefined ? undefined : draft.knowledge.flows.get(draft.frame.flow);
  return flow?.title ?? draft.knowledge.title;
}

export const titleOf = (draft: Draft, intent: string): string => draft.knowledge.intents.get(intent)?.title ?? intent;

function presentStep(draft: Draft, about: About, step: Asking): void {
  if (step.text !== null) draft.write(draft.fill(step.text));
  if (step.kind === "do") {
    const light =
      step.light === null ? undefined : draft.knowledge.catalogue.get("lights")?.get(draft.fill(step.light));
    if (light !== undefined) {
      const { colour, rhythm, part } = light.attributes;
      const look = { colour: textOf(colour), rhythm: textOf(rhythm), part: textOf(part) };
      // A model that answers by voice has an entry without a look.
      if (look.colour !== null || look.rhythm !== null)
        draft.show({ ...lightPicture(look, draft.knowledge.lights), label: light.name });
    }
    const seconds = step.holdS === null ? Number.NaN : Number(draft.fill(step.holdS));
    if (seconds > 0) draft.time({ kind: step.timer, seconds });
  }
  draft.ask(
    about,
    draft.fill(step.question.text),
    answersOf(draft, step).map((answer) => option(answer.id, draft.fill(answer.label), answer.words)),
  );
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function slotOptions(draft: Draft, slot: Slot, need: Need | undefined): readonly Option[] {
  const { knowledge, open } = draft;
  const narrowed = open.narrowed[slot.id];
  const unsure = option(notSure, slot.unsure);
  if (slot.collection !== null) {
    const entries = [...(knowledge.catalogue.get(slot.collection)?.values() ?? [])].filter((entry) => {
      if (narrowed !== undefined) return narrowed.includes(entry.id);
      const supposed = { value: entry.id, words: "", how: "said" as const };
      const facts = { ...open, slots: { ...open.slots, [slot.id]: supposed } };
      return holds(need?.only ?? null, facts, knowledge);
    });
    return [...entries.map((entry) => option(entry.id, entry.name, entry.aliases)), unsure];
  }
  const options = slot.options.map((offered) => ({
    ...option(offered.id, offered.label, offered.words),
    light: isLight(offered.value) ? lightPicture(offered.value, knowledge.lights) : null,
  }));
  return [...options, unsure];
}

/** The value an option of a slot question stands for; null: the user does not know. */
export function slotValueOf(draft: Draft, slot: string, chosen: string) {
  if (chosen === notSure) return null;
  if (entryOf(slot, chosen, draft.knowledge) !== undefined) return chosen;
  return draft.knowledge.slots.get(slot)?.options.find(({ id }) => id === chosen)?.value ?? null;
}

/** "Mi Buds 4 Pro; Android phone; light: dark": the slots in words, in the order of the pack, each value once. */
export function known(draft: Draft, only: readonly string[]): string {
  const words = [...draft.knowledge.slots.values()]
    .filter(({ id }) => only.includes(id))
    .map(({ id, kind, name }) => {
      const value = inWords(id, draft.open.slots[id]?.value ?? null, draft.knowledge);
      // "dark" or "17.4" alone says nothing.
      return value !== null && (kind === "light" || kind === "version") ? `${name.toLowerCase()}: ${value}` : value;
    })
    .filter((value) => value !== null);
  return [...new Set(words)].join("; ");
}

const intentOptions = (draft: Draft, intents: readonly string[]): readonly Option[] =>
  intents.map((intent) => option(intent, titleOf(draft, intent)));

const yesNo = (draft: Draft, yes: Parameters<Draft["wording"]>[0], no: typeof yes): readonly Option[] => [
  option("yes", draft.knowledge.wording[yes], [draft.wording("yes")]),
  option("no", draft.knowledge.wording[no], [draft.wording("no")]),
];

const option = (id: string, label: string, words: readonly string[] = []): Option => ({
  id,
  label,
  words,
  light: null,
});
