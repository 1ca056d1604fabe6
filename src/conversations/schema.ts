import { z } from "zod";
import { id, light, text, version } from "../knowledge/schemaParts.ts";
import { durationPattern, millisecondsOf } from "./duration.ts";

const slots = z.record(id, z.union([text, light], { error: "a value, not_sure or { colour, rhythm, part }" }));
const phrases = z.array(text).min(1);
const duration = z
  .string()
  .refine((written) => millisecondsOf(written) !== null, { error: "expected a time such as 90s, 15m, 2h or 1d" })
  .meta({ pattern: durationPattern.source });

/** How a conversation can end; `escalated`: a person has the case. */
const ends = ["resolved", "answered", "escalated", "silent", "withdrawn"] as const;

const expectation = z.strictObject({
  /** `flow/step`: the step that waits for an answer. */
  step: text.optional(),
  /** A slot, or one of the bot's own questions by its key in `bot.yaml`. */
  asks: id.optional(),
  end: z.enum(ends).optional(),
  reason: id.optional(),
  queue: text.optional(),
  /** Of the step that waited before the turn. */
  answer: id.optional(),
  intent: id.optional(),
  slots: slots.optional(),
  tried: z.array(id).min(1).optional(),
  says: phrases.optional(),
  never: phrases.optional(),
});
const expect = expectation.optional();

const start = z.strictObject({
  flow: id,
  step: id.optional(),
  slots: slots.optional(),
  tried: z.array(id).optional(),
  /** Step → the answer it got; `flow/step` for steps of other flows. */
  done: z.record(text, id).optional(),
  expect,
});

const turn = z.union(
  [
    z.strictObject({ say: text, expect }),
    z.strictObject({ choose: id, expect }),
    z.strictObject({ wait: duration, expect }),
  ],
  { error: "a turn with one of say, choose, wait" },
);

export const conversationsFile = z.strictObject({
  schema: version,
  conversations: z
    .array(
      z.strictObject({
        name: text,
        start: start.optional(),
        turns: z.array(turn).min(1).optional(),
        /** Turns that do not follow each other: each is taken from where `start` and `turns` ended. */
        each: z.array(turn).min(1).optional(),
        never: phrases.optional(),
      }),
    )
    .min(1),
});

export type ConversationsFile = z.infer<typeof conversationsFile>;
export type Script = ConversationsFile["conversations"][number];
export type Turn = NonNullable<Script["turns"]>[number];
export type Start = NonNullable<Script["start"]>;
export type Expectation = z.infer<typeof expectation>;
export type RawSlots = z.infer<typeof slots>;
