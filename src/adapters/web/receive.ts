import { z } from "zod";
import type { Activity } from "../../dialog/activity.ts";
import { conversationId, deliveryId } from "../../dialog/ids.ts";
import { maxText } from "../../dialog/ports.ts";
import type { AtDesk } from "../common/desk.ts";
import type { DeskBody } from "./api.ts";

const id = z.string().regex(/^[\w-]{8,64}$/, "an id of 8 to 64 letters, digits, _ or -");
const text = z
  .string()
  .max(maxText)
  .refine((value) => value.trim() !== "", "a text that is not blank");

const activityBody = z.union([
  z.strictObject({ id, text }),
  z.strictObject({ id, choice: z.strictObject({ question: z.string().max(64), option: z.string().max(128) }) }),
]);
const named = z.string().min(1).max(128);
const stepRef = z.strictObject({ flow: named, step: named });
const deskBody = z.strictObject({
  id,
  conversation: z.string().min(1).max(512),
  by: z.strictObject({ id: named, name: named }),
  desk: named,
  action: z.discriminatedUnion("do", [
    z.strictObject({ do: z.literal("claim") }),
    z.strictObject({ do: z.literal("release") }),
    z.strictObject({ do: z.literal("say"), text }),
    z.strictObject({ do: z.literal("note"), text }),
    z.strictObject({ do: z.literal("send_step"), ...stepRef.shape }),
    z.strictObject({ do: z.literal("ask"), slot: named }),
    z.strictObject({ do: z.literal("hand_back"), at: stepRef.nullable() }),
    z.strictObject({
      do: z.literal("close"),
      cause: text,
      solved: z.boolean(),
      remark: text.nullable(),
      step: stepRef.nullable(),
    }),
  ]),
}) satisfies z.ZodType<DeskBody>;
const pasteBody = z.strictObject({ text });
const openBody = z.strictObject({ id, text });

export interface Fault {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}
export type Received<T> = { readonly ok: T } | { readonly fault: Fault };

/** A request body of the web page → the activity it stands for. */
export function receive(conversation: string, body: unknown, at: number): Received<Activity> {
  const parsed = activityBody.safeParse(body);
  if (!parsed.success)
    return faulty('{ "id": "…", "text": "…" } or { "id": "…", "choice": { "question": "…", "option": "…" } }', body);
  const { data } = parsed;
  return {
    ok: {
      // A client's id counts within its conversation only, so that nobody can use up another's.
      id: deliveryId(`web:${conversation}:${data.id}`),
      conversation: conversationId(conversation),
      channel: "web",
      at,
      by: { id: conversation, name: null },
      place: "direct",
      addressed: true,
      said: "text" in data ? { kind: "text", text: data.text } : { kind: "choice", ...data.choice },
    },
  };
}

/** A request body of somebody at a desk. */
export function receiveDesk(body: unknown, at: number): Received<AtDesk> {
  const parsed = deskBody.safeParse(body);
  if (!parsed.success)
    return faulty(
      '{ "id": "…", "conversation": "…", "by": { "id": "…", "name": "…" }, "desk": "…", "action": { "do": "claim" } } with an action of AgentAction in src/dialog/activity.ts',
      body,
    );
  const { id, conversation, by, desk, action } = parsed.data;
  const own = { conversation: conversationId(conversation), at, by, desk, action };
  return { ok: { ...own, id: deliveryId(`desk:${desk}:${conversation}:${id}`) } };
}

export function receivePaste(body: unknown): Received<{ readonly text: string }> {
  const parsed = pasteBody.safeParse(body);
  return parsed.success ? { ok: parsed.data } : faulty('{ "text": "…" }', body);
}

export function receiveOpen(body: unknown): Received<{ readonly id: string; readonly text: string }> {
  const parsed = openBody.safeParse(body);
  return parsed.success ? { ok: parsed.data } : faulty('{ "id": "…", "text": "…" }', body);
}

function faulty(expected: string, body: unknown): { readonly fault: Fault } {
  return {
    fault: {
      found: inWords(body),
      expected: `${expected}; ids of 8 to 64 letters, digits, _ or -, texts of 1 to ${maxText} characters`,
      remedy: "send that shape as JSON with content-type application/json",
    },
  };
}

/** Keys this API knows, and no others: what a person wrote does not belong in an error. */
function inWords(body: unknown): string {
  if (body === undefined) return "a body that is no JSON";
  if (body === null) return "null";
  if (Array.isArray(body)) return "a list";
  if (typeof body !== "object") return `a ${typeof body}`;
  const keys = Object.keys(body);
  const known = keys.filter((key) => ["id", "text", "choice", "conversation", "by", "desk", "action"].includes(key));
  const unknown = keys.length - known.length;
  const parts = [...known, ...(unknown === 0 ? [] : [`${unknown} unknown ${unknown === 1 ? "key" : "keys"}`])];
  return `an object with ${parts.join(", ") || "no keys"}`;
}
