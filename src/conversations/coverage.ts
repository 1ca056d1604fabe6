import { evolve, nothingYet } from "../dialog/conversation.ts";
import { filled, holds } from "../dialog/facts.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { isAsking } from "../dialog/present.ts";
import type { Pack } from "../knowledge/pack.ts";
import { type Place, placeOf } from "./files.ts";
import type { Way } from "./run.ts";
import { caseOf } from "./standing.ts";

export interface Coverage {
  readonly steps: readonly Item[];
  readonly answers: readonly Item[];
  readonly texts: readonly Item[];
  readonly intents: readonly Item[];
}

/** Something of the pack that a conversation test should come to. */
export interface Item {
  /** `flow/step`, `flow/step: answer`, `answer id, text 2`, an intent. */
  readonly name: string;
  /** The flow it belongs to; null outside of flows. */
  readonly flow: string | null;
  readonly place: Place;
  readonly covered: boolean;
}

/** What the ways came to. `recognised`: intents of typed texts that were sure. */
export function coverageOf(
  pack: Pack,
  knowledge: Knowledge,
  ways: readonly Way[],
  recognised: Iterable<string>,
): Coverage {
  const seen = new Set([...ways.flatMap((way) => [...seenOn(way, knowledge)]), ...[...recognised].map(intentName)]);
  const item = (name: string, flow: string | null, place: Place): Item => ({
    name,
    flow,
    place,
    covered: seen.has(name),
  });
  const steps = pack.flows.flatMap(({ source, flow }) =>
    flow.steps.map((step, index) => ({ step, flow: flow.id, at: { source, path: ["steps", index] } })),
  );
  const texts = pack.files
    .of("answers")
    .flatMap(({ source, data }) =>
      data.answers.map((answer, index) => ({ ...answer, at: { source, path: ["answers", index, "texts"] } })),
    );
  return {
    steps: steps.map(({ step, flow, at }) => item(stepName(flow, step.id), flow, placeOf(at, []))),
    answers: steps.flatMap(({ step, flow, at }) =>
      (isAsking(step) ? step.question.answers : []).map(({ id }) =>
        item(answerName(flow, step.id, id), flow, placeOf(at, ["answers", id], "key")),
      ),
    ),
    texts: texts.flatMap(({ id, texts: all, at }) =>
      all.map((_, nth) => item(textName(id, nth), null, placeOf(at, [nth]))),
    ),
    intents: pack.files
      .of("intents")
      .map(({ source, data }) => item(intentName(data.id), null, placeOf({ source, path: ["id"] }, []))),
  };
}

const stepName = (flow: string, step: string): string => `${flow}/${step}`;
const answerName = (flow: string, step: string, answer: string): string => `${flow}/${step}: ${answer}`;
const textName = (answer: string, index: number): string => `answer ${answer}, text ${index + 1}`;
const intentName = (intent: string): string => `intent ${intent}`;

function* seenOn({ events, past }: Way, knowledge: Knowledge): Generator<string> {
  let state = nothingYet;
  for (const [index, event] of events.entries()) {
    state = evolve(state, event);
    if (index < past) continue;
    if (event.type === "StepEntered") yield stepName(event.flow, event.step);
    if (event.type === "StepFinished" && event.answer !== null) yield answerName(event.flow, event.step, event.answer);
    const facts = caseOf(state);
    if (event.type !== "BotReplied" || facts === null) continue;
    for (const { id, texts } of knowledge.answers.values()) {
      const nth = texts.findIndex(({ when }) => holds(when, facts, knowledge));
      const text = texts[nth]?.text;
      if (text !== undefined && event.message.text.includes(filled(text, facts, knowledge))) yield textName(id, nth);
    }
  }
}
