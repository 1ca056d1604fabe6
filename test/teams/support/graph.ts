import { app, type Json, type Posted, type Trouble } from "./app.ts";

/** What may be read, by whoever has allowed it. */
export type Permission =
  | "ChannelMessage.Read.Group"
  | "ChatMessage.Read.Chat"
  | "Chat.Read.All"
  | "TeamsAppInstallation.ReadForUser.All";

export interface Shown extends Posted {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What Graph calls the chat of the bot with a person. */
export const chatOf = (person: string): string => `19:${person}_${app.id}@unq.gbl.spaces`;

/** What the connector and Graph call the team of a channel of the tests. */
export const teamOf = (channel: string): string => `19:team-of-${channel.slice(3)}`;
export const group = "0a0b0c0d-1111-2222-3333-444455556666";

interface Ports {
  readonly base: () => string;
  readonly messages: () => readonly Shown[];
  readonly granted: (permission: Permission) => boolean;
  /** Messages of a page. */
  readonly page: () => number;
}

const forbidden: Trouble = { status: 403, body: { error: { code: "Forbidden", message: "Missing role permissions" } } };
const notFound: Trouble = { status: 404, body: { error: { code: "NotFound", message: "x" } } };

/**
 * Microsoft Graph as far as the bot reads it, after learn.microsoft.com/graph/api: chatmessage-delta,
 * chatmessage-list-replies, chat-list-messages, userteamwork-list-installedapps, userscopeteamsappinstallation-get-chat.
 */
export function graphOf({ base, messages, granted, page }: Ports) {
  function paged(url: URL, all: readonly Shown[]): Trouble {
    const skip = Number(url.searchParams.get("$skiptoken") ?? 0);
    const most = Math.min(page(), Number(url.searchParams.get("$top") ?? 20));
    const rest = new URL(url);
    rest.searchParams.set("$skiptoken", String(skip + most));
    const more = skip + most < all.length ? { "@odata.nextLink": `${base()}${rest.pathname}${rest.search}` } : {};
    return { status: 200, body: { value: all.slice(skip, skip + most).map(chatMessage), ...more } };
  }

  /** Newest first, as every list comes; null where the filter is none that Graph takes. */
  function since(url: URL, all: readonly Shown[]): readonly Shown[] | null {
    const [, time] =
      /^lastModifiedDateTime gt (\d{4}-\d\d-\d\dT[\d:.]+Z)$/.exec(url.searchParams.get("$filter") ?? "") ?? [];
    return time === undefined ? null : [...all].reverse().filter(({ at }) => at > Date.parse(time));
  }

  return (path: string): Trouble => {
    const url = new URL(path, base());
    const parts = url.pathname.split("/").slice(3).map(decodeURIComponent);
    const [what, of = "", then, channel = "", , root, replies] = parts;
    if (what === "users") {
      if (!granted("TeamsAppInstallation.ReadForUser.All")) return forbidden;
      if (parts[5] === "chat") return { status: 200, body: { id: chatOf(of) } };
      const isOurs = url.searchParams.get("$filter") === `teamsApp/externalId eq '${app.id}'`;
      return { status: 200, body: { value: isOurs ? [{ id: `installed=${of}==` }] : [] } };
    }
    if (what === "chats" && then === "messages") {
      const isOfTwo = of.endsWith("@unq.gbl.spaces");
      if (!granted("Chat.Read.All") && (isOfTwo || !granted("ChatMessage.Read.Chat"))) return forbidden;
      if (url.searchParams.get("$orderby") !== "lastModifiedDateTime desc") return { status: 400 };
      const person = /^19:(.*)_/.exec(of)?.[1];
      const own = messages().filter(({ conversation }) =>
        isOfTwo ? conversation === `a:chat-with-${person?.replace("aad-", "")}` : conversation === of,
      );
      const found = since(url, own);
      return found === null ? { status: 400 } : paged(url, found);
    }
    if (what !== "teams" || then !== "channels") return notFound;
    if (!granted("ChannelMessage.Read.Group")) return forbidden;
    if (of !== group) return notFound;
    const own = messages().filter(({ conversation }) => conversation.startsWith(`${channel};`));
    const isRoot = ({ id, conversation }: Shown) => conversation.endsWith(`;messageid=${id}`);
    if (replies === "replies")
      return paged(url, own.filter((one) => one.conversation.endsWith(`=${root}`) && !isRoot(one)).reverse());
    const found = root === "delta" ? since(url, own.filter(isRoot)) : null;
    return found === null ? { status: 400 } : paged(url, found);
  };
}

/** learn.microsoft.com/graph/api/resources/chatmessage: cards as text, nothing of `channelData`. */
function chatMessage({ id, at, activity }: Shown): Json {
  const cards: readonly Json[] = Array.isArray(activity.attachments) ? activity.attachments : [];
  const time = new Date(at).toISOString();
  return {
    id,
    messageType: "message",
    createdDateTime: time,
    lastModifiedDateTime: time,
    from: { application: { id: app.id, displayName: "Stepwise", applicationIdentityType: "bot" }, user: null },
    body: {
      contentType: "html",
      content: cards.length === 0 ? String(activity.text) : `<attachment id="${id}"></attachment>`,
    },
    attachments: cards.map(({ contentType, content }) => ({
      id,
      contentType,
      content: JSON.stringify(content),
      name: null,
    })),
  };
}
