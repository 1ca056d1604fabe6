import type { Activity } from "../../src/dialog/activity.ts";
import type { DialogEvent, EventOf } from "../../src/dialog/events.ts";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { Append } from "../../src/dialog/ports.ts";

export const noon = Date.UTC(2026, 0, 2, 12);

export const anActivity = (id: string, changes: Partial<Activity> = {}): Activity => ({
  id: deliveryId(id),
  conversation: conversationId("c1"),
  channel: "web",
  at: noon,
  by: { id: "u1", name: "Ada" },
  place: "direct",
  addressed: true,
  said: { kind: "text", text: `text of ${id}` },
  ...changes,
});

export const uttered = (text: string, changes: Partial<EventOf<"UserUttered">> = {}): DialogEvent => ({
  at: noon,
  type: "UserUttered",
  delivery: deliveryId("d1"),
  by: { id: "u1", name: null },
  text,
  intent: null,
  confidence: 0.5,
  language: "en",
  edits: null,
  ...changes,
});

export const anAppend = (
  conversation: string,
  expected: number,
  texts: readonly string[],
  changes: Partial<Append> & { at?: number; channel?: string; state?: Append["row"]["state"]; title?: string } = {},
): Append => {
  const { at = noon, channel = "web", state = "open", title = "No sound", ...rest } = changes;
  return {
    conversation: conversationId(conversation),
    expected,
    events: texts.map((text) => uttered(text)),
    delivery: null,
    dueAt: null,
    row: { channel, at, state, title },
    opener: null,
    outgoing: [],
    ...rest,
  };
};

export const textsOf = (events: readonly DialogEvent[]): string[] =>
  events.map((event) => (event.type === "UserUttered" ? event.text : event.type));

/** Text a person can send and a database can spoil. */
export const oddTexts = [
  "",
  "\u0000",
  "before\u0000after",
  "\ud800",
  "\udfff high",
  "\ud83d",
  "🎧 “Buds” 中文 ‮rtl",
  `'"\\; drop table event; -- $1 ?1`,
  "\\u0000",
  "\u2028\r\n\t\u0001\u007f\uffff\ufeff",
] as const;
