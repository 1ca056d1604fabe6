import { type types, webApi } from "@slack/bolt";
import { z } from "zod";
import { NotNow, Refused } from "../../dialog/outbox.ts";
import { type Content, downloaded } from "../common/files.ts";
import { within } from "../common/within.ts";
import type { Place } from "./place.ts";
import { quiet } from "./quiet.ts";
import type { Rendered } from "./render.ts";

export type Where = Pick<Place, "channel" | "thread"> & {
  /** Shown in the channel too, not only in the thread. */
  readonly broadcast?: true;
};

/** The Web API of one installation, as far as it is used. @throws NotNow, Refused, SlackFault */
export interface SlackApi {
  /** The ids of the bot's user and of its installation. @throws SlackFault with code `invalid_auth` for a wrong token */
  identity(): Promise<{ readonly user: string; readonly install: string }>;
  /** `ts` of the message. `id`: travels with it, and `find` knows it by that. */
  post(where: Where, rendered: Rendered, id: string | null): Promise<string>;
  update(channel: string, ts: string, rendered: Rendered): Promise<void>;
  /**
   * `ts` of the message with that id among those since then, milliseconds since the epoch, UTC; null where there is none.
   * @throws SlackFault `too_slow` when the signal comes first
   */
  find(where: Where, id: string, since: number, signal: AbortSignal): Promise<string | null>;
  react(channel: string, ts: string, isOn: boolean): Promise<void>;
  /** The line below an assistant's thread; empty takes it away. */
  status(channel: string, thread: string, status: string): Promise<void>;
  suggest(channel: string, thread: string, prompts: readonly Prompt[]): Promise<void>;
  /** Seen by one person only. */
  whisper(where: Where, user: string, text: string): Promise<void>;
  /** The channel in which the bot and this person talk. */
  direct(user: string): Promise<string>;
  openView(trigger: string, view: types.View): Promise<void>;
  updateView(id: string, hash: string, view: types.View): Promise<void>;
  publishHome(user: string, view: types.View): Promise<void>;
  /** Address of a message for people. */
  link(channel: string, ts: string): Promise<string>;
  /** What a person is called; null where they go by no name. */
  nameOf(user: string): Promise<string | null>;
  /** Brings files to Slack, where nobody sees them yet; what Slack calls them. */
  upload(files: readonly Shared[], signal: AbortSignal): Promise<readonly Uploaded[]>;
  /** Shows them in one message, below what is said; what Slack calls the first of them. */
  share(where: Where, files: readonly Uploaded[], said: Rendered | null): Promise<string>;
  /** What Slack calls the file whose name holds that id, shared there since then; null where there is none. */
  findShared(where: Where, id: string, since: number, signal: AbortSignal): Promise<string | null>;
  /** What is in a file that somebody has shared; null where the bot may not have it, or it is too large. @throws FileFault */
  content(file: string, signal: AbortSignal): Promise<Content | null>;
}

export interface Shared {
  readonly name: string;
  readonly title: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

export interface Uploaded {
  readonly id: string;
  readonly title: string;
}

export interface Prompt {
  readonly title: string;
  readonly message: string;
}

/** Slack said no, or nothing at all; `code` is Slack's word for it and holds nothing that anybody wrote. */
export class SlackFault extends Error {
  override readonly name = "SlackFault";
  readonly code: string;
  constructor(code: string) {
    super(`Slack answered ${code}`);
    this.code = code;
  }
}

/** A try of the outbox has eight seconds; what is open after that is looked for before it is sent again. */
const patience = 6000;
/** The kind of metadata that carries the id of a message. */
const metadataType = "stepwise_message";
const working = "eyes";
/** Pages of history looked through; with the time to begin at, one is the rule. */
const pages = 10;

/**
 * What trying again may mend: a token that is being replaced, a fault of Slack's. Everything else Slack says no to it will
 * say no to again: docs.slack.dev/reference/methods/chat.postMessage#errors.
 */
const passing = new Set([
  "account_inactive",
  "accesslimited",
  "fatal_error",
  "internal_error",
  "invalid_auth",
  "not_authed",
  "org_login_required",
  "ratelimited",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
  "token_expired",
  "token_revoked",
]);

const clientOf = (token: string, apiUrl: string): webApi.WebClient =>
  new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    timeout: patience,
    // The outbox tries again, with its own rests and across restarts.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: quiet,
  });

export function createApi(token: string, apiUrl: string): SlackApi {
  const client = clientOf(token, apiUrl);

  /** The first message there since then that is meant, milliseconds since the epoch, UTC. */
  async function found(
    { channel, thread }: Where,
    since: number,
    signal: AbortSignal,
    isMeant: (message: Found) => boolean,
  ): Promise<Found | null> {
    const range = { channel, oldest: String(Math.floor(since / 1000)), limit: 200, include_all_metadata: true };
    let cursor = "";
    for (let page = 0; page < pages; page++) {
      const from = cursor === "" ? range : { ...range, cursor };
      if (signal.aborted) throw tooSlow();
      const answer = asked(
        thread === null ? client.conversations.history(from) : client.conversations.replies({ ...from, ts: thread }),
      );
      const { messages, response_metadata } = await within(answer, signal, tooSlow);
      const one = (messages ?? []).find(isMeant);
      if (one !== undefined) return one;
      cursor = response_metadata?.next_cursor ?? "";
      if (cursor === "") return null;
    }
    return null;
  }

  return {
    async identity() {
      const { user_id, team_id, enterprise_id, is_enterprise_install } = await asked(client.auth.test());
      const install = is_enterprise_install ? enterprise_id : team_id;
      if (user_id === undefined || install === undefined) throw new SlackFault("no_identity");
      return { user: user_id, install };
    },
    async post({ channel, thread, broadcast = false }, { text, blocks }, id) {
      const message = {
        channel,
        text,
        blocks,
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
        ...(id === null ? {} : { metadata: { event_type: metadataType, event_payload: { id } } }),
      };
      const { ts } = await asked(
        client.chat.postMessage(
          thread === null ? message : { ...message, thread_ts: thread, reply_broadcast: broadcast },
        ),
      );
      if (ts === undefined) throw new SlackFault("no_ts");
      return ts;
    },
    async update(channel, ts, { text, blocks }) {
      await asked(client.chat.update({ channel, ts, text, blocks }));
    },
    async find(where, id, since, signal) {
      const message = await found(where, since, signal, ({ metadata }) => isCalled(metadata, id));
      return message?.ts ?? null;
    },
    async react(channel, timestamp, isOn) {
      const { add, remove } = client.reactions;
      await asked((isOn ? add : remove)({ channel, timestamp, name: working }));
    },
    async status(channel_id, thread_ts, status) {
      await asked(client.assistant.threads.setStatus({ channel_id, thread_ts, status }));
    },
    async suggest(channel_id, thread_ts, prompts) {
      await asked(client.assistant.threads.setSuggestedPrompts({ channel_id, thread_ts, prompts: [...prompts] }));
    },
    async whisper({ channel, thread }, user, text) {
      const message = { channel, user, text };
      await asked(client.chat.postEphemeral(thread === null ? message : { ...message, thread_ts: thread }));
    },
    async direct(user) {
      const { channel } = await asked(client.conversations.open({ users: user }));
      if (channel?.id === undefined) throw new SlackFault("no_channel");
      return channel.id;
    },
    async openView(trigger_id, view) {
      await asked(client.views.open({ trigger_id, view }));
    },
    async updateView(view_id, hash, view) {
      await asked(client.views.update({ view_id, hash, view }));
    },
    async publishHome(user_id, view) {
      await asked(client.views.publish({ user_id, view }));
    },
    async link(channel, message_ts) {
      const { permalink } = await asked(client.chat.getPermalink({ channel, message_ts }));
      if (permalink === undefined) throw new SlackFault("no_permalink");
      return permalink;
    },
    async nameOf(user) {
      const { user: found } = await asked(client.users.info({ user }));
      return found?.profile?.display_name || found?.profile?.real_name || found?.real_name || null;
    },
    async upload(files, signal) {
      const given: Uploaded[] = [];
      for (const { name: filename, title, content } of files) {
        const { upload_url, file_id: id } = await asked(
          client.files.getUploadURLExternal({ filename, length: content.length }),
        );
        if (upload_url === undefined || id === undefined) throw new SlackFault("no_upload");
        await uploaded(upload_url, content, signal);
        given.push({ id, title });
      }
      return given;
    },
    async share({ channel, thread }, [first, ...more], said) {
      if (first === undefined) throw new Refused("found no file; expected one or more to share");
      await asked(
        client.files.completeUploadExternal({
          files: [first, ...more],
          channel_id: channel,
          ...(thread === null ? {} : { thread_ts: thread }),
          ...(said === null ? {} : { blocks: said.blocks }),
        }),
      );
      return first.id;
    },
    async findShared(where, id, since, signal) {
      const all = (message: Found) => message.files ?? [];
      const isIt = ({ name }: FoundFile) => name?.includes(id) ?? false;
      const message = await found(where, since, signal, (one) => all(one).some(isIt));
      return message === null ? null : (all(message).find(isIt)?.id ?? null);
    },
    async content(id, signal) {
      const { file } = await within(asked(client.files.info({ file: id })), signal, tooSlow).catch((error: unknown) => {
        // Without `files:read`, or of a file that was deleted.
        if (error instanceof Refused) return { file: undefined };
        throw error;
      });
      const url = file?.url_private_download;
      return url === undefined || !isSlacks(url, apiUrl) ? null : downloaded(url, token, signal);
    },
  };
}

/** Whether Slack gives this app-level token a connection for Socket Mode. @throws NotNow, Refused, SlackFault */
export async function openConnection(appToken: string, apiUrl: string): Promise<void> {
  await asked(clientOf(appToken, apiUrl).apps.connections.open({}));
}

/** The token is for Slack alone: a file may also lie elsewhere, and only be told of. */
export function isSlacks(url: string, apiUrl: string): boolean {
  const [own, { origin, host, protocol }] = [new URL(apiUrl), new URL(url)];
  return origin === own.origin || (protocol === "https:" && host === `files.${own.host}`);
}

const tooSlow = (): SlackFault => new SlackFault("too_slow");

/** A message as history tells it. */
interface Found {
  readonly ts?: string | undefined;
  readonly metadata?: unknown;
  readonly files?: readonly FoundFile[] | undefined;
}
interface FoundFile {
  readonly id?: string | undefined;
  readonly name?: string | null | undefined;
}

/** docs.slack.dev/reference/methods/files.getUploadURLExternal: the bytes as they are; 200 says that they arrived. */
async function uploaded(url: string, body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { method: "POST", body, signal }).catch(() => {
    throw new SlackFault("no_answer");
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new SlackFault(`http_${answer.status}`);
}

const called = z.object({ event_payload: z.object({ id: z.string() }) });

function isCalled(metadata: unknown, id: string): boolean {
  const { success, data } = called.safeParse(metadata);
  return success && data.event_payload.id === id;
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): Error {
  const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } = webApi;
  if (error instanceof WebAPIRateLimitedError) return new NotNow(error.retryAfter * 1000);
  if (error instanceof WebAPIHTTPError) return new SlackFault(`http_${error.statusCode}`);
  if (!(error instanceof WebAPIPlatformError)) return new SlackFault("no_answer");
  const { error: code } = error.data;
  return passing.has(code)
    ? new SlackFault(code)
    : new Refused(`Slack refuses it: ${/^\w{1,60}$/.test(code) ? code : "for a reason without a name"}`);
}
