import { z } from "zod";
import { caseFile } from "../cases/schema.ts";
import type { WebhookBody } from "./body.ts";

const time = z.number().int().describe("Milliseconds since the epoch, UTC");
const person = z.object({ id: z.string(), name: z.string().nullable() });
const step = z.object({ flow: z.string(), step: z.string() });
const priority = z.enum(["urgent", "high", "normal"]);

const which = {
  case: z.string().describe("Id of the case: one ticket each"),
  conversation: z.string().describe("Where POST /api/desk acts"),
  desk: z.string().describe("The desk that is told, as WEBHOOK_DESKS calls it"),
  seq: z.number().int().describe("Position in the conversation, from 1; what is told of a case comes in this order"),
};
const done = {
  by: person,
  doneAt: z.string().nullable().describe("Name of the desk it was done at; null: at none"),
};
const waiting = {
  due: time.nullable().describe("When it is looked at again if nobody has taken it; null: not any more"),
};
const told = {
  priority,
  title: z.string().describe("What the pack calls the problem: a title for the ticket"),
  summary: z.string().describe("What a person grasps in ten seconds: plain text of several lines"),
  file: caseFile.describe("The whole case file; see case.schema.json"),
};

const body = <Type extends WebhookBody["type"], Data extends z.ZodRawShape>(type: Type, data: Data) =>
  z.object({
    type: z.literal(type),
    timestamp: z.iso.datetime().describe("When it happened, UTC"),
    data: z.object({ ...which, ...data }),
  });

/** What a desk elsewhere is told, as `webhookBodyOf` makes it. Receivers pass over what they do not know. */
export const webhookBody = z.discriminatedUnion("type", [
  body("case.offered", {
    ...told,
    ...waiting,
    again: z.boolean().describe("true: this desk was offered the case before; it has a ticket already"),
  }),
  body("case.user_said", {
    by: person,
    text: z.string(),
    edits: z.number().int().nullable().describe("The position whose text this replaces"),
  }),
  body("case.files", {
    ...done,
    side: z.enum(["user", "agent"]),
    files: z.array(z.object({ name: z.string(), type: z.string().nullable(), link: z.string().nullable() })),
  }),
  body("case.raised", { priority, queue: z.string(), reason: z.string() }),
  body("case.reminded", waiting),
  body("case.claimed", done),
  body("case.released", { ...done, ...waiting }),
  body("case.agent_said", { ...done, text: z.string() }),
  body("case.noted", { ...done, text: z.string().describe("Never for the user") }),
  body("case.closed", {
    ...told,
    ...done,
    result: z.enum(["handed_back", "closed"]).describe("handed_back: the bot goes on"),
    cause: z.string().nullable().describe("What it was in truth"),
    solved: z.boolean().nullable(),
    remark: z.string().nullable(),
    step: step.nullable().describe("Handed back: where to; closed: the step that would have solved it"),
  }),
  body("case.ended", {
    outcome: z.enum(["resolved", "answered", "escalated", "withdrawn", "silent", "started_over", "out_of_scope"]),
  }),
]) satisfies z.ZodType<WebhookBody>;
