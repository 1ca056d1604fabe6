// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the format; these values are never awaited.
import type {
  Answer,
  AskStep,
  ConsentStep,
  DoStep,
  Flow,
  Goto,
  Need,
  Question,
  Step,
  StepOutcome,
} from "../dialog/flow.ts";
import type { SlotValue } from "../dialog/slots.ts";
import { conditionOrNull } from "./condition.ts";
import type { BotFile, FlowFile, RawNeed, RawStep } from "./schema.ts";
import type { RawAnswer, RawAnswers, RawGoto } from "./schemaParts.ts";
import { templateOf } from "./template.ts";

/** What bot.yaml says for every flow. */
export type Defaults = Pick<BotFile, "did_it_help" | "consent"> & { readonly wording: { yes: string; no: string } };

export function flowOf(raw: FlowFile, defaults: Defaults): Flow {
  return {
    id: raw.id,
    title: raw.title,
    startsOn: raw.starts_on ?? [],
    startsWhen: conditionOrNull(raw.starts_when, raw.id),
    needs: needsOf(raw.needs, raw.id),
    steps: raw.steps.map((step, index) => stepOf(step, index, raw.id, defaults)),
    otherwise: gotoOf(raw.else),
  };
}

export function gotoOf(raw: RawGoto): Goto {
  if (typeof raw === "string") return { kind: raw };
  if ("step" in raw) return { kind: "step", step: raw.step };
  if ("retry" in raw) return { kind: "retry", step: raw.retry };
  if ("flow" in raw) return { kind: "flow", flow: raw.flow };
  return { kind: "escalate", ...raw.escalate };
}

/** The id by which a step is known; steps without one are counted. */
export const stepIdOf = (raw: Pick<RawStep, "id">, index: number): string => raw.id ?? `step_${index + 1}`;

const needsOf = (raw: readonly RawNeed[] | undefined, flow: string): readonly Need[] =>
  (raw ?? []).map((need) =>
    typeof need === "string"
      ? { slot: need, only: null, when: null }
      : { slot: need.slot, only: conditionOrNull(need.only, flow), when: conditionOrNull(need.when, flow) },
  );

function stepOf(raw: RawStep, index: number, flow: string, defaults: Defaults): Step {
  const base = {
    id: stepIdOf(raw, index),
    when: conditionOrNull(raw.when, flow),
    needs: needsOf(raw.needs, flow),
    facts: raw.facts ?? [],
    redoAfter: raw.redo_after ?? [],
  };
  if ("do" in raw) return { ...base, ...doParts(raw, flow, defaults) };
  if ("ask" in raw) return { ...base, ...askParts(raw, flow, defaults) };
  if ("consent" in raw) return { ...base, ...consentParts(raw, flow, defaults) };
  if ("call" in raw) return { ...base, kind: "call", flow: raw.call };
  if ("go" in raw) return { ...base, kind: "go", then: gotoOf(raw.go) };
  return { ...base, kind: "say", text: templateOf(raw.say), then: gotoOf(raw.then ?? "next") };
}

type Parts<Of extends Step> = Omit<Of, "id" | "when" | "needs" | "facts" | "redoAfter">;

function doParts(raw: Extract<RawStep, { do: string }>, flow: string, defaults: Defaults): Parts<DoStep> {
  const { did_it_help } = defaults;
  const seconds = raw.hold_s ?? raw.wait_s;
  return {
    kind: "do",
    text: templateOf(raw.do),
    question: {
      text: templateOf(raw.check ?? did_it_help.ask),
      why: raw.why ?? (raw.check === undefined ? (did_it_help.why ?? null) : null),
      answers: answersOf(raw.answers ?? did_it_help.answers, "do", flow, defaults),
    },
    action: raw.skip_if_tried ?? null,
    holdS: seconds === undefined ? null : templateOf(seconds),
    timer: raw.hold_s === undefined && raw.wait_s !== undefined ? "wait" : "hold",
    light: raw.light === undefined ? null : templateOf(raw.light),
    likelihood: raw.likelihood ?? "sometimes",
    effort: {
      minutes: raw.effort?.minutes ?? 1,
      difficulty: raw.effort?.difficulty ?? "easy",
      loses: raw.effort?.loses ?? [],
    },
  };
}

const askParts = (raw: Extract<RawStep, { ask: string }>, flow: string, defaults: Defaults): Parts<AskStep> => ({
  kind: "ask",
  text: raw.say === undefined ? null : templateOf(raw.say),
  question: {
    text: templateOf(raw.ask),
    why: raw.why ?? null,
    answers: answersOf(raw.answers, "ask", flow, defaults),
  },
});

/** The consent text is the question; nothing is said before it. */
function consentParts(
  raw: Extract<RawStep, { consent: string }>,
  flow: string,
  defaults: Defaults,
): Parts<ConsentStep> {
  const { yes, no, not_sure } = defaults.consent;
  const given = raw.answers ?? {};
  const way = (id: string, standard: RawAnswer, then: RawGoto): RawAnswer => ({ then, ...standard, ...given[id] });
  const others = Object.keys(given).filter((id) => id !== "yes" && id !== "no" && id !== "not_sure");
  const answers: RawAnswers = {
    yes: way("yes", yes, "next"),
    no: way("no", no, raw.refused),
    ...Object.fromEntries(others.map((id) => [id, way(id, {}, raw.refused)])),
    not_sure: way("not_sure", not_sure, raw.refused),
  };
  const question: Question = {
    text: templateOf(raw.consent),
    why: raw.why ?? null,
    answers: answersOf(answers, "consent", flow, defaults),
  };
  return { kind: "consent", text: [], question, loses: raw.loses };
}

function answersOf(
  raw: RawAnswers,
  kind: "do" | "ask" | "consent",
  flow: string | null,
  defaults: Defaults,
): readonly Answer[] {
  return Object.entries(raw).map(([id, answer]) => ({
    id,
    label: templateOf(answer.label ?? defaultLabel(id, defaults) ?? id),
    words: answer.words ?? [],
    when: conditionOrNull(answer.when, flow),
    say: answer.say === undefined ? null : templateOf(answer.say),
    sets: Object.fromEntries(Object.entries(answer.set ?? {}).map(([slot, value]) => [slot, slotValueOf(value)])),
    outcome: answer.outcome ?? outcomeOf(id, answer, kind),
    then: gotoOf(answer.then ?? "next"),
  }));
}

/** What a button says when the author wrote no label; null where one has to be written. */
export function defaultLabel(id: string, defaults: Defaults): string | null {
  if (id === "yes" || id === "no") return defaults.wording[id];
  return id === "not_sure" ? defaults.consent.not_sure.label : null;
}

export const slotValueOf = (raw: NonNullable<RawAnswer["set"]>[string]): SlotValue =>
  typeof raw === "string" ? raw : { colour: raw.colour ?? null, rhythm: raw.rhythm ?? null, part: raw.part ?? null };

function outcomeOf(id: string, answer: RawAnswer, kind: "do" | "ask" | "consent"): StepOutcome {
  if (kind === "consent") return id === "yes" ? "consented" : "refused";
  if (answer.then === "resolved") return "worked";
  if (id === "not_sure") return "not_sure";
  if (kind === "ask") return "answered";
  if (id === "no") return "did_not_help";
  return id === "yes" ? "worked" : "answered";
}
