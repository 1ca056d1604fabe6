import { z } from "zod";
import type { Message } from "../dialog/message.ts";
import type { CaseFile } from "../dialog/transcript.ts";

const time = z.number().int().describe("Milliseconds since the epoch, UTC");
const person = z.object({ id: z.string(), name: z.string().nullable() });
const light = z.object({ colour: z.string().nullable(), rhythm: z.string().nullable(), part: z.string().nullable() });
const picture = z.object({
  label: z.string(),
  frames: z.array(z.object({ colour: z.string().nullable(), ms: z.number() })),
});

const underway = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("slot"), slot: z.string(), flow: z.string(), at: z.string().nullable() }),
  z.object({ kind: z.literal("step"), flow: z.string(), step: z.string() }),
  z.object({ kind: z.literal("start") }),
  z.object({ kind: z.literal("intent"), intents: z.array(z.string()) }),
  z.object({ kind: z.literal("order"), intents: z.array(z.string()) }),
  z.object({ kind: z.literal("next_problem"), intent: z.string() }),
  z.object({ kind: z.literal("offer"), flow: z.string() }),
]);
const about = z.discriminatedUnion("kind", [
  ...underway.options,
  z.object({ kind: z.literal("switch"), intent: z.string(), words: z.string(), back: underway }),
  z.object({ kind: z.literal("solved"), back: underway }),
  z.object({ kind: z.literal("person"), reason: z.string(), back: underway }),
]);

const message = z.object({
  id: z.string(),
  text: z.array(z.string()),
  lights: z.array(picture),
  timer: z.object({ kind: z.enum(["hold", "wait"]), seconds: z.number() }).nullable(),
  question: z
    .object({
      id: z.string(),
      about,
      text: z.string(),
      options: z.array(
        z.object({ id: z.string(), label: z.string(), words: z.array(z.string()), light: picture.nullable() }),
      ),
    })
    .nullable(),
}) satisfies z.ZodType<Message>;

const caseOutcome = z.enum([
  "resolved",
  "answered",
  "escalated",
  "withdrawn",
  "silent",
  "started_over",
  "out_of_scope",
]);

const placed = { seq: z.number().int().describe("Position in the conversation, from 1"), at: time };
const item = z.discriminatedUnion("kind", [
  z.object({
    ...placed,
    kind: z.literal("user"),
    by: person,
    text: z.string(),
    option: z.string().nullable().describe("The button pressed; null where the text was typed"),
    edits: z.number().int().nullable().describe("The item whose text this replaces"),
  }),
  z.object({ ...placed, kind: z.literal("bot"), message }),
  z.object({ ...placed, kind: z.literal("agent"), name: z.string(), text: z.string() }),
  z.object({
    ...placed,
    kind: z.literal("files"),
    side: z.enum(["user", "agent"]),
    name: z.string(),
    files: z.array(z.object({ name: z.string(), type: z.string().nullable(), link: z.string().nullable() })),
  }),
  z.object({ ...placed, kind: z.enum(["claimed", "handed_back"]), name: z.string() }),
  z.object({ ...placed, kind: z.literal("handed_over"), queue: z.string(), reason: z.string() }),
  z.object({ ...placed, kind: z.literal("ended"), outcome: caseOutcome }),
]);

const stepOutcome = z.enum([
  "worked",
  "did_not_help",
  "could_not",
  "not_sure",
  "answered",
  "consented",
  "refused",
  "skipped_tried",
  "said",
]);

const step = z.object({ flow: z.string(), step: z.string() });
/** What has a default was not there in the first files of this version. */
const handoff = z.object({
  queue: z.string(),
  reason: z.string(),
  priority: z.enum(["urgent", "high", "normal"]).default("normal"),
  since: time.default(0),
  desks: z.array(z.string()).describe("Names of the desks that were told").default([]),
  claimedBy: person.nullable().default(null),
  claimedAt: time.nullable().default(null),
  closed: z
    .object({
      by: person,
      at: time,
      result: z.enum(["handed_back", "closed"]),
      cause: z.string().nullable().describe("What it was in truth"),
      solved: z.boolean().nullable(),
      remark: z.string().nullable(),
      step: step.nullable().describe("Handed back: where to; closed: the step that would have solved it"),
    })
    .nullable()
    .default(null),
  notes: z
    .array(z.object({ by: person, at: time, text: z.string() }))
    .describe("For whoever helps; never for the user")
    .default([]),
});

/** A case file of version 1, as `caseFileOf` makes it. */
export const caseFile = z.object({
  schema: z.literal(1),
  case: z.string(),
  conversation: z.string(),
  where: z.object({ channel: z.string().nullable(), link: z.string().nullable() }),
  people: z.array(person),
  openedAt: time,
  knowledge: z.string().describe("Content hash of the knowledge pack that the case was opened on"),
  problem: z.string().describe("In their own words"),
  intent: z.string().nullable(),
  title: z.string().nullable().describe("What the pack calls the problem"),
  confidence: z.number().min(0).max(1),
  phase: z.enum(["open", "person", "ended"]),
  outcome: caseOutcome.nullable(),
  before: z
    .object({
      problem: z.string(),
      title: z.string().nullable(),
      outcome: caseOutcome.exclude(["escalated"]).nullable(),
      endedAt: time,
      last: z.string().nullable().describe("The last thing they said"),
      asked: z.string().nullable().describe("What the bot had asked before it"),
      steps: z.array(z.object({ asked: z.string(), outcome: stepOutcome, name: z.string().nullable() })),
      slots: z.record(z.string(), z.object({ name: z.string(), text: z.string() })),
    })
    .nullable()
    .describe("What they had told shortly before, in a case that has ended")
    .default(null),
  handoff: handoff.nullable(),
  flow: z.string().nullable(),
  step: z.string().nullable(),
  slots: z.record(
    z.string(),
    z.object({
      name: z.string(),
      value: z.union([z.string(), light]).nullable().describe("null: asked, and the person does not know"),
      text: z.string().nullable(),
      words: z.string().describe("What it was read from"),
      how: z.enum(["said", "chosen", "implied", "corrected", "answer"]),
    }),
  ),
  tried: z.array(z.object({ action: z.string(), name: z.string(), seconds: z.number().nullable(), words: z.string() })),
  steps: z.array(
    z.object({
      flow: z.string(),
      step: z.string(),
      outcome: stepOutcome,
      answer: z.string().nullable(),
      asked: z.string(),
      replied: z.string().nullable(),
      at: time,
      counts: z.boolean().describe("false: a correction took away what the step rested on"),
      name: z.string().nullable().describe("What the pack calls its action").default(null),
    }),
  ),
  narrowed: z
    .record(z.string(), z.object({ name: z.string(), among: z.array(z.string()) }))
    .describe("What a vague name leaves possible")
    .default({}),
  waiting: z
    .array(z.object({ intent: z.string(), words: z.string(), title: z.string().nullable().default(null) }))
    .describe("Problems told, not dealt with yet"),
  language: z.string().nullable().describe("Where they write in one that the pack lacks").default(null),
  consents: z.array(z.object({ step: z.string(), loses: z.array(z.string()), given: z.boolean(), at: time })),
  next: z
    .array(z.object({ flow: z.string(), step: z.string(), text: z.string() }))
    .describe("What the bot would try next if nothing helped"),
  transcript: z.array(item),
}) satisfies z.ZodType<CaseFile>;
