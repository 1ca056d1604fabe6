import type { AgentAction, Person } from "../../src/dialog/activity.ts";
import { conversationOf, nothingYet } from "../../src/dialog/conversation.ts";
import { decide, pendingQuestion } from "../../src/dialog/decide.ts";
import type { DialogEvent, EventOf } from "../../src/dialog/events.ts";
import { deliveryId } from "../../src/dialog/ids.ts";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import type { Message } from "../../src/dialog/message.ts";
import { type CaseFile, caseFileOf } from "../../src/dialog/transcript.ts";
import type { Understanding } from "../../src/dialog/understanding.ts";
import { validated } from "./caseFile.ts";
import { packOf } from "./pack.ts";

/** What a text means, with everything unsaid left out. */
export const meaning = (given: Partial<Understanding> & { readonly intent?: string } = {}): Understanding => ({
  intents: given.intent === undefined ? [] : [{ intent: given.intent, confidence: 0.9 }],
  outcome: given.intent === undefined ? "out_of_scope" : "confident",
  problems: given.intent === undefined ? [] : [{ intent: given.intent, confidence: 0.9, words: given.intent }],
  slots: [],
  tried: [],
  control: null,
  option: null,
  correcting: false,
  safety: null,
  language: "en",
  ...given,
});

export const mention = (slot: string, value: string, given: Partial<Understanding["slots"][number]> = {}) => ({
  slot,
  value,
  among: [],
  negated: false,
  how: "said" as const,
  words: value,
  start: 0,
  end: 0,
  ...given,
});

export const told = (action: string, seconds: number | null = null) => ({
  action,
  seconds,
  words: action,
  start: 0,
  end: 0,
});

interface SayOptions {
  readonly place?: "direct" | "shared";
  readonly addressed?: boolean;
  readonly edits?: string;
  readonly delivery?: string;
  readonly by?: string;
  readonly name?: string | null;
}

export const grace = { id: "a1", name: "Grace" };

/** A conversation on the core alone: say, choose, wait; then look at what the bot said and what happened. */
export function sceneOf(pack: Knowledge = packOf()) {
  let knowledge = pack;
  let events: readonly DialogEvent[] = [];
  let now = 1_000_000;
  let deliveries = 0;
  const ada = { id: "u1", name: "Ada" };
  const take = (fresh: readonly DialogEvent[]): Message | null => {
    events = [...events, ...fresh];
    return fresh.findLast((event): event is EventOf<"BotReplied"> => event.type === "BotReplied")?.message ?? null;
  };
  const state = () => conversationOf(events, nothingYet);
  return {
    say(text: string, understanding: Understanding = meaning(), options: SayOptions = {}): Message | null {
      const {
        place = "direct",
        addressed = true,
        edits,
        delivery = `d${++deliveries}`,
        by = ada.id,
        name = ada.name,
      } = options;
      const input = {
        kind: "text" as const,
        at: ++now,
        conversation: "c1",
        delivery: deliveryId(delivery),
        by: { id: by, name },
        text,
        place,
        addressed,
        edits: edits === undefined ? null : deliveryId(edits),
        understanding,
      };
      return take(decide(state(), input, knowledge));
    },
    choose(option: string, question = pendingQuestion(state())?.id ?? "none", by = ada.id): Message | null {
      const delivery = deliveryId(`d${++deliveries}`);
      return take(
        decide(
          state(),
          { kind: "choice", at: ++now, conversation: "c1", delivery, by: { ...ada, id: by }, question, option },
          knowledge,
        ),
      );
    },
    /** Somebody at a desk does something. */
    act(action: AgentAction, by: Person = grace, desk = "bench"): Message | null {
      const delivery = deliveryId(`d${++deliveries}`);
      return take(decide(state(), { kind: "agent", at: ++now, delivery, by, desk, action }, knowledge));
    },
    /** The knowledge is edited while the conversation goes on. */
    learn(edited: Knowledge): void {
      knowledge = edited;
    },
    wait(ms: number): Message | null {
      now += ms;
      return take(decide(state(), { kind: "tick", at: now }, knowledge));
    },
    get events() {
      return events;
    },
    get state() {
      return state();
    },
    get question() {
      return pendingQuestion(state());
    },
    get file(): CaseFile {
      return validated(caseFileOf(events, knowledge));
    },
    types: (from = 0) => events.slice(from).map(({ type }) => type),
  };
}
