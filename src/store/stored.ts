import { z } from "zod";
import type { Activity } from "../dialog/activity.ts";
import type { DialogEvent } from "../dialog/events.ts";
import { stepOutcomes } from "../dialog/flow.ts";
import { type CaseId, conversationId, deliveryId } from "../dialog/ids.ts";

/** The shapes of version 2 as they lie in the store. Strict: what is not listed here is not stored. */

const text = z.string();
const texts = z.array(text).readonly();
const milliseconds = z.number();
const confidence = z.number();
const delivery = text.transform(deliveryId);
const person = z.strictObject({ id: text, name: text.nullable() });

/** What somebody did at a desk, or a user with files. */
const done = { delivery: delivery.nullable(), by: person, desk: text.nullable() };
const due = milliseconds.nullable();
const stepRef = z.strictObject({ flow: text, step: text });
const sharedFiles = z
  .array(z.strictObject({ name: text, type: text.nullable(), link: text.nullable(), source: text.optional() }))
  .readonly();

const light = z.strictObject({ colour: text.nullable(), rhythm: text.nullable(), part: text.nullable() });
const slotValue = z.union([text, light]);
const drops = z.strictObject({ slots: texts, steps: texts, redo: texts });

const lightPicture = z.strictObject({
  label: text,
  frames: z.array(z.strictObject({ colour: text.nullable(), ms: z.number() })).readonly(),
});

const underway = [
  z.strictObject({ kind: z.literal("slot"), slot: text, flow: text, at: text.nullable() }),
  z.strictObject({ kind: z.literal("step"), flow: text, step: text }),
  z.strictObject({ kind: z.literal("start") }),
  z.strictObject({ kind: z.literal("intent"), intents: texts }),
  z.strictObject({ kind: z.literal("order"), intents: texts }),
  z.strictObject({ kind: z.literal("next_problem"), intent: text }),
  z.strictObject({ kind: z.literal("offer"), flow: text }),
] as const;
const back = z.discriminatedUnion("kind", underway);

const about = z.discriminatedUnion("kind", [
  ...underway,
  z.strictObject({ kind: z.literal("switch"), intent: text, words: text, back }),
  z.strictObject({ kind: z.literal("solved"), back }),
  z.strictObject({ kind: z.literal("person"), reason: text, back }),
]);

const message = z.strictObject({
  id: text,
  text: texts,
  lights: z.array(lightPicture).readonly(),
  timer: z.strictObject({ kind: z.enum(["hold", "wait"]), seconds: z.number() }).nullable(),
  question: z
    .strictObject({
      id: text,
      about,
      text,
      options: z
        .array(z.strictObject({ id: text, label: text, words: texts, light: lightPicture.nullable() }))
        .readonly(),
    })
    .nullable(),
});

const event = <Type extends DialogEvent["type"], Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ at: milliseconds, type: z.literal(type), ...shape });

const dialogEvent = z.discriminatedUnion("type", [
  event("CaseOpened", { case: text.transform((id) => id as CaseId), knowledge: text }),
  event("UserUttered", {
    delivery,
    by: person,
    text,
    intent: text.nullable(),
    confidence,
    language: text,
    edits: delivery.nullable(),
  }),
  event("ChoiceMade", { delivery, by: person, question: text, option: text, label: text, counted: z.boolean() }),
  event("SlotSet", {
    slot: text,
    value: slotValue.nullable(),
    words: text,
    how: z.enum(["said", "chosen", "implied", "corrected", "answer"]),
    drops,
  }),
  event("SlotNarrowed", { slot: text, among: texts, words: text }),
  event("SlotCleared", { slot: text, words: text, drops }),
  event("StepTried", { action: text, seconds: z.number().nullable(), words: text }),
  event("ProblemTold", { intent: text, confidence, words: text }),
  event("ProblemChosen", { intent: text }),
  event("ProblemSolved", { intent: text, outcome: z.enum(["resolved", "answered", "withdrawn"]) }),
  event("FlowStarted", { flow: text, mode: z.enum(["start", "call", "change"]) }),
  event("FlowFinished", { flow: text }),
  event("StepEntered", { flow: text, step: text }),
  event("StepFinished", {
    flow: text,
    step: text,
    outcome: z.enum([...stepOutcomes, "skipped_tried", "said"]),
    answer: text.nullable(),
    asked: text,
    replied: text.nullable(),
  }),
  event("FlowInterrupted", { flow: text, step: text.nullable(), by: text }),
  event("FlowResumed", { flow: text, step: text.nullable() }),
  event("ConsentGiven", { flow: text, step: text, loses: texts, given: z.boolean() }),
  event("NotUnderstood", { text }),
  event("BotReplied", { message }),
  event("FilesShared", { ...done, side: z.enum(["user", "agent"]), files: sharedFiles }),
  event("HandoffRequested", { queue: text, reason: text, due: z.number().optional() }),
  event("HandoffOffered", { desks: texts, stage: z.number(), due }),
  event("HandoffReminded", { desks: texts, due }),
  event("HandoffClaimed", done),
  event("HandoffReleased", { ...done, due }),
  event("AgentReplied", { ...done, text }),
  event("AgentNoted", { ...done, text }),
  event("AgentRefused", { ...done, why: z.enum(["claimed", "unclaimed", "no_handoff", "unknown"]) }),
  event("HandoffClosed", {
    ...done,
    result: z.enum(["handed_back", "closed"]),
    cause: text.nullable(),
    solved: z.boolean().nullable(),
    remark: text.nullable(),
    step: stepRef.nullable(),
  }),
  event("Undone", {}),
  event("Nudged", {}),
  event("CaseClosed", {
    outcome: z.enum(["resolved", "answered", "escalated", "withdrawn", "silent", "started_over", "out_of_scope"]),
  }),
  event("CaseReopened", {}),
]);

const agentAction = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("claim") }),
  z.strictObject({ do: z.literal("release") }),
  z.strictObject({ do: z.literal("say"), text, files: sharedFiles.optional() }),
  z.strictObject({ do: z.literal("note"), text }),
  z.strictObject({ do: z.literal("send_step"), flow: text, step: text }),
  z.strictObject({ do: z.literal("ask"), slot: text }),
  z.strictObject({ do: z.literal("hand_back"), at: stepRef.nullable() }),
  z.strictObject({
    do: z.literal("close"),
    cause: text,
    solved: z.boolean(),
    remark: text.nullable(),
    step: stepRef.nullable(),
  }),
]);

const activity = z.strictObject({
  id: delivery,
  conversation: text.transform(conversationId),
  channel: text,
  at: milliseconds,
  by: person,
  place: z.enum(["direct", "shared"]),
  addressed: z.boolean(),
  said: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("text"), text, files: sharedFiles.optional() }),
    z.strictObject({ kind: z.literal("agent"), desk: text, action: agentAction }),
    z.strictObject({ kind: z.literal("choice"), question: text, option: text }),
    z.strictObject({ kind: z.literal("edit"), of: delivery, text }),
  ]),
});

/** A type written out to the leaves, so that two that mean the same are identical, optional fields included. */
type Plain<T> = T extends string | number | boolean | null
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : { readonly [Key in keyof T]: Plain<T[Key]> };
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** No type has a value here unless the shape and its type in `src/dialog` are the same in every field. */
type Agreeing<Shape extends z.ZodType, T> = Same<Plain<z.infer<Shape>>, Plain<T>> extends true ? z.ZodType<T> : never;

export const storedEvent: Agreeing<typeof dialogEvent, DialogEvent> = dialogEvent;
export const storedActivity: Agreeing<typeof activity, Activity> = activity;
