import { app, type Json } from "./app.ts";
import { teamOf } from "./graph.ts";

/**
 * Activities as Teams sends them, with what the tests do not care for left out; from
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations (read in November 2026).
 */
export const ada = { id: "29:ada", name: "Ada", aadObjectId: "aad-ada" } as const;
export const bob = { id: "29:bob", name: "Bob", aadObjectId: "aad-bob" } as const;

export const personal = "a:chat-with-ada";
export const group = "19:group@thread.v2";
export const channel = "19:general@thread.tacv2";
export const thread = (root: string): string => `${channel};messageid=${root}`;

/** As Teams says it: a channel also names its team. */
const channelDataOf = (conversation: string): Json => {
  const [channelId = ""] = conversation.split(";");
  return {
    tenant: { id: app.tenant },
    ...(kindOf(conversation) === "channel" ? { channel: { id: channelId }, team: { id: teamOf(channelId) } } : {}),
  };
};

let count = 0;
export const freshId = (): string => `${1_600_000_000_000 + ++count}`;

const kindOf = (conversation: string): string =>
  conversation.startsWith("a:") ? "personal" : conversation.includes("tacv2") ? "channel" : "groupChat";

/** Whatever Teams delivers, with its address filled in by the bot of the test. */
export const activity = (type: string, conversation: string, more: Json = {}): Json => ({
  type,
  id: freshId(),
  timestamp: "2026-11-02T10:00:00.000Z",
  channelId: "msteams",
  from: ada,
  recipient: { id: app.bot, name: "Stepwise" },
  conversation: {
    id: conversation,
    conversationType: kindOf(conversation),
    tenantId: app.tenant,
    ...(kindOf(conversation) === "personal" ? {} : { isGroup: true }),
  },
  channelData: channelDataOf(conversation),
  locale: "en-GB",
  ...more,
});

export const message = (text: string, conversation: string, more: Json = {}): Json =>
  activity("message", conversation, { text, textFormat: "plain", ...more });

/** The same with the bot named in front. */
export const mention = (text: string, conversation: string, more: Json = {}): Json =>
  message(`<at>Stepwise</at> ${text}`, conversation, {
    entities: [{ type: "mention", text: "<at>Stepwise</at>", mentioned: { id: app.bot, name: "Stepwise" } }],
    ...more,
  });

/** Teams delivers an edit with the id of what it changes. */
export const edited = (said: Json, text: string, at = "2026-11-02T10:05:00.000Z"): Json => ({
  ...said,
  type: "messageUpdate",
  timestamp: at,
  text,
  channelData: { ...(said.channelData as Json), eventType: "editMessage" },
});

export const deleted = (said: Json): Json => ({
  ...said,
  type: "messageDelete",
  text: "",
  channelData: { ...(said.channelData as Json), eventType: "softDeleteMessage" },
});

/** What a client sends that knows no Action.Execute. */
export const submit = (data: unknown, conversation: string, replyToId: string, more: Json = {}): Json =>
  activity("message", conversation, { value: data, replyToId, ...more });

export const invoke = (name: string, value: unknown, conversation: string, more: Json = {}): Json =>
  activity("invoke", conversation, { name, value, ...more });

/** …/universal-actions-for-adaptive-cards */
export const execute = (data: unknown, conversation: string, replyToId: string, more: Json = {}): Json =>
  invoke(
    "adaptiveCard/action",
    { action: { type: "Action.Execute", verb: "choose", data }, trigger: "manual" },
    conversation,
    {
      replyToId,
      ...more,
    },
  );
