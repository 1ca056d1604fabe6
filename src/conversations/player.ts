import type { Activity } from "../dialog/activity.ts";
import { type Conversation, conversationOf } from "../dialog/conversation.ts";
import { pendingQuestion } from "../dialog/decide.ts";
import type { DialogEvent } from "../dialog/events.ts";
import { conversationId, deliveryId } from "../dialog/ids.ts";
import type { Message } from "../dialog/message.ts";
import type { Store } from "../dialog/ports.ts";
import { dueOf } from "../dialog/silence.ts";
import { rowOf } from "../dialog/transcript.ts";
import { type Brain, createTurns } from "../turn.ts";

/** A person who talks to the bot: whole turns on the path of the server, with a store and a clock of their own. */
export interface Player {
  /** A question takes an option; the caller sees to it that it is offered. */
  take(said: { readonly say: string } | { readonly choose: string }): Promise<void>;
  /** Silence, in milliseconds; the bot's clock ticks whenever it is due. */
  wait(ms: number): Promise<void>;
  readonly state: Conversation;
  readonly events: readonly DialogEvent[];
  /** What has come of the last turn, and what the bot said in it. */
  readonly happened: readonly DialogEvent[];
  readonly said: readonly Message[];
}

export const testConversation = conversationId("test");
/** An instant like any other: no text of the bot depends on it. */
export const beginning = 1_000_000;
const channel = "test";
const by = { id: "user", name: null };

/** @param store empty; `past`: what has happened before, told to the store first. */
export async function playerOn(brain: Brain, store: Store, past: readonly DialogEvent[]): Promise<Player> {
  const conversation = testConversation;
  let events = past;
  let turnFrom = 0;
  let now = past.at(-1)?.at ?? beginning;
  const faults: unknown[] = [];
  const turns = createTurns({
    store,
    brain: () => brain,
    clock: () => now,
    publish: () => {},
    failed: (error) => faults.push(error),
  });
  const stateNow = () => conversationOf(events);
  const moved = async () => {
    if (faults.length > 0) throw faults[0];
    events = await store.events(conversation);
  };
  if (past.length > 0) {
    const state = stateNow();
    const dueAt = dueOf(state, brain.knowledge.limits);
    const row = rowOf(state, channel);
    await store.append({
      conversation,
      expected: 0,
      events: past,
      delivery: null,
      dueAt,
      row,
      opener: by.id,
      outgoing: [],
    });
  }
  return {
    async take(given) {
      turnFrom = events.length;
      now += 1_000;
      const id = deliveryId(`d${turnFrom}`);
      const said = saidOf(given, stateNow());
      const activity = { id, conversation, channel, at: now, by, place: "direct", addressed: true, said } as const;
      await (await turns.receive(activity)).done;
      await moved();
    },
    async wait(ms) {
      turnFrom = events.length;
      const until = now + ms;
      for (;;) {
        const due = dueOf(stateNow(), brain.knowledge.limits);
        if (due === null || due > until) break;
        now = due;
        await turns.tick();
        await moved();
      }
      now = until;
    },
    get state() {
      return stateNow();
    },
    get events() {
      return events;
    },
    get happened() {
      return events.slice(turnFrom);
    },
    get said() {
      return events.slice(turnFrom).flatMap((event) => (event.type === "BotReplied" ? [event.message] : []));
    },
  };
}

function saidOf(given: Parameters<Player["take"]>[0], state: Conversation): Activity["said"] {
  if ("say" in given) return { kind: "text", text: given.say };
  return { kind: "choice", question: pendingQuestion(state)?.id ?? "", option: given.choose };
}
