import type { Activity } from "../../src/dialog/activity.ts";
import { conversationOf } from "../../src/dialog/conversation.ts";
import { pendingQuestion } from "../../src/dialog/decide.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { Message } from "../../src/dialog/message.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { type CaseFile, caseFileOf } from "../../src/dialog/transcript.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { type Brain, createTurns, type TurnPorts } from "../../src/turn.ts";
import { validated } from "./caseFile.ts";

export function activityOf(given: Partial<Activity> & Pick<Activity, "id" | "said">): Activity {
  return {
    conversation: conversationId("c1"),
    channel: "web",
    at: 1_000_000,
    by: { id: "u1", name: "Ada" },
    place: "direct",
    addressed: true,
    ...given,
  };
}

/** Whole turns with everything real but the clock: say something, read what the bot answers. */
export function talkOf(brain: Brain, store: Store = createMemoryStore(), ports: Partial<TurnPorts> = {}) {
  const conversation = conversationId("c1");
  let now = 1_000_000;
  let deliveries = 0;
  const faults: unknown[] = [];
  const turns = createTurns({
    store,
    brain: () => brain,
    clock: () => now,
    publish: () => {},
    failed: (error) => faults.push(error),
    ...ports,
  });
  const take = async (said: Activity["said"]): Promise<Message> => {
    const before = (await store.events(conversation)).length;
    const activity = activityOf({ id: deliveryId(`d${++deliveries}`), at: ++now, said });
    await (await turns.receive(activity)).done;
    if (faults.length > 0) throw faults[0];
    return messageOf((await store.events(conversation)).slice(before));
  };
  return {
    turns,
    say: (text: string) => take({ kind: "text", text }),
    async choose(option: string) {
      const question = pendingQuestion(conversationOf(await store.events(conversation)));
      if (question?.options.every(({ id }) => id !== option))
        throw new Error(`no option "${option}" among ${question.options.map(({ id }) => id).join(", ")}`);
      return take({ kind: "choice", question: question?.id ?? "none", option });
    },
    wait(ms: number) {
      now += ms;
    },
    async file(): Promise<CaseFile> {
      return validated(caseFileOf(await store.events(conversation), brain.knowledge));
    },
    events: () => store.events(conversation),
  };
}

/** What the bot said in these events; an empty message where it was silent. */
function messageOf(events: readonly DialogEvent[]): Message {
  const replied = events.findLast((event) => event.type === "BotReplied");
  return replied?.type === "BotReplied"
    ? replied.message
    : { id: "", text: [], lights: [], timer: null, question: null };
}

/** Everything a message says, for looking for words. */
export const wordsOf = ({ text, lights, question }: Message): string =>
  [
    ...text,
    ...lights.map(({ label }) => label),
    question?.text ?? "",
    ...(question?.options ?? []).map(({ label }) => label),
  ].join("\n");
