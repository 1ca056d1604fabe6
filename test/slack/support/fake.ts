import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject, type Json } from "../blockkit/shape.ts";
import { messageProblems, viewProblems } from "../blockkit/validate.ts";

/** A message as this Slack keeps it. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts: string | null;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata: unknown;
  readonly edits: number;
  /** Shown in the channel too. */
  readonly broadcast: boolean;
  readonly files: readonly StoredFile[];
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly content: string;
  readonly bytes: Buffer;
}

export interface Call {
  readonly method: string;
  readonly args: Json;
}

export const botToken = "xoxb-of-the-tests";
export const appToken = "xapp-of-the-tests";
export const bot = { user: "U0BOT", id: "B0BOT", team: "T1" } as const;

type Answer = Json & { readonly ok: boolean };
const no = (error: string): Answer => ({ ok: false, error });

/** Methods that need a token of an app, not of a bot. */
const ofTheApp = new Set(["apps.connections.open"]);

/**
 * Slack's Web API as far as the bot uses it: refuses wrong tokens, channels the bot is not in, and whatever breaks a limit
 * of Block Kit. docs.slack.dev/reference/methods
 */
export async function fakeSlack() {
  const calls: Call[] = [];
  const messages = new Map<string, Posted>();
  const reactions = new Set<string>();
  const homes = new Map<string, Json>();
  const views: Json[] = [];
  const whispers: Json[] = [];
  /** What was sent to the address that came with a command or a shortcut. */
  const responses: Json[] = [];
  const statuses: Json[] = [];
  const prompts: Json[] = [];
  const channels = new Set(["C1", "C2"]);
  const names = new Map<string, string>();
  const files = new Map<string, StoredFile>();
  /** Files that lie at other addresses. */
  const elsewhere = new Map<string, string>();
  /** What each download came with. */
  const downloads: string[] = [];
  const tokens = new Map<string, string>([
    [botToken, bot.team],
    [appToken, "app"],
  ]);
  const limited = new Map<string, number>();
  /** What Slack says to a method in place of carrying it out. */
  const faulty = new Map<string, string>();
  /** Answers lost on the way: the method is carried out. */
  const lost = new Map<string, number>();
  /** Answers that wait until they are let go. */
  const held = new Map<string, Promise<void>>();
  let isDown = false;
  let lastTs = 0;
  /** What is told to whoever installs the app: `oauth.v2.access`. */
  let installation: Json = {};

  const freshTs = (): string => {
    lastTs = Math.max(lastTs + 100, Date.now() * 1000);
    return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, "0")}`;
  };
  const keyOf = (channel: unknown, ts: unknown): string => `${channel}/${ts}`;
  const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
  const isIn = (channel: unknown): boolean => textOf(channel).startsWith("D") || channels.has(textOf(channel));

  const methods: Readonly<Record<string, (args: Json, team: string) => Answer>> = {
    "auth.test": (_, team) => ({ ok: true, user_id: bot.user, bot_id: bot.id, team_id: team }),
    "chat.postMessage"(args) {
      if (!isIn(args.channel)) return no(textOf(args.channel).startsWith("C") ? "not_in_channel" : "channel_not_found");
      const problems = messageProblems(args);
      if (problems.length > 0) return { ...no("invalid_blocks"), response_metadata: { messages: problems } };
      const ts = freshTs();
      messages.set(keyOf(args.channel, ts), {
        channel: textOf(args.channel),
        ts,
        thread_ts: typeof args.thread_ts === "string" ? args.thread_ts : null,
        text: textOf(args.text),
        blocks: Array.isArray(args.blocks) ? args.blocks.filter(isObject) : [],
        metadata: args.metadata,
        edits: 0,
        broadcast: args.reply_broadcast === "true",
        files: [],
      });
      return { ok: true, channel: args.channel, ts };
    },
    "chat.update"(args) {
      const message = messages.get(keyOf(args.channel, args.ts));
      if (message === undefined) return no("message_not_found");
      const problems = messageProblems(args);
      if (problems.length > 0) return { ...no("invalid_blocks"), response_metadata: { messages: problems } };
      const blocks = Array.isArray(args.blocks) ? args.blocks.filter(isObject) : [];
      messages.set(keyOf(args.channel, args.ts), {
        ...message,
        text: textOf(args.text),
        blocks,
        edits: message.edits + 1,
      });
      return { ok: true, channel: args.channel, ts: args.ts };
    },
    "chat.postEphemeral"(args) {
      whispers.push(args);
      return isIn(args.channel) ? { ok: true, message_ts: freshTs() } : no("channel_not_found");
    },
    "chat.getPermalink": (args) => ({
      ok: true,
      permalink: `https://slack.example/archives/${args.channel}/p${args.message_ts}`,
    }),
    "reactions.add"(args) {
      const key = keyOf(args.channel, args.timestamp);
      if (reactions.has(key)) return no("already_reacted");
      reactions.add(key);
      return { ok: true };
    },
    "reactions.remove": (args) =>
      reactions.delete(keyOf(args.channel, args.timestamp)) ? { ok: true } : no("no_reaction"),
    "conversations.open": (args) => ({ ok: true, channel: { id: `D${args.users}` } }),
    "conversations.history": (args) => history(args, null),
    "conversations.replies": (args) => history(args, textOf(args.ts)),
    "views.open"(args) {
      if (!/^trigger/.test(textOf(args.trigger_id))) return no("invalid_trigger_id");
      return shown(args.view, () => views.push(args));
    },
    "views.update": (args) => shown(args.view, () => views.push(args)),
    "views.publish": (args) => shown(args.view, () => homes.set(textOf(args.user_id), args)),
    "users.info"({ user }) {
      const name = names.get(textOf(user));
      if (name === undefined) return no("user_not_found");
      return { ok: true, user: { id: user, name: "login", profile: { display_name: name, real_name: "Real Name" } } };
    },
    "files.info"({ file }) {
      const found = files.get(textOf(file));
      if (found === undefined) return no("file_not_found");
      return {
        ok: true,
        file: { id: found.id, url_private_download: elsewhere.get(found.id) ?? `${origin()}/download/${found.id}` },
      };
    },
    "files.getUploadURLExternal"({ filename }) {
      const id = `F${files.size + 1}`;
      files.set(id, { id, name: textOf(filename), title: "", content: "", bytes: Buffer.alloc(0) });
      return { ok: true, file_id: id, upload_url: `${origin()}/upload/${id}` };
    },
    "files.completeUploadExternal"(args) {
      if (!isIn(args.channel_id)) return no("channel_not_found");
      if (args.blocks !== undefined && messageProblems({ text: "x", blocks: args.blocks }).length > 0)
        return no("invalid_blocks");
      const given = (Array.isArray(args.files) ? args.files : []).filter(isObject);
      const shared = given.flatMap(({ id, title }) => {
        const file = files.get(textOf(id));
        return file === undefined || file.content === "" ? [] : [{ ...file, title: textOf(title) }];
      });
      if (shared.length === 0 || shared.length < given.length) return no("file_not_found");
      const ts = freshTs();
      const [channel, thread] = [textOf(args.channel_id), textOf(args.thread_ts)];
      messages.set(keyOf(channel, ts), {
        channel,
        ts,
        thread_ts: thread === "" ? null : thread,
        text: "",
        blocks: (args.blocks ?? []) as readonly Json[],
        metadata: undefined,
        edits: 0,
        broadcast: false,
        files: shared,
      });
      return { ok: true, files: shared.map(({ id, title }) => ({ id, title })) };
    },
    "assistant.threads.setStatus"(args) {
      statuses.push(args);
      return { ok: true };
    },
    "assistant.threads.setSuggestedPrompts"(args) {
      prompts.push(args);
      const most = Array.isArray(args.prompts) && args.prompts.length > 0 && args.prompts.length <= 4;
      return most ? { ok: true } : no("invalid_arguments");
    },
    "oauth.v2.access": () => ({ ok: true, ...installation }),
    "apps.connections.open": () => ({ ok: true, url: socketUrl }),
  };
  let socketUrl = "";

  /** Pages of one message, so that whoever looks has to turn them. */
  function history({ channel, oldest, cursor }: Json, thread: string | null): Answer {
    const from = Number(oldest ?? 0);
    const all = [...messages.values()].filter(
      (one) => one.channel === channel && Number(one.ts) >= from && (thread === null || one.thread_ts === thread),
    );
    const at = Number(cursor ?? 0);
    const next = at + 1 < all.length ? String(at + 1) : "";
    return { ok: true, messages: all.slice(at, at + 1), response_metadata: { next_cursor: next } };
  }

  function shown(view: unknown, keep: () => void): Answer {
    const problems = viewProblems(view);
    if (problems.length > 0) return { ...no("invalid_arguments"), response_metadata: { messages: problems } };
    keep();
    return { ok: true, view: { id: "V1" } };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? "").split("/").at(-1) ?? "";
    const bytes = await bodyOf(request);
    const body = bytes.toString("utf8");
    if (isDown) return void request.socket.destroy();
    if (request.url?.startsWith("/upload/")) {
      const file = files.get(method);
      if (file !== undefined) files.set(method, { ...file, content: body, bytes });
      response.writeHead(file === undefined ? 404 : 200);
      return void response.end();
    }
    if (request.url?.startsWith("/download/")) {
      const { authorization = "" } = request.headers;
      downloads.push(authorization);
      const file = tokens.has(authorization.replace(/^Bearer /, "")) ? files.get(method) : undefined;
      // Whom Slack does not know it asks to log in.
      response.writeHead(file === undefined ? 302 : 200, file === undefined ? { location: "/login" } : {});
      return void response.end(file?.bytes);
    }
    if (method === "respond") {
      const told = JSON.parse(body) as unknown;
      if (isObject(told)) responses.push(told);
      return void response.end("ok");
    }
    const args = argsOf(body);
    calls.push({ method, args });
    await held.get(method);
    const wait = limited.get(method);
    if (wait !== undefined) {
      limited.delete(method);
      response.writeHead(429, { "retry-after": String(wait) });
      return void response.end();
    }
    const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    const team = tokens.get(token);
    const fault = faulty.get(method);
    const isPublic = method === "oauth.v2.access";
    const isRight = isPublic || (team !== undefined && ofTheApp.has(method) === (team === "app"));
    const result = fault
      ? no(fault)
      : isRight
        ? (methods[method]?.(args, team ?? "") ?? no("unknown_method"))
        : no("invalid_auth");
    const isLost = lost.get(method) ?? 0;
    if (isLost > 0) {
      lost.set(method, isLost - 1);
      return void request.socket.destroy();
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(result));
  }

  const origin = (): string => `http://127.0.0.1:${port}`;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/api/`,
    calls,
    messages: () => [...messages.values()],
    /** What stands in a thread, or in a direct message as a whole. */
    thread: (channel: string, thread: string | null = null) =>
      [...messages.values()].filter((one) => one.channel === channel && one.thread_ts === thread),
    reactions,
    homes,
    views,
    whispers,
    responses,
    respondUrl: `http://127.0.0.1:${port}/respond`,
    statuses,
    prompts,
    channels,
    /** What people are called, by their id. */
    names,
    tokens,
    freshTs,
    called: (method: string) => calls.filter((call) => call.method === method),
    downloads,
    /** Somebody has this file in the workspace. `url`: where Slack says that it lies, if not here. */
    owns(id: string, bytes: Buffer, url: string | null = null): void {
      files.set(id, { id, name: id, title: id, content: bytes.toString("utf8"), bytes });
      if (url !== null) elsewhere.set(id, url);
    },
    /** The next call of the method is answered 429. */
    limit: (method: string, seconds: number) => limited.set(method, seconds),
    /** The method fails until null is given. */
    fault: (method: string, error: string | null) =>
      error === null ? faulty.delete(method) : faulty.set(method, error),
    /** The next answers of the method never arrive. */
    lose: (method: string, times = 1) => lost.set(method, times),
    /** The method is not answered before what this gives is called. */
    hold(method: string): () => void {
      let release = (): void => {};
      held.set(
        method,
        new Promise<void>((resolve) => {
          release = resolve;
        }),
      );
      return release;
    },
    down(now: boolean) {
      isDown = now;
    },
    remove: (channel: string, ts: string) => messages.delete(keyOf(channel, ts)),
    installs(answer: Json) {
      installation = answer;
    },
    socketAt(url: string) {
      socketUrl = url;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type FakeSlack = Awaited<ReturnType<typeof fakeSlack>>;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Forms, as Bolt sends them: whatever is no text travels as JSON. */
function argsOf(body: string): Json {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([key, value]) => {
      if (!/^[[{]/.test(value)) return [key, value];
      try {
        return [key, JSON.parse(value) as unknown];
      } catch {
        return [key, value];
      }
    }),
  );
}
