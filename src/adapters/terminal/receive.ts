import { z } from "zod";
import type { Activity } from "../../dialog/activity.ts";
import type { ConversationId, DeliveryId } from "../../dialog/ids.ts";
import type { MessageQuestion } from "../../dialog/message.ts";
import { maxText } from "../../dialog/ports.ts";

const line = z.union([z.strictObject({ text: z.string() }), z.strictObject({ choice: z.string() })]);

export interface Place {
  readonly conversation: ConversationId;
  readonly delivery: DeliveryId;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
  readonly user: string;
}

/** A fault names what was found by its kind and never repeats what was typed. */
export type Received = { readonly ok: Activity } | { readonly fault: string };

/** A typed line → the activity it stands for; null for a blank one. */
export const receive = (typed: string, place: Place): Received | null =>
  typed.trim() === "" ? null : textOf(typed, place);

/** One JSON object of `chat --json`. A choice names an option of the question that waits, by id. */
export function receiveJson(typed: string, place: Place, pending: MessageQuestion | null): Received {
  const parsed = line.safeParse(parsedJson(typed));
  if (!parsed.success)
    return { fault: 'found another shape; expected {"text": "…"} or {"choice": "option id"}, one JSON object a line' };
  if ("text" in parsed.data) return textOf(parsed.data.text, place);
  if (pending === null) return { fault: "found a choice; expected a text, because no question waits" };
  const { choice } = parsed.data;
  const offered = pending.options.map(({ id }) => id);
  if (!offered.includes(choice))
    return { fault: `found a choice that is not offered; expected one of ${offered.join(", ")}` };
  return { ok: activityOf(place, { kind: "choice", question: pending.id, option: choice }) };
}

const textOf = (text: string, place: Place): Received =>
  text.length > maxText
    ? { fault: `found ${text.length} characters; expected ${maxText} at most; tell only what went wrong` }
    : { ok: activityOf(place, { kind: "text", text }) };

function activityOf({ conversation, delivery, at, user }: Place, said: Activity["said"]): Activity {
  const by = { id: user, name: null };
  return { id: delivery, conversation, channel: "terminal", at, by, place: "direct", addressed: true, said };
}

/** Undefined for what is no JSON. */
function parsedJson(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return undefined;
  }
}
