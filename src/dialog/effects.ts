import type { DialogEvent } from "./events.ts";
import type { Message } from "./message.ts";

/** What a turn wants done outside, as values; channels carry them out. */
export type Effect = {
  readonly kind: "say";
  /** Position of the event in the conversation, from 1: the same say has the same `seq` after a crash. */
  readonly seq: number;
  readonly message: Message;
};

/** `before`: number of events the conversation had. */
export const effectsOf = (events: readonly DialogEvent[], before: number): readonly Effect[] =>
  events.flatMap((event, i) =>
    event.type === "BotReplied" ? [{ kind: "say" as const, seq: before + i + 1, message: event.message }] : [],
  );
