import { z } from "zod";
import type { Activity } from "../../dialog/activity.ts";
import type { ConversationId, DeliveryId } from "../../dialog/ids.ts";
import type { MessageQuestion } from "../../dialog/message.ts";

const line = z.union([z.strictObject({ text: z.string() }), z.strictObject({ choice: z.string() })]);

export interface Place {
  readonly conversation: ConversationId;
  readonly delivery: DeliveryId;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
  readonly user: string;
}

/** A typed line → the activity it stands for; null for a blank one. */
export function receive(typed: string, place: Place): Activity | null {
  return typed.trim() === "" ? null : activityOf(place, { kind: "text", text: typed });
}

/** One JSON object of `chat --json`. A choice names an option of the question that waits, by id. */
export function receiveJson(
  typed: string,
  place: Place,
  pending: MessageQuestion | null,
): { readonly ok: Activity } | { readonly fault: string } {
  const parsed = line.safeParse(parsedJson(typed));
  if (!parsed.success)
    return { fault: 'found another shape; expected {"text": "…"} or {"choice": "option id"}, one JSON object a line' };
  if ("text" in parsed.data) return { ok: activityOf(place, { kind: "text", text: parsed.data.text }) };
  if (pending === null) return { fault: "found a choice; expected a text, because no question waits" };
  const { choice } = parsed.data;
  if (!pending.options.some(({ id }) => id === choice))
    return {
      fault: `found the choice "${choice}"; expected one of ${pending.options.map(({ id }) => id).join(", ")}`,
    };
  return { ok: activityOf(place, { kind: "choice", question: pending.id, option: choice }) };
}

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
