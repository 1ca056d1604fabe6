import type { Activity } from "./dialog/activity.ts";
import { conversationOf } from "./dialog/conversation.ts";
import { decide, pendingQuestion } from "./dialog/decide.ts";
import { type Effect, effectsOf } from "./dialog/effects.ts";
import type { ConversationId, DeliveryId } from "./dialog/ids.ts";
import type { Input } from "./dialog/input.ts";
import type { Knowledge } from "./dialog/knowledge.ts";
import type { MessageQuestion } from "./dialog/message.ts";
import { type Clock, type Store, type Understand, VersionConflict } from "./dialog/ports.ts";
import { dueOf } from "./dialog/silence.ts";
import { rowOf } from "./dialog/transcript.ts";

/** What the bot knows at this moment. Read once a turn, so that a reload never changes a turn under way. */
export interface Brain {
  readonly knowledge: Knowledge;
  readonly understand: Understand;
}

export interface TurnPorts {
  readonly store: Store;
  readonly brain: () => Brain;
  readonly clock: Clock;
  /** Told after a turn is stored, in the order of the turns of a conversation. Must not throw. */
  readonly publish: (conversation: ConversationId, channel: string, effects: readonly Effect[]) => void;
  /** A turn that failed; the delivery stays in the inbox and is tried again at the next start. */
  readonly failed: (error: unknown, conversation: ConversationId) => void;
}

export interface Turns {
  /**
   * Resolves as soon as the activity is stored; only then may a platform be told so. `duplicate`: the delivery was here
   * before and nothing happens. `done` resolves when the turn has been carried out.
   */
  receive(activity: Activity): Promise<{ readonly duplicate: boolean; readonly done: Promise<void> }>;
  /** Works off what was accepted before a crash, oldest first. */
  recover(): Promise<void>;
  /** Gives every conversation its turn whose time has come. */
  tick(): Promise<void>;
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
}

/** Deciding again after a conflict is cheap; this many in a row means that something else is wrong. */
const maxConflicts = 20;
const dueBatch = 100;

/** One turn: everything that happens between a person's words and the bot's. */
export function createTurns({ store, brain, clock, publish, failed }: TurnPorts): Turns {
  const queues = new Map<ConversationId, Promise<void>>();

  // Turns of one conversation run one after the other; different conversations never wait for each other.
  const queued = (conversation: ConversationId, turn: () => Promise<void>): Promise<void> => {
    const before = queues.get(conversation) ?? Promise.resolve();
    const now = before.then(turn).catch((error: unknown) => failed(error, conversation));
    queues.set(conversation, now);
    void now.then(() => queues.get(conversation) === now && queues.delete(conversation));
    return now;
  };

  async function run(conversation: ConversationId, channel: string, activity: Activity | null): Promise<void> {
    for (let conflicts = 0; ; conflicts++) {
      const { knowledge, understand } = brain();
      // 1. A conversation is its list of events; the state is a fold of them.
      const past = await store.events(conversation);
      const state = conversationOf(past);
      // 2. Understand the words against the question that waits.
      const input = activity === null ? tickAt(clock()) : inputOf(activity, understand, pendingQuestion(state));
      // 3. Decide: pure, with every message the bot says.
      const events = decide(state, input, knowledge);
      if (activity === null && events.length === 0) return;
      // 4. Store all or nothing; the delivery is done in the same transaction.
      const after = conversationOf(events, state);
      try {
        await store.append({
          conversation,
          expected: past.length,
          events,
          delivery: activity?.id ?? null,
          dueAt: dueOf(after, knowledge.limits),
          row: rowOf(after, channel),
        });
      } catch (error) {
        if (error instanceof VersionConflict && conflicts < maxConflicts) continue;
        throw error;
      }
      // 5. Tell the channel. What is stored is shown even when the process dies here: channels read the log again.
      publish(conversation, channel, effectsOf(events, past.length));
      return;
    }
  }

  const turnOf = (activity: Activity): Promise<void> =>
    queued(activity.conversation, () => run(activity.conversation, activity.channel, activity));

  return {
    async receive(activity) {
      const fresh = await store.accept(activity);
      const done = fresh ? turnOf(activity) : Promise.resolve();
      return { duplicate: !fresh, done };
    },
    async recover() {
      const waiting = await store.undone();
      await Promise.all(waiting.map(turnOf));
    },
    async tick() {
      const due = await store.due(clock(), dueBatch);
      await Promise.all(
        due.map(({ conversation, channel }) => queued(conversation, () => run(conversation, channel, null))),
      );
    },
    async idle() {
      while (queues.size > 0) await Promise.all(queues.values());
    },
  };
}

const tickAt = (at: number): Input => ({ kind: "tick", at });

function inputOf(activity: Activity, understand: Understand, pending: MessageQuestion | null): Input {
  const { id: delivery, conversation, at, by, place, addressed, said } = activity;
  if (said.kind === "choice")
    return { kind: "choice", at, conversation, delivery, by, question: said.question, option: said.option };
  const edits: DeliveryId | null = said.kind === "edit" ? said.of : null;
  const understanding = understand(said.text, pending);
  return { kind: "text", at, conversation, delivery, by, text: said.text, place, addressed, edits, understanding };
}
