import { z } from "zod";
import { kinds, type Place } from "./place.ts";

/**
 * The parts of an activity that are read here; what else it holds is left alone. Pages that document them:
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object,
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-basics.
 */
const id = z.string().min(1);
const account = z.object({ id, name: z.string().nullish(), aadObjectId: id.nullish() });

export const activityShape = z.object({
  type: id,
  id: id.nullish(),
  channelId: id,
  serviceUrl: z.url({ protocol: /^https?$/ }),
  from: account,
  recipient: z.object({ id }),
  conversation: z.object({ id, conversationType: z.string().nullish(), tenantId: id.nullish() }),
  channelData: z
    .object({
      tenant: z.object({ id }).nullish(),
      team: z.object({ id: id.nullish(), aadGroupId: id.nullish() }).nullish(),
      eventType: z.string().nullish(),
    })
    .nullish(),
});
export type Shape = z.infer<typeof activityShape>;

export const messageShape = activityShape.extend({
  type: z.enum(["message", "messageUpdate"]),
  id,
  timestamp: z.string().nullish(),
  text: z.string().nullish(),
  textFormat: z.string().nullish(),
  entities: z.array(z.unknown()).nullish(),
  attachments: z.array(z.unknown()).nullish(),
  value: z.unknown().optional(),
});

/** learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#receive-files-in-personal-chat */
export const attachmentShape = z.object({
  contentType: z.string(),
  contentUrl: z.string().nullish(),
  name: z.string().nullish(),
});

export const mentionShape = z.object({
  type: z.literal("mention"),
  text: z.string().nullish(),
  mentioned: z.object({ id, name: z.string().nullish() }),
});

export const joinShape = activityShape.extend({
  type: z.enum(["conversationUpdate", "installationUpdate"]),
  action: z.string().nullish(),
  membersAdded: z.array(z.object({ id })).nullish(),
});

export const invokeShape = activityShape.extend({
  type: z.literal("invoke"),
  id,
  name: id,
  value: z.unknown().optional(),
});

export type InvokeShape = z.infer<typeof invokeShape>;

/** learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards */
export const executeValue = z.object({ action: z.object({ verb: z.string(), data: z.unknown().optional() }) });

/** learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module */
export const commandValue = z.object({
  commandId: z.string(),
  messagePayload: z
    .object({
      id,
      replyToId: id.nullish(),
      body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
      from: z.object({ user: z.object({ id, displayName: z.string().nullish() }).nullish() }).nullish(),
    })
    .nullish(),
});

/** What a task module sends, from a command or from a card. */
export const submitValue = z.object({ data: z.unknown().optional() });

/** Null for a place that is none of those the bot speaks in. */
export function placeOf({ serviceUrl, conversation, recipient, from, channelData }: Shape): Place | null {
  // Some hosts leave the kind out for a chat of two.
  const kind = z.enum(kinds).safeParse(conversation.conversationType ?? "personal");
  if (!kind.success) return null;
  return {
    serviceUrl,
    conversation: conversation.id,
    kind: kind.data,
    tenant: tenantOf({ conversation, channelData }),
    bot: recipient.id,
    team: channelData?.team?.aadGroupId ?? channelData?.team?.id ?? null,
    person: kind.data === "personal" ? (from.aadObjectId ?? null) : null,
  };
}

export const tenantOf = ({ conversation, channelData }: Pick<Shape, "conversation" | "channelData">): string | null =>
  conversation.tenantId ?? channelData?.tenant?.id ?? null;
