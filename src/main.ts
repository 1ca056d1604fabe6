import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { pino } from "pino";
import { createWeb } from "./adapters/web/channel.ts";
import { createHub } from "./adapters/web/hub.ts";
import { brainOf, loadBrain } from "./brain.ts";
import type { Config } from "./config.ts";
import type { Problem } from "./knowledge/problem.ts";
import { watchKnowledge } from "./knowledge/watch.ts";
import { createSqliteStore } from "./store/sqlite-store.ts";
import { type Brain, createTurns } from "./turn.ts";

export interface Running {
  readonly url: string;
  /** Takes nothing in any more, finishes the turns under way, closes the store. */
  stop(): Promise<void>;
}

/** The server: the console and every configured channel on one port, or the mistakes of the pack. */
export async function start(config: Config): Promise<Running | { readonly problems: readonly Problem[] }> {
  const log = pino({ level: config.logLevel });
  const loaded = await loadBrain(config.knowledgeDir);
  if ("problems" in loaded) return loaded;
  let brain: Brain = loaded.brain;

  const store = await openStore(config.dataDir);
  const hub = createHub();
  const clock = Date.now;
  const turns = createTurns({
    store,
    brain: () => brain,
    clock,
    publish: (conversation) => hub.tell(conversation),
    // The error of a turn may carry what a person wrote; its class is enough to look further.
    failed: (error, conversation) =>
      log.error({ conversation, error: error instanceof Error ? error.name : typeof error }, "a turn failed"),
  });
  await turns.recover();

  const watch = watchKnowledge(config.knowledgeDir, ({ knowledge, problems }) => {
    if (knowledge === null)
      log.error({ problems: problems.length }, "the edited pack has mistakes; the old one runs on");
    else {
      brain = brainOf(knowledge);
      log.info({ knowledge: knowledge.hash.slice(0, 12) }, "the pack was edited; the new one is in use");
    }
  });
  const web = createWeb({
    brain: () => brain,
    receive: turns.receive,
    events: (conversation) => store.events(conversation),
    hub,
    clock,
    freshId: randomUUID,
    page: fileURLToPath(new URL("../console/dist", import.meta.url)),
    login: config.login,
  });
  const server = serve({ fetch: web.fetch, hostname: config.host, port: config.port });
  const port = await listening(server);
  const ticking = setInterval(() => void turns.tick().catch(() => log.error("the clock's turn failed")), tickEvery);

  return {
    url: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}/`,
    async stop() {
      clearInterval(ticking);
      watch.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await turns.idle();
      await closed;
      await store.close();
    },
  };
}

/** How often silent conversations are looked for, in milliseconds. */
const tickEvery = 1000;

export async function openStore(dataDir: string) {
  await mkdir(dataDir, { recursive: true });
  return createSqliteStore(join(dataDir, "stepwise.db"));
}

function listening(server: ReturnType<typeof serve>): Promise<number> {
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
