import { z } from "zod";
import { NotNow } from "../../dialog/outbox.ts";
import { jsonIn } from "../common/json.ts";
import { within } from "../common/within.ts";
import { TeamsFault } from "./fault.ts";
import { baseOf, type Place, rootOf } from "./place.ts";
import type { Token } from "./token.ts";

/**
 * What can be read of the places the bot speaks in. The Bot Framework shows a bot nothing that it has said; Microsoft Graph
 * does, where it was allowed to: in a team or a group chat by whoever owns it (`--hears-threads` of the app package), in
 * chats of two by an administrator.
 */
export interface History {
  /**
   * What Teams calls the message with that mark, said after `since` (milliseconds since the epoch); in a channel without a
   * thread one that begins a thread. Null: there is none, or the bot may not read there, or Graph has not said so for a
   * while: nobody waits for it for long. @throws NotNow, TeamsFault
   */
  find(place: Place, mark: string, since: number, signal: AbortSignal): Promise<string | null>;
}

/** Until a message that Teams has taken shows in Graph, milliseconds. Nothing is promised; seen are one to two seconds. */
export const showsAfter = 3000;

/** The clocks of two machines may differ that much, milliseconds. */
export const margin = 300_000;

export interface HistoryPorts {
  /** `https://graph.microsoft.com` */
  readonly address: string;
  readonly appId: string;
  /** For Graph. */
  readonly token: Token;
  /** For the connector, which knows what Graph calls a team. */
  readonly connectorToken: Token;
  /** Graph does not answer, or answers what is not documented: told once each. Must not throw. */
  readonly failed: (error: TeamsFault) => void;
}

/** Looks for one message that bring no answer. */
const looks = 3;
/** The longest that Graph is left alone before the next look, milliseconds. */
const longestRest = 30_000;
/** A look, all of it, milliseconds: the post that may follow needs most of the time of a try. */
const patience = 5000;

/** Pages of fifty messages: more than a thread ever has, and than begin in a channel within the minutes that are looked at. */
const most = 20;

const message = z.object({
  id: z.string().min(1),
  attachments: z.array(z.object({ content: z.string().nullish() })).nullish(),
});
const page = z.object({ value: z.array(message), "@odata.nextLink": z.string().nullish() });
const teamDetails = z.object({ aadGroupId: z.string().min(1).nullish() });
const installed = z.object({ value: z.array(z.object({ id: z.string().min(1) })) });
const chat = z.object({ id: z.string().min(1) });

const groupId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function createHistory({ address, appId, token, connectorToken, failed }: HistoryPorts): History {
  const base = `${address}/v1.0`;
  const groups = new Map<string, string>();
  const chats = new Map<string, string>();
  const told = new Set<string>();

  /** Null where it is refused, and will be again. */
  async function get<Body>(url: string, shape: z.ZodType<Body>, use: Token, signal: AbortSignal): Promise<Body | null> {
    const { status, after, body } = await answered(url, await use(), signal);
    const seconds = Number(after ?? Number.NaN);
    if (status === 429 && Number.isFinite(seconds))
      throw new NotNow(Math.min(Math.max(0, seconds) * 1000, longestRest));
    if (status >= 500 || status === 408 || status === 429) throw new TeamsFault(`graph_${status}`);
    const { success, data } = shape.safeParse(body);
    if (status === 200 && success) return data;
    // Not to be allowed to look is how an app without the permission works.
    if (![401, 403, 404].includes(status)) tell(`graph_${status}`);
    return null;
  }

  function tell(code: string): void {
    if (told.has(code)) return;
    told.add(code);
    failed(new TeamsFault(code));
  }

  /** learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#fetch-details-of-a-team */
  async function groupOf({ team, serviceUrl }: Place, signal: AbortSignal): Promise<string | null> {
    if (team === null || groupId.test(team)) return team;
    const known = groups.get(team);
    if (known !== undefined) return known;
    const url = `${serviceUrl.replace(/\/$/, "")}/v3/teams/${encodeURIComponent(team)}`;
    const found = (await get(url, teamDetails, connectorToken, signal))?.aadGroupId ?? null;
    if (found !== null) groups.set(team, found);
    return found;
  }

  /** Graph has another id for it: learn.microsoft.com/graph/api/userscopeteamsappinstallation-get-chat. */
  async function chatWith(person: string | null, signal: AbortSignal): Promise<string | null> {
    if (person === null) return null;
    const known = chats.get(person);
    if (known !== undefined) return known;
    const apps = `${base}/users/${encodeURIComponent(person)}/teamwork/installedApps`;
    const ours = query({ $filter: `teamsApp/externalId eq '${appId}'` });
    const [app] = (await get(`${apps}?${ours}`, installed, token, signal))?.value ?? [];
    if (app === undefined) return null;
    const found = (await get(`${apps}/${encodeURIComponent(app.id)}/chat`, chat, token, signal))?.id ?? null;
    if (found !== null) chats.set(person, found);
    return found;
  }

  /** The list to look through; null where there is none. */
  async function listAt(place: Place, since: number, signal: AbortSignal): Promise<string | null> {
    const later = `lastModifiedDateTime gt ${new Date(since).toISOString()}`;
    if (place.kind === "channel") {
      const group = await groupOf(place, signal);
      if (group === null) return null;
      const channel = encodeURIComponent(baseOf(place.conversation));
      const messages = `${base}/teams/${encodeURIComponent(group)}/channels/${channel}/messages`;
      const root = rootOf(place);
      // learn.microsoft.com/graph/api/chatmessage-list-replies, …/chatmessage-delta: the list of a channel takes no filter.
      if (root !== null) return `${messages}/${encodeURIComponent(root)}/replies?$top=50`;
      return `${messages}/delta?${query({ $filter: later, $top: "50" })}`;
    }
    const of = place.kind === "personal" ? await chatWith(place.person, signal) : place.conversation;
    if (of === null) return null;
    // learn.microsoft.com/graph/api/chat-list-messages: a filter counts only beside the order of the same.
    const asked = query({ $filter: later, $orderby: "lastModifiedDateTime desc", $top: "50" });
    return `${base}/chats/${encodeURIComponent(of)}/messages?${asked}`;
  }

  async function look(place: Place, mark: string, since: number, signal: AbortSignal): Promise<string | null> {
    let next = await listAt(place, since, signal);
    for (let pages = 0; next !== null && pages < most; pages++) {
      const shown: z.infer<typeof page> | null = await get(next, page, token, signal);
      const found = shown?.value.find(({ attachments }) =>
        (attachments ?? []).some(({ content }) => content?.includes(mark) === true),
      );
      if (found !== undefined) return found.id;
      next = shown?.["@odata.nextLink"] ?? null;
      // The token goes nowhere else.
      if (next !== null && !next.startsWith(`${base}/`)) {
        tell("graph_leads_elsewhere");
        return null;
      }
    }
    return null;
  }

  /** Looks without an answer, by what was looked for. */
  const unanswered = new Map<string, number>();

  return {
    async find(place, mark, since, signal) {
      // The login has a patience of its own.
      const ends = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
      const answer = within(look(place, mark, since, signal), ends, () => new TeamsFault("graph_no_answer"));
      try {
        const found = await answer;
        unanswered.delete(mark);
        return found;
      } catch (error) {
        const times = (unanswered.get(mark) ?? 0) + 1;
        unanswered.set(mark, times);
        if (times < looks) throw error;
        // A person who waits for an answer that never comes is worse off than one who sees it twice.
        unanswered.delete(mark);
        tell(error instanceof TeamsFault ? error.code : "graph_429");
        return null;
      }
    },
  };
}

/** As the documentation writes them: a space is no `+`. */
const query = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");

async function answered(url: string, token: string, signal: AbortSignal) {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      redirect: "error",
      signal,
    });
    const text = await response.text();
    return { status: response.status, after: response.headers.get("retry-after"), body: jsonIn(text) };
  } catch {
    throw new TeamsFault("graph_no_answer");
  }
}
