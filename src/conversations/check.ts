import type { Knowledge } from "../dialog/knowledge.ts";
import { isAsking, stepOf } from "../dialog/present.ts";
import { stepName } from "../knowledge/condition.ts";
import type { Problem } from "../knowledge/problem.ts";
import { placeOf, type Site } from "./files.ts";
import { actionFaults, below, type Fault, slotFaults, stepFaults, unknown } from "./ids.ts";
import type { Expectation, Script, Start } from "./schema.ts";
import { ownQuestions } from "./standing.ts";

/** Everything in the conversation tests that the pack does not know, or that cannot be meant. */
export function problemsOf(sites: readonly Site[], knowledge: Knowledge): readonly Problem[] {
  const names = sites.map(({ script }) => script.name);
  return sites.flatMap((site, index) => {
    const { script } = site;
    const faults = [
      ...(names.indexOf(script.name) < index ? [nameTaken] : []),
      ...emptyFaults(script),
      ...(script.start === undefined ? [] : below(["start"], startFaults(script.start, knowledge))),
      ...expectationsOf(script).flatMap(({ path, expected }) => [
        ...below(path, expectationFaults(expected, knowledge)),
      ]),
    ];
    return faults.map(
      ({ path, message, at = "value" }): Problem => ({
        ...placeOf(site, path, at),
        rule: "conversation",
        message: `conversation "${script.name}": ${message}`,
        level: "error",
      }),
    );
  });
}

const nameTaken: Fault = { path: ["name"], message: "another one has this name — give it a name of its own" };

function expectationsOf({ start, turns = [], each = [] }: Script) {
  return [
    { path: ["start", "expect"], expected: start?.expect },
    ...turns.map(({ expect }, index) => ({ path: ["turns", index, "expect"], expected: expect })),
    ...each.map(({ expect }, index) => ({ path: ["each", index, "expect"], expected: expect })),
  ].flatMap(({ path, expected }) => (expected === undefined ? [] : [{ path, expected }]));
}

function* emptyFaults(script: Script): Generator<Fault> {
  const { start, turns, each } = script;
  if (start === undefined && turns === undefined && each === undefined)
    yield { path: [], message: "nothing happens — give it turns" };
  const expectsNothing = expectationsOf(script).every(({ expected }) => Object.keys(expected).length === 0);
  if (expectsNothing && script.never === undefined)
    yield { path: ["name"], message: "expects nothing and so can never fail — add an expect" };
}

function* startFaults({ flow, step, slots, tried, done }: Start, knowledge: Knowledge): Generator<Fault> {
  if (!knowledge.flows.has(flow)) yield unknown(["flow"], "flow", flow, knowledge.flows.keys());
  else if (step !== undefined) yield* stepFaults(["step"], stepName(step, flow), knowledge, "any");
  yield* slotFaults(slots, knowledge);
  yield* actionFaults(tried, knowledge);
  for (const [written, answer] of Object.entries(done ?? {})) {
    const path = ["done", written];
    const name = stepName(written, flow);
    for (const fault of stepFaults(path, name, knowledge, "asking")) yield { ...fault, at: "key" };
    const [owner = "", id = ""] = name.split("/");
    const found = stepOf(knowledge.flows.get(owner), id);
    const answers = isAsking(found) ? found.question.answers.map((each) => each.id) : [answer];
    if (!answers.includes(answer)) yield unknown(path, `answer of ${name}`, answer, answers);
  }
}

function* expectationFaults(expected: Expectation, knowledge: Knowledge): Generator<Fault> {
  const { step, asks, end, reason, queue, intent, slots, tried } = expected;
  const [one, other] = Object.entries({ step, asks, end }).flatMap(([key, value]) => (value === undefined ? [] : key));
  if (other !== undefined)
    yield { path: [other], message: `found ${one} and ${other}, of which only one can come true — keep one` };
  for (const [key, value] of Object.entries({ reason, queue }))
    if (value !== undefined && end !== "escalated")
      yield { path: [key], message: `only a case that goes to a person has a ${key} — add end: escalated` };
  if (step?.includes("/") === false)
    yield { path: ["step"], message: `found "${step}", expected flow/step — write the flow before it` };
  else if (step !== undefined) yield* stepFaults(["step"], step, knowledge, "asking");
  if (asks !== undefined && !knowledge.slots.has(asks) && !own.includes(asks))
    yield unknown(["asks"], "slot or question", asks, [...knowledge.slots.keys(), ...own]);
  if (intent !== undefined && !knowledge.intents.has(intent))
    yield unknown(["intent"], "intent", intent, knowledge.intents.keys());
  yield* slotFaults(slots, knowledge);
  yield* actionFaults(tried, knowledge);
}

const own: readonly string[] = Object.values(ownQuestions);
