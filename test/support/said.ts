import { type Conversation, conversationOf } from "../../src/dialog/conversation.ts";
import { Draft } from "../../src/dialog/draft.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import type { Flow, Template } from "../../src/dialog/flow.ts";
import { caseId } from "../../src/dialog/ids.ts";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import type { About, Message } from "../../src/dialog/message.ts";
import { isAsking, present } from "../../src/dialog/present.ts";
import type { SlotValue } from "../../src/dialog/slots.ts";

const drops = { slots: [], steps: [], redo: [] };

/** A case in which everything is known, of this model on this phone or computer. */
function knowing(knowledge: Knowledge, model: string, host: string): Conversation {
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

const messageOf = (knowledge: Knowledge, state: Conversation, write: (draft: Draft) => void): Message | null => {
  const draft = new Draft(state, knowledge, 0);
  write(draft);
  const said = draft.events().at(-1);
  return said?.type === "BotReplied" ? said.message : null;
};

/** What a flow asks and says: every step, every question for a fact, every word after an answer. */
function* saidIn(knowledge: Knowledge, flow: Flow, state: Conversation): Generator<Message | null> {
  const ask = (about: About) => messageOf(knowledge, state, (draft) => void present(draft, about));
  const tell = (text: Template) => messageOf(knowledge, state, (draft) => draft.write(draft.fill(text)));
  for (const { slot } of flow.needs) yield ask({ kind: "slot", slot, flow: flow.id, at: null });
  for (const step of flow.steps) {
    for (const { slot } of step.needs) yield ask({ kind: "slot", slot, flow: flow.id, at: step.id });
    if (isAsking(step)) {
      yield ask({ kind: "step", flow: flow.id, step: step.id });
      for (const { say } of step.question.answers) if (say !== null) yield tell(say);
    } else if ("text" in step && step.text !== null) yield tell(step.text);
  }
}

/** Everything a pack asks and says, for every model on every phone and computer, each message once; `flow`: whose it is. */
export function* everythingSaid(
  knowledge: Knowledge,
): Generator<{ readonly flow: string | null; readonly message: Message }> {
  const seen = new Set<string>();
  for (const one of said(knowledge)) {
    const key = JSON.stringify(one.message);
    if (one.message === null || seen.has(key)) continue;
    seen.add(key);
    yield { flow: one.flow, message: one.message };
  }
}

function* said(knowledge: Knowledge): Generator<{ readonly flow: string | null; readonly message: Message | null }> {
  for (const model of knowledge.catalogue.get("models")?.keys() ?? [])
    for (const host of knowledge.catalogue.get("hosts")?.keys() ?? []) {
      const state = knowing(knowledge, model, host);
      for (const flow of knowledge.flows.values())
        for (const message of saidIn(knowledge, flow, state)) yield { flow: flow.id, message };
      for (const { texts } of knowledge.answers.values())
        for (const { text } of texts)
          yield { flow: null, message: messageOf(knowledge, state, (draft) => draft.write(draft.fill(text))) };
    }
  for (const text of Object.values(knowledge.wording))
    yield { flow: null, message: messageOf(knowledge, conversationOf([]), (draft) => draft.write(text)) };
  yield {
    flow: null,
    message: messageOf(knowledge, knowing(knowledge, "", ""), (draft) => void present(draft, { kind: "start" })),
  };
}
