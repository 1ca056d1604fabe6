import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createFiles } from "../../src/adapters/common/files.ts";
import type { ActivityBody, ConversationView, ViewItem } from "../../src/adapters/web/api.ts";
import { createWeb, type WebPorts } from "../../src/adapters/web/channel.ts";
import { createHub } from "../../src/adapters/web/hub.ts";
import type { MessageQuestion } from "../../src/dialog/message.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { start } from "../../src/main.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { createTurns } from "../../src/turn.ts";
import { configIn } from "./config.ts";
import { packDir, realBrain } from "./real.ts";

/** The web API on the shipped pack and a store in memory; needs no port. */
export async function webOf(ports: Partial<WebPorts> & { readonly store?: Store } = {}) {
  const brain = await realBrain();
  const { store = createMemoryStore() } = ports;
  const hub = createHub();
  const faults: unknown[] = [];
  const refusals: { readonly error: unknown; readonly conversation: string | null }[] = [];
  const turns = createTurns({
    store,
    brain: () => brain,
    clock: Date.now,
    publish: (conversation) => hub.tell(conversation),
    failed: (error) => faults.push(error),
  });
  const web = createWeb({
    brain: () => brain,
    receive: turns.receive,
    store,
    files: createFiles({ store, readers: () => new Map(), address: null, clock: Date.now }),
    hub,
    clock: Date.now,
    freshId: () => crypto.randomUUID(),
    page: packDir,
    login: null,
    answers: () => store.list(1),
    failed: (error, conversation) => refusals.push({ error, conversation }),
    ...ports,
  });
  return { ...clientOf(async (path, init) => web.request(path, init)), web, store, hub, turns, faults, refusals };
}

export type Client = ReturnType<typeof clientOf>;

/** Talks to the API over whatever carries a request. */
export function clientOf(request: (path: string, init?: RequestInit) => Promise<Response>) {
  const post = (path: string, body: unknown) =>
    request(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const at = (conversation: string) => `/api/conversations/${conversation}`;
  const view = async (conversation: string) => (await (await request(at(conversation))).json()) as ConversationView;
  const send = (conversation: string, body: ActivityBody) => post(`${at(conversation)}/activities`, body);
  const views = async (conversation: string) => viewsIn(await request(`${at(conversation)}/events`));

  /** The view as soon as it holds what `before` did not; told by the server, not asked for. */
  async function viewAfter(conversation: string, before: number): Promise<ConversationView> {
    for await (const now of await views(conversation)) if (now.version > before) return now;
    throw new Error("the stream ended before the turn did");
  }
  async function turn(conversation: string, said: Said): Promise<ConversationView> {
    const { version } = await view(conversation);
    const response = await send(conversation, { id: crypto.randomUUID(), ...said });
    if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
    return viewAfter(conversation, version);
  }
  return {
    request,
    post,
    view,
    views,
    send,
    begin: async () => ((await (await post("/api/conversations", {})).json()) as { conversation: string }).conversation,
    /** Says it and waits for the bot. */
    say: (conversation: string, text: string) => turn(conversation, { text }),
    /** Presses an option of the question that waits, and waits for the bot. */
    async choose(conversation: string, option: string): Promise<ConversationView> {
      const question = questionIn(await view(conversation));
      if (!question.options.some(({ id }) => id === option))
        throw new Error(`no option "${option}" among ${question.options.map(({ id }) => id).join(", ")}`);
      return turn(conversation, { choice: { question: question.id, option } });
    },
  };
}

type Said = { readonly text: string } | { readonly choice: { readonly question: string; readonly option: string } };
type BotItem = Extract<ViewItem, { kind: "bot" }>;

export const botItems = ({ items }: ConversationView): readonly BotItem[] =>
  items.filter((item) => item.kind === "bot");

export const usersWords = ({ items }: ConversationView): readonly string[] =>
  items.flatMap((item) => (item.kind === "user" ? [item.text] : []));

/** The question that waits for an answer. */
export function questionIn(view: ConversationView): MessageQuestion {
  const question = botItems(view).findLast(({ waiting }) => waiting)?.message.question ?? null;
  if (question === null) throw new Error("no question waits");
  return question;
}

/** The views of a stream of server-sent events, as they arrive; leaving the loop closes the stream. */
async function* viewsIn({ body }: Response): AsyncGenerator<ConversationView, void, undefined> {
  if (body === null) return;
  let rest = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (/^event: view$/m.test(block) && data !== undefined) yield JSON.parse(data) as ConversationView;
    }
  }
}

/** A directory of its own for each server. */
export function dataDir(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "stepwise-web-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The whole server in this process, on a free port. */
export async function serverOn(data: string) {
  needs(consolePage);
  const running = await start(configIn(data));
  if ("fault" in running) throw new Error(running.fault);
  if ("problems" in running) throw new Error(`the pack has ${running.problems.length} mistakes; run stepwise check`);
  return { ...running, client: clientAt(running.url) };
}

export const clientAt = (url: string) => clientOf((path, init) => fetch(new URL(path, url), init));

/** The built server in a process of its own, which can be killed as a crash would. Port 0: a free one. */
export async function processOn(data: string, port = 0) {
  needs(consolePage);
  needs(cli);
  const child = spawn(process.execPath, [cli, "start"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      STEPWISE_PORT: String(port),
      STEPWISE_DATA: data,
      STEPWISE_KNOWLEDGE: packDir,
      STEPWISE_LOG: "error",
    },
  });
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const ready = /^Stepwise is ready: (\S+)$/.exec(line)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    /** SIGKILL: nothing is finished, nothing is closed. */
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

const consolePage = fileURLToPath(new URL("../../console/dist/index.html", import.meta.url));
const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

function needs(built: string): void {
  if (!existsSync(built)) throw new Error(`found no ${built}; expected it built; run npm run build`);
}
