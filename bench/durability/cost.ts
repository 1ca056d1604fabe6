import type { Said } from "../../src/dialog/activity.ts";
import type { Conversation } from "../../src/dialog/conversation.ts";
import { pendingQuestion } from "../../src/dialog/decide.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { createStates } from "../../src/states.ts";
import type { Brain, Turns } from "../../src/turn.ts";
import { quantile } from "./load.ts";
import { activityOf } from "./said.ts";
import { turnsOf } from "./stepwise.ts";

/** What one turn takes where nobody else writes: the middle one of many, in milliseconds. */
export interface Cost {
  readonly label: string;
  /** Of the processor, on all threads of the process. */
  readonly cpu: number;
  /** Of the clock: what the disk takes included. */
  readonly wall: number;
  /** Of the processor, for the first turn of a conversation after the start of the server. */
  readonly firstCpu: number;
}

/** One of the things a growth compares: conversations that lie in a store, and the server that answers them. */
export interface Side {
  readonly label: string;
  readonly store: Store;
  readonly brain: Brain;
  readonly conversations: readonly string[];
}

interface Taken {
  readonly cpu: number;
  readonly wall: number;
}

const opener = "mi buds 4 pro wont connect to my pixel, light is off";
let deliveries = 0;

/** The sides take turns, so that what else the machine does falls on all of them. */
export async function costsOf(sides: readonly Side[]): Promise<readonly Cost[]> {
  const measured = sides.map((side) => ({
    side,
    turns: turnsOf(side.store, side.brain),
    states: createStates(side.store),
    warm: [] as Taken[],
    first: [] as Taken[],
  }));
  const each = Math.max(...sides.map(({ conversations }) => conversations.length));
  for (const { side, turns, states } of measured)
    for (const conversation of side.conversations) {
      await said(turns, conversation, text("start over"));
      await states.of(conversationId(conversation));
    }
  for (let i = 0; i < each; i++)
    for (const { side, turns, states, warm } of measured) {
      const conversation = side.conversations[i] ?? "";
      warm.push(await said(turns, conversation, text(opener)));
      for (let press = 0; press < 2; press++) {
        const { state } = await states.of(conversationId(conversation));
        warm.push(await said(turns, conversation, nextOf(state, 0)));
      }
    }
  for (let i = 0; i < each; i++)
    for (const { side, first } of measured)
      first.push(await said(turnsOf(side.store, side.brain), side.conversations[i] ?? "", text("start over")));
  return measured.map(({ side: { label }, warm, first }) => ({
    label,
    cpu: middleOf(warm, ({ cpu }) => cpu),
    wall: middleOf(warm, ({ wall }) => wall),
    firstCpu: middleOf(first, ({ cpu }) => cpu),
  }));
}

/** Without the first quarter, which warms up the machine. */
const middleOf = (taken: readonly Taken[], pick: (one: Taken) => number): number =>
  quantile(taken.slice(Math.floor(taken.length / 4)).map(pick), 0.5);

/** Talks on until the conversation has so many events. */
export async function grown(store: Store, brain: Brain, conversation: string, events: number): Promise<void> {
  const turns = turnsOf(store, brain);
  const states = createStates(store);
  for (let n = 0; ; n++) {
    const { state } = await states.of(conversationId(conversation));
    if (state.version >= events) return;
    await said(turns, conversation, nextOf(state, n));
  }
}

function nextOf(state: Conversation, n: number): Said {
  const question = pendingQuestion(state);
  const option = question?.options[n % question.options.length];
  if (question && option) return { kind: "choice", question: question.id, option: option.id };
  return text(state.open === null ? opener : "start over");
}

async function said(turns: Turns, conversation: string, what: Said): Promise<Taken> {
  const activity = activityOf(conversation, ++deliveries, what, Date.now());
  const [used, begun] = [process.cpuUsage(), performance.now()];
  await (await turns.receive(activity)).done;
  const { user, system } = process.cpuUsage(used);
  return { cpu: (user + system) / 1000, wall: performance.now() - begun };
}

const text = (words: string): Said => ({ kind: "text", text: words });
