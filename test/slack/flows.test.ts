import { beforeAll, describe, expect, it } from "vitest";
import { render, renderAnswered } from "../../src/adapters/slack/render.ts";
import { type Conversation, conversationOf } from "../../src/dialog/conversation.ts";
import { Draft } from "../../src/dialog/draft.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import type { Flow, Template } from "../../src/dialog/flow.ts";
import { caseId, conversationId } from "../../src/dialog/ids.ts";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import type { About, Message } from "../../src/dialog/message.ts";
import { isAsking, present } from "../../src/dialog/present.ts";
import type { SlotValue } from "../../src/dialog/slots.ts";
import { realBrain } from "../support/real.ts";
import { messageProblems } from "./blockkit/validate.ts";

const conversation = conversationId("T0123456789:C0123456789:1700000001.000100");
const drops = { slots: [], steps: [], redo: [] };

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = (await realBrain()).knowledge;
});

/** A case in which everything is known, of this model on this phone or computer. */
function knowing(model: string, host: string): Conversation {
  const known: [string, SlotValue][] = [...knowledge.slots.values()].flatMap(({ id, collection, options }) => {
    const first = collection === null ? options[0]?.value : [...(knowledge.catalogue.get(collection)?.keys() ?? [])][0];
    return first === undefined ? [] : [[id, first]];
  });
  const values = new Map<string, SlotValue>([...known, ["model", model], ["host_os", host]]);
  const events: readonly DialogEvent[] = [
    { type: "CaseOpened", at: 0, case: caseId("c", 1), knowledge: knowledge.hash },
    ...[...values].map(([slot, value]) => ({
      type: "SlotSet" as const,
      at: 0,
      slot,
      value,
      words: "",
      how: "said" as const,
      drops,
    })),
  ];
  return conversationOf(events);
}

const messageOf = (state: Conversation, write: (draft: Draft) => void): Message | null => {
  const draft = new Draft(state, knowledge, 0);
  write(draft);
  const said = draft.events().at(-1);
  return said?.type === "BotReplied" ? said.message : null;
};

/** What a flow asks and says: every step, every question for a fact, every word after an answer. */
function* saidIn(flow: Flow, state: Conversation): Generator<Message | null> {
  const ask = (about: About) => messageOf(state, (draft) => void present(draft, about));
  const tell = (text: Template) => messageOf(state, (draft) => draft.write(draft.fill(text)));
  for (const { slot } of flow.needs) yield ask({ kind: "slot", slot, flow: flow.id, at: null });
  for (const step of flow.steps) {
    for (const { slot } of step.needs) yield ask({ kind: "slot", slot, flow: flow.id, at: step.id });
    if (isAsking(step)) {
      yield ask({ kind: "step", flow: flow.id, step: step.id });
      for (const { say } of step.question.answers) if (say !== null) yield tell(say);
    } else if ("text" in step && step.text !== null) yield tell(step.text);
  }
}

describe("everything the pack asks and says, for every model on every phone and computer", () => {
  it("is within Slack's limits, asked and answered", () => {
    const seen = new Set<string>();
    const flows = new Set<string>();
    const wrong: unknown[] = [];
    const look = (message: Message | null): void => {
      if (message === null) return;
      const key = JSON.stringify(message);
      if (seen.has(key)) return;
      seen.add(key);
      const label = message.question?.options.at(-1)?.label;
      const problems = [
        render(message, conversation),
        renderAnswered({ message, chosen: null }),
        ...(label === undefined ? [] : [renderAnswered({ message, chosen: { label, by: "T1:U1" } })]),
      ].flatMap((rendered) => messageProblems({ ...rendered }));
      if (problems.length > 0) wrong.push({ message, problems });
    };
    for (const model of knowledge.catalogue.get("models")?.keys() ?? [])
      for (const host of knowledge.catalogue.get("hosts")?.keys() ?? []) {
        const state = knowing(model, host);
        for (const flow of knowledge.flows.values())
          for (const message of saidIn(flow, state)) {
            if (message !== null) flows.add(flow.id);
            look(message);
          }
        for (const { texts } of knowledge.answers.values())
          for (const { text } of texts) look(messageOf(state, (draft) => draft.write(draft.fill(text))));
      }
    for (const text of Object.values(knowledge.wording))
      look(messageOf(conversationOf([]), (draft) => draft.write(text)));
    look(messageOf(knowing("", ""), (draft) => void present(draft, { kind: "start" })));
    expect(wrong.slice(0, 3)).toEqual([]);
    expect([...flows].sort()).toEqual([...knowledge.flows.keys()].sort());
    expect(seen.size).toBeGreaterThan(1000);
  });
});
