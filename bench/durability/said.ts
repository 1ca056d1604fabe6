import type { Said } from "../../src/dialog/activity.ts";
import { conversationOf } from "../../src/dialog/conversation.ts";
import { pendingQuestion } from "../../src/dialog/decide.ts";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { MessageQuestion } from "../../src/dialog/message.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { type Brain, createTurns } from "../../src/turn.ts";

/** One message of a person, and the question it answers as the bot had asked it. */
export interface Line {
  readonly said: Said;
  readonly asked: MessageQuestion | null;
}

/** A conversation from its first words; the same in every place, because the bot names questions by their position. */
export type Script = readonly Line[];

const openers = [
  "mi buds 4 pro wont connect to my pixel, light is off",
  "my redmi buds 5 pro keep disconnecting from my iphone",
  "how do I reset my redmi buds 4, they blink white",
  "two mi portable speakers do not play together",
  "left earbud of my buds 4 pro has no sound",
  "my xiaomi speaker does not show up in the bluetooth list of my windows laptop",
  "sound out cpro wont pair with my samsung",
  "redmi buds 5 pro battery is empty after an hour",
];
const asides: Readonly<Record<number, string>> = { 3: "will a reset delete my eq?", 6: "actually it's an iphone" };
const turns = 10;

/** Ten messages, up to three of them texts, or fewer where the case ends before. */
export const scriptsOf = (brain: Brain): Promise<readonly Script[]> =>
  Promise.all(openers.map((opener, person) => scriptOf(brain, opener, person)));

async function scriptOf(brain: Brain, opener: string, person: number): Promise<Script> {
  const store = createMemoryStore();
  const failed = (error: unknown): never => {
    throw error;
  };
  const { receive } = createTurns({ store, brain: () => brain, clock: () => 1, publish: () => {}, failed });
  const conversation = conversationId("rehearsal");
  const lines: Line[] = [];
  while (lines.length < turns) {
    const asked = pendingQuestion(conversationOf(await store.events(conversation)));
    const said = lines.length === 0 ? { kind: "text" as const, text: opener } : nextOf(asked, lines.length, person);
    if (said === null) break;
    await (await receive(activityOf(conversation, lines.length, said, 1))).done;
    lines.push({ said, asked });
  }
  return lines;
}

function nextOf(asked: MessageQuestion | null, at: number, person: number): Said | null {
  const text = asides[at];
  if (text !== undefined) return { kind: "text", text };
  const option = asked?.options[(at + person) % asked.options.length];
  return asked === null || option === undefined ? null : { kind: "choice", question: asked.id, option: option.id };
}

export const activityOf = (conversation: string, n: number, said: Said, at: number) => ({
  id: deliveryId(`${conversation}-${n}`),
  conversation: conversationId(conversation),
  channel: "web",
  at,
  by: { id: conversation, name: null },
  place: "direct" as const,
  addressed: true,
  said,
});
