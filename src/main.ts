import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { pino } from "pino";
import { createFiles, linked, type ReadFile } from "./adapters/common/files.ts";
import { createWeb } from "./adapters/web/channel.ts";
import { createHub } from "./adapters/web/hub.ts";
import { brainOf, loadBrain } from "./brain.ts";
import { type Config, caseUrl } from "./config.ts";
import type { Activity } from "./dialog/activity.ts";
import { type Desk, deskOutlets, deskParts } from "./dialog/desks.ts";
import type { Outside } from "./dialog/effects.ts";
import type { ConversationId } from "./dialog/ids.ts";
import type { Knowledge } from "./dialog/knowledge.ts";
import type { Outlet } from "./dialog/outbox.ts";
import type { Store } from "./dialog/ports.ts";
import { createWebhookDesk } from "./handoff/webhook.ts";
import type { Problem } from "./knowledge/problem.ts";
import { refusalOf, watchKnowledge } from "./knowledge/watch.ts";
import { faultOf, logOptions, shortHash } from "./log.ts";
import { cacheIn, createModelCache } from "./modelCache.ts";
import { createPruning } from "./pruning.ts";
import { createSender } from "./sender.ts";
import { openStore } from "./store/open.ts";
import { type Brain, createTurns } from "./turn.ts";

export interface Running {
  readonly url: string;
  /** Takes nothing in any more, finishes the turns under way, closes the store. */
  stop(): Promise<void>;
}

/** What reaches the outside besides the page: by the name of the channel whose replies it takes. */
export type Outlets = ReadonlyMap<string, Outlet>;

/** How often silent conversations are looked for, in milliseconds. */
const tickEvery = 1000;
/** For requests under way when the server stops, milliseconds. */
const graceful = 1000;
/** For how long a request that is not answered makes turns wait: storing what it brings takes less, milliseconds. */
const pressing = 500;
/** For turns and messages under way when the server stops, milliseconds; who stops it waits ten seconds. */
const atMost = 7000;

/**
 * The server: the console and every configured channel on one port; or the mistakes of the pack; or what stands against
 * the start, with a remedy.
 */
export async function start(
  config: Config,
  given: Outlets = new Map(),
): Promise<Running | { readonly problems: readonly Problem[] } | { readonly fault: string }> {
  const log = pino(logOptions(config.logLevel));
  const models = createModelCache(cacheIn(config.dataDir));
  const loaded = await loadBrain(config.knowledgeDir, models);
  if ("problems" in loaded) return loaded;
  let brain: Brain = loaded.brain;

  let store: Store;
  try {
    store = await openStore(config);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : "the store cannot be opened" };
  }
  const requestFailed = (error: unknown, conversation: ConversationId | null): void =>
    log.error(
      { ...(conversation && { conversation: shortHash(conversation) }), ...faultOf(error, { safe: false }) },
      "a request failed",
    );
  const clock = Date.now;
  const linkOf = (conversation: ConversationId) => caseUrl(config.url, conversation);
  const readers = new Map<string, ReadFile>();
  const files = createFiles({ store, readers: () => readers, address: config.url, clock });
  const ports = {
    brain: () => brain,
    receive: (activity: Activity) => turns.receive(activity),
    store,
    clock,
    linkOf,
    files,
    failed: requestFailed,
  };
  // Loaded only where they are set up: each costs half a second and more.
  const slack =
    config.slack === null
      ? null
      : (await import("./adapters/slack/channel.ts")).createSlack({ ...ports, settings: config.slack });
  const teams =
    config.teams === null
      ? null
      : (await import("./adapters/teams/channel.ts")).createTeams({ ...ports, settings: config.teams });
  const channels = [slack, teams].filter((one) => one !== null);
  for (const { name, readFile } of channels) readers.set(name, readFile);
  const webhooks = config.webhooks.map((settings) =>
    createWebhookDesk({
      settings,
      store,
      knowledge: () => brain.knowledge,
      linked: (conversation, events) => linked(files, conversation, events),
      clock,
      linkOf,
      gone: (desk) =>
        log.error(
          { desk },
          "the receiver of a desk answered 410 Gone: the desk is switched off; `stepwise outbox --retry all` switches it " +
            "on again and sends what it missed, another address in WEBHOOK_DESKS and a restart switch it on for what comes",
        ),
    }),
  );
  const desks: readonly Desk[] = [...channels.flatMap((one) => one.desks), ...webhooks];
  const twice = desks.find(({ name }, i) => desks.findIndex((other) => other.name === name) < i);
  if (twice !== undefined) {
    await store.close();
    return { fault: `found two desks named "${twice.name}"; expected each name once; rename one in the settings` };
  }
  const lacking = lackingDesks(brain.knowledge, desks);
  if (lacking !== null) {
    await store.close();
    return { fault: lacking };
  }
  const outlets: Outlets = new Map([
    ...given,
    ...channels.map(({ name, outlet }) => [name, outlet] as const),
    ...deskOutlets(desks),
  ]);
  const outside: Outside = {
    channels: new Set([...given.keys(), ...channels.map(({ name }) => name)]),
    desks: deskParts(desks),
  };
  /** Requests that are to be stored and not answered yet. */
  let posting = 0;
  const hub = createHub();
  store.changes?.watch((conversation) => hub.tell(conversation));
  const sender = createSender({
    outbox: store.outbox,
    outlets,
    clock,
    failed: (error, key) =>
      log.error(
        { ...(key && { conversation: shortHash(key.conversation), to: key.to }), ...faultOf(error, { safe: false }) },
        key === null ? "the outbox failed" : "a message was given up; `stepwise outbox` shows it",
      ),
  });
  const turns = createTurns({
    store,
    brain: () => brain,
    clock,
    holder: randomUUID(),
    isPressed: () => posting > 0,
    outside,
    publish: (conversation) => {
      hub.tell(conversation);
      store.changes?.tell(conversation);
      sender.wake();
    },
    failed: (error, conversation, failure) =>
      log.error(
        { conversation: shortHash(conversation), failure, ...faultOf(error, { safe: failure !== "decision" }) },
        "a turn failed",
      ),
  });
  const web = createWeb({
    brain: () => brain,
    receive: turns.receive,
    store,
    files,
    answers: () => store.list(1),
    hub,
    clock,
    freshId: randomUUID,
    page: fileURLToPath(new URL("../console/dist", import.meta.url)),
    login: config.login,
    failed: requestFailed,
  });

  // The port first: a second server on it must not touch the deliveries of the first. What comes in waits for the
  // deliveries that came before the start.
  let open = (): void => {};
  const recovered = new Promise<void>((resolve) => {
    open = resolve;
  });
  const fetch: typeof web.fetch = async (...request) => {
    await recovered;
    return web.fetch(...request);
  };
  // Nobody is heard on any channel before each has been asked whether it can be.
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const page = getRequestListener(fetch, { hostname: config.host });
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      posting++;
      // Once: whoever keeps a request open must not keep the turns waiting.
      let isCounted = true;
      const release = () => {
        if (isCounted) posting--;
        isCounted = false;
      };
      response.once("close", release);
      setTimeout(release, pressing).unref();
    }
    const { http = null } = slack ?? {};
    if (http !== null && request.url?.startsWith("/slack/")) begun.then(() => http(request, response));
    else if (teams !== null && request.url === "/api/messages") begun.then(() => teams.http(request, response));
    else void page(request, response);
  });
  server.listen(config.port, config.host);
  /** Takes nothing in any more; requests under way have a moment to get their answer. */
  const closed = async (): Promise<void> => {
    const gone = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.race([gone, sleep(graceful, undefined, { ref: false })]);
    server.closeAllConnections();
    return gone;
  };
  let port: number;
  try {
    port = await listening(server);
  } catch (error) {
    await store.close();
    return { fault: inTheWay(error, config) };
  }
  server.on("error", (error) => log.error(faultOf(error, { safe: false }), "the port failed"));

  const prune = createPruning(store, clock, config.keepDays);
  try {
    for (const { delivery, reason } of await turns.recover())
      log.error({ delivery: shortHash(delivery), reason }, "a delivery cannot be read and stays in the inbox");
    await prune();
  } catch (error) {
    await closed();
    await store.close();
    throw error;
  }
  open();
  const refused = (await Promise.all(channels.map((one) => one.standsAgainst()))).filter((one) => one !== null);
  if (refused.length > 0) {
    await Promise.race([Promise.all(channels.map((one) => one.stop())), sleep(graceful, undefined, { ref: false })]);
    await closed();
    await sender.stop();
    await store.close();
    return { fault: refused.join("\n") };
  }

  slack?.start();
  begin();

  const watch = watchKnowledge(config.knowledgeDir, ({ knowledge, problems }) => {
    const noDesk = knowledge === null ? null : lackingDesks(knowledge, desks);
    if (knowledge === null) log.error(refusalOf(problems), "the edited pack has mistakes; the old one runs on");
    else if (noDesk !== null) log.error({ fault: noDesk }, "the edited pack has mistakes; the old one runs on");
    else {
      brain = brainOf(knowledge, models);
      log.info({ knowledge: knowledge.hash.slice(0, 12) }, "the pack was edited; the new one is in use");
    }
  });

  let standing = false;
  const ticking = setInterval(async () => {
    try {
      sender.wake();
      await turns.tick();
      await prune();
      standing = false;
    } catch (error) {
      // Once until it goes again: a store that is gone would fill the log.
      if (!standing) log.error(faultOf(error, { safe: true }), "the clock stands still");
      standing = true;
    }
  }, tickEvery);

  return {
    url: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}/`,
    async stop() {
      clearInterval(ticking);
      watch.close();
      const finished = (async () => {
        hub.close();
        await Promise.all([closed(), ...channels.map((one) => one.stop())]);
        await turns.idle();
        await sender.stop();
      })();
      // What is not finished by then is in the store, and is carried on at the next start.
      await Promise.race([finished, sleep(atMost, undefined, { ref: false })]);
      await Promise.race([store.close(), sleep(graceful, undefined, { ref: false })]);
    },
  };
}

/** `all` and the queue of the page are always there. */
const ownDesks = ["all", "console"];

/** A route to a desk that nobody has set up would lead cases nowhere; null: there is none. */
function lackingDesks({ handoff }: Knowledge, desks: readonly Desk[]): string | null {
  const there = [...ownDesks, ...desks.map(({ name }) => name)];
  const lacking = handoff.routes.flatMap(({ stages }) => stages.flat()).find((name) => !there.includes(name));
  return lacking === undefined
    ? null
    : `bot.yaml: handoff: found the desk "${lacking}", which is not set up; expected one of ${there.join(", ")}; ` +
        "name another, or set it up in SLACK_DESKS, TEAMS_DESKS or WEBHOOK_DESKS";
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    const ready = (): void => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    };
    server.once("error", reject);
    if (server.listening) ready();
    else server.once("listening", ready);
  });
}

/** Why the port cannot be had. */
function inTheWay(error: unknown, { host, port }: Config): string {
  switch (error instanceof Error && "code" in error ? error.code : null) {
    case "EADDRINUSE":
      return (
        `found port ${port} of ${host} in use; expected a free one; ` +
        "end the program that listens on it (another Stepwise?), or set STEPWISE_PORT to another port"
      );
    case "EACCES":
      return `found port ${port} closed to this user; expected one that may be used; set STEPWISE_PORT above 1023`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `found ${host}, which is no address of this machine; expected one; set STEPWISE_HOST, 127.0.0.1 for instance`;
    default:
      return error instanceof Error ? error.message : "the port cannot be opened";
  }
}
