import { z } from "zod";
import type { Activity } from "../../dialog/activity.ts";
import { conversationId, deliveryId } from "../../dialog/ids.ts";
import { maxText } from "../../dialog/ports.ts";

export const clientId = z.string().regex(/^[\w-]{8,64}$/, "an id of 8 to 64 letters, digits, _ or -");
export const personText = z
  .string()
  .max(maxText)
  .refine((value) => value.trim() !== "", "a text that is not blank");

const activityBody = z.union([
  z.strictObject({ id: clientId, text: personText }),
  z.strictObject({
    id: clientId,
    choice: z.strictObject({ question: z.string().max(64), option: z.string().max(128) }),
  }),
]);
const pasteBody = z.strictObject({ text: personText });
const openBody = z.strictObject({ id: clientId, text: personText });

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

export function receivePaste(body: unknown): Received<{ readonly text: string }> {
  const parsed = pasteBody.safeParse(body);
  return parsed.success ? { ok: parsed.data } : faulty('{ "text": "…" }', body);
}

export function receiveOpen(body: unknown): Received<{ readonly id: string; readonly text: string }> {
  const parsed = openBody.safeParse(body);
  return parsed.success ? { ok: parsed.data } : faulty('{ "id": "…", "text": "…" }', body);
}

export function faulty(expected: string, body: unknown): { readonly fault: Fault } {
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
