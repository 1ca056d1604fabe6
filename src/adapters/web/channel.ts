import { serveStatic } from "@hono/node-server/serve-static";
import { type Context, Hono } from "hono";
import { basicAuth } from "hono/basic-auth";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { streamSSE } from "hono/streaming";
import type { Activity } from "../../dialog/activity.ts";
import type { SharedFile } from "../../dialog/events.ts";
import { type ConversationId, conversationId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import { type Clock, Overloaded, type Store, type Understand } from "../../dialog/ports.ts";
import { activityAt, outcomeAt } from "../common/desk.ts";
import type { Files } from "../common/files.ts";
import type { AboutView } from "./api.ts";
import type { Hub } from "./hub.ts";
import { createQueue, renderDeskCase } from "./queue.ts";
import { type Fault, type Received, receive, receiveOpen, receivePaste } from "./receive.ts";
import { receiveAtDesk } from "./receiveAtDesk.ts";
import { renderConversation, renderPaste } from "./render.ts";
import { type Streamed, streamViews } from "./stream.ts";

export interface WebPorts {
  readonly brain: () => { readonly knowledge: Knowledge; readonly understand: Understand };
  readonly receive: (activity: Activity) => Promise<{ readonly duplicate: boolean; readonly done: Promise<void> }>;
  readonly store: Pick<Store, "events" | "undone" | "held" | "find">;
  /** Resolves while the store answers. */
  readonly answers: () => Promise<unknown>;
  /** What people have shared, on any channel. */
  readonly files: Files;
  readonly hub: Hub;
  readonly clock: Clock;
  /** A fresh id nobody can guess: who knows it can read the conversation. */
  readonly freshId: () => string;
  /** Folder of the built page. */
  readonly page: string;
  readonly login: { readonly user: string; readonly password: string } | null;
  /** A request or a stream that failed. The error may hold what a person wrote. Must not throw. */
  readonly failed: (error: unknown, conversation: ConversationId | null) => void;
}

/** For what is in a file, milliseconds. */
const filePatience = 15_000;
const maxBody = 128 * 1024;
/** The queue changes with every word in it; nobody reads faster, milliseconds. */
const queueRest = 1000;

/** The JSON API of `api.ts` and the page. */
export function createWeb(ports: WebPorts): Hono {
  const { brain, hub, clock, page, login } = ports;
  const queue = createQueue(ports.store, clock);
  const web = new Hono();
  web.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        frameAncestors: ["'none'"],
      },
      // The page may be served over plain HTTP on loopback or behind a proxy that sets this itself.
      strictTransportSecurity: false,
    }),
  );
  // What was said in a conversation is kept by nobody in between.
  web.use("/api/*", async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });
  web.get("/api/health", async (c) => {
    try {
      await ports.answers();
      return c.json({ ok: true });
    } catch (error) {
      ports.failed(error, null);
      return fault(c, 503, {
        found: "a store that does not answer",
        expected: "one that does",
        remedy: "see the log; check the disk that STEPWISE_DATA lies on",
      });
    }
  });
  // Who was told of a file, and has no login here, knows its address by that.
  web.get("/files/:token", async (c) => fileAt(c, await ports.files.behind(c.req.param("token"))));
  if (login !== null) web.use(basicAuth({ username: login.user, password: login.password }));
  // A page of another origin could otherwise post through a visitor's browser.
  web.use("/api/*", async (c, next) => {
    if (!["GET", "HEAD"].includes(c.req.method) && !isJson(c))
      return fault(c, 400, {
        found: "another content-type",
        expected: "application/json",
        remedy: "set the header content-type: application/json",
      });
    return next();
  });
  web.use(
    "/api/*",
    bodyLimit({
      maxSize: maxBody,
      onError: (c) =>
        fault(c, 413, {
          found: `a body of more than ${maxBody} bytes`,
          expected: "a shorter one",
          remedy: "send only the part that tells the problem",
        }),
    }),
  );

  web.get("/api/about", (c) => {
    const { knowledge } = brain();
    const about: AboutView = {
      title: knowledge.title,
      knowledge: knowledge.hash,
      problems: [...knowledge.flows.values()].filter(({ startsOn }) => startsOn.length > 0).map(({ title }) => title),
      examples: knowledge.openers.map(({ label }) => label),
    };
    return c.json(about);
  });

  web.post("/api/conversations", (c) => c.json({ conversation: ports.freshId() }, 201));

  web.get("/api/conversations/:id", async (c) => {
    const view = await viewOf(c.req.param("id"));
    return view === null ? unknownConversation(c) : c.json(view);
  });

  web.post("/api/conversations/:id/activities", async (c) => {
    const id = c.req.param("id");
    if (!isConversation(id)) return unknownConversation(c);
    const received = receive(id, await bodyOf(c), clock());
    if ("fault" in received) return fault(c, 400, received.fault);
    const { duplicate } = await ports.receive(received.ok);
    return c.json({ duplicate }, 202);
  });

  web.get("/api/conversations/:id/events", (c) => {
    const id = c.req.param("id");
    if (!isConversation(id)) return unknownConversation(c);
    return streamed(c, conversationId(id), {
      name: "view",
      watch: (changed) => hub.watch(id, changed),
      view: () => viewOf(id),
      versionOf: ({ version }) => version,
    });
  });

  web.get("/api/conversations/:id/files/:seq/:index", async (c) => {
    const id = c.req.param("id");
    return isConversation(id) ? fileIn(c, id) : unknownConversation(c);
  });

  web.get("/api/cases/:id/files/:seq/:index", (c) => fileIn(c, c.req.param("id")));

  web.get("/api/queue", async (c) => c.json(await queue(brain().knowledge)));

  web.get("/api/queue/events", (c) =>
    streamed(c, null, {
      name: "queue",
      watch: hub.watchAll,
      view: () => queue(brain().knowledge),
      versionOf: ({ version }) => version,
      rest: queueRest,
    }),
  );

  web.get("/api/cases/:id", async (c) => {
    const view = await deskViewOf(c.req.param("id"));
    return view === null ? unknownConversation(c) : c.json(view);
  });

  web.get("/api/cases/:id/events", (c) => {
    const id = c.req.param("id");
    return streamed(c, conversationId(id), {
      name: "case",
      watch: (changed) => hub.watch(id, changed),
      view: () => deskViewOf(id),
      versionOf: ({ version }) => version,
    });
  });

  web.post("/api/paste", async (c) => {
    const received = receivePaste(await bodyOf(c));
    if ("fault" in received) return fault(c, 400, received.fault);
    const { knowledge, understand } = brain();
    const { text } = received.ok;
    return c.json(renderPaste(text, understand(text), knowledge, clock()));
  });

  web.post("/api/paste/open", async (c) => {
    const received = receiveOpen(await bodyOf(c));
    if ("fault" in received) return fault(c, 400, received.fault);
    // The client's id names the conversation, so that a retry finds the one it opened.
    const { id, text } = received.ok;
    const activity: Received<Activity> = receive(id, { id, text }, clock());
    if ("fault" in activity) return fault(c, 400, activity.fault);
    await ports.receive(activity.ok);
    return c.json({ conversation: id }, 201);
  });

  web.post("/api/desk", async (c) => {
    const received = receiveAtDesk(await bodyOf(c), clock());
    if ("fault" in received) return fault(c, 400, received.fault);
    const activity = await activityAt(ports.store, received.ok);
    if (activity === null)
      return fault(c, 404, {
        found: "a conversation in which nothing was ever said",
        expected: "one with a case",
        remedy: "take it from what the desk was told: data.conversation",
      });
    const { duplicate, done } = await ports.receive(activity);
    const refused = await outcomeAt(ports.store, activity, done);
    return refused === null
      ? c.json({ duplicate }, 202)
      : fault(c, 409, {
          found: refused,
          expected: "something that can be done with the case as it stands",
          remedy: "read the case again; do that which it allows under a new id",
        });
  });

  web.all("/api/*", (c) =>
    fault(c, 404, {
      found: `${c.req.method} ${c.req.path}`,
      expected: "a path of the API",
      remedy: "see src/adapters/web/api.ts",
    }),
  );
  web.use("*", async (c, next) => {
    await next();
    // The names of the page's parts change with what they hold.
    const forGood = c.res.ok && c.req.path.startsWith("/assets/");
    c.header("cache-control", forGood ? "public, max-age=31536000, immutable" : "no-cache");
  });
  web.use("/assets/*", serveStatic({ root: page }));
  web.all("/assets/*", (c) => c.notFound());
  web.use("*", serveStatic({ root: page }));
  // Addresses of the page itself, such as /c/<conversation>.
  web.get("*", serveStatic({ path: "index.html", root: page }));
  web.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof Overloaded) {
      c.header("retry-after", String(error.retryAfter));
      return fault(c, 503, {
        found: "more than can be answered right now",
        expected: "a quieter moment",
        remedy: "wait a little and send it again with the same id; nothing is counted twice",
      });
    }
    const id = c.req.param("id");
    ports.failed(error, id !== undefined && isConversation(id) ? conversationId(id) : null);
    return fault(c, 500, {
      found: "a fault of the server",
      expected: "an answer",
      remedy: "try again with the same id; nothing is counted twice",
    });
  });
  return web;

  function streamed<View>(c: Context, conversation: ConversationId | null, of: Omit<Streamed<View>, "isClosed">) {
    // The body of a HEAD is thrown away unread: its stream would never learn that nobody looks.
    if (c.req.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
    return streamSSE(c, async (stream) => {
      try {
        await streamViews(stream, { isClosed: () => hub.isClosed, ...of });
      } catch (error) {
        // Not thrown on: the stream would send the error's message to the page. The page connects again by itself.
        ports.failed(error, conversation);
      }
    });
  }

  async function fileIn(c: Context, id: string) {
    const [seq, index] = [Number(c.req.param("seq")), Number(c.req.param("index"))];
    const isPlace = Number.isSafeInteger(seq) && seq > 0 && Number.isSafeInteger(index) && index >= 0;
    return fileAt(c, isPlace ? await ports.files.at({ conversation: conversationId(id), seq, index }) : null);
  }

  async function fileAt(c: Context, file: SharedFile | null) {
    const content = file === null ? null : await contentOf(file);
    // Whoever may look there sees it all the same.
    if ((content === null || content === "later") && file?.link?.match(/^https?:/)) return c.redirect(file.link, 302);
    if (content === "later") {
      c.header("retry-after", "10");
      return fault(c, 503, {
        found: "a platform that does not give the file now",
        expected: "one that answers",
        remedy: "try again in a moment",
      });
    }
    if (file === null || content === null)
      return fault(c, 404, {
        found: "a file that is there no longer, or too large, or that its platform does not give",
        expected: "one that can still be had",
        remedy: "ask whoever shared it to do so again, smaller",
      });
    // What is pasted in Teams is `image/*`.
    const type = (file.type?.endsWith("/*") === false ? file.type : (content.type ?? "")).toLowerCase();
    const isPicture = pictures.has(type);
    return c.body(content.bytes, 200, {
      // A browser shows pictures, and makes nothing else of what somebody has shared.
      "content-type": isPicture ? type : "application/octet-stream",
      "content-disposition": `${isPicture ? "inline" : "attachment"}; filename*=UTF-8''${encoded(file.name)}`,
      "cache-control": "private, max-age=300",
    });
  }

  async function contentOf(file: SharedFile) {
    try {
      return await ports.files.content(file, AbortSignal.timeout(filePatience));
    } catch (error) {
      ports.failed(error, null);
      return "later" as const;
    }
  }

  /** Of a conversation on any channel. */
  async function deskViewOf(id: string) {
    const row = await ports.store.find(conversationId(id));
    if (row === null) return null;
    return renderDeskCase(row.conversation, row.channel, await ports.store.events(row.conversation), brain().knowledge);
  }

  async function viewOf(id: string) {
    if (!isConversation(id)) return null;
    return renderConversation(id, await ports.store.events(conversationId(id)), brain().knowledge);
  }
}

/** Those that every browser draws, and that run nothing. */
const pictures: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** RFC 8187, 3.2.1. */
const encoded = (name: string): string =>
  encodeURIComponent(name.replaceAll(/\p{Cs}/gu, "")).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );

const isConversation = (id: string): boolean => /^[\w-]{8,64}$/.test(id);

const isJson = (c: Context): boolean => /^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? "");

/** Undefined where the body is no JSON; the shape check then says what was expected. */
const bodyOf = (c: Context): Promise<unknown> => c.req.json<unknown>().catch(() => undefined);

const fault = (c: Context, status: 400 | 404 | 409 | 413 | 500 | 503, error: Fault) => c.json({ error }, status);

const unknownConversation = (c: Context) =>
  fault(c, 404, {
    found: "an address that names no conversation",
    expected: "an id from POST /api/conversations",
    remedy: "begin a new conversation",
  });
