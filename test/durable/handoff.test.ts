import { describe, expect, it, onTestFinished } from "vitest";
import type { DialogEvent } from "../../src/dialog/events.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import { openStore, type StorePlace } from "../../src/store/open.ts";
import { packDir } from "../knowledge/pack.ts";
import { temporary } from "../store/temp.ts";
import { withPostgres } from "../support/postgres.ts";
import type { Postgres } from "../support/postgresServer.ts";
import { accountFor, settled } from "./account.ts";
import { startPeer } from "./peer.ts";
import { delivered, done, freePort, pause, serverProcess } from "./process.ts";

const kills = 15;
const atMost = 400_000;
/** Of each case at least: what was begun while servers were killed is ended when none is any more. */
const rounds = 2;
const conversations = Array.from({ length: 6 }, (_, i) => `conversation-${i}`);
const agents = [
  { id: "a1", name: "Grace" },
  { id: "a2", name: "Alan" },
] as const;
const secret = "only for colleagues";

/**
 * Users and two agents who both reach for every case, while servers are killed and started at once, everything is
 * delivered twice, and the platform and the desk misbehave. On a database that servers share there are two of them.
 */
async function survives(databaseUrl: string | null): Promise<void> {
  const directory = temporary();
  onTestFinished(directory.remove);
  const place: StorePlace = { dataDir: directory.path, databaseUrl };
  const peer = await startPeer(Math.random);
  onTestFinished(peer.stop);
  const ports = await Promise.all((databaseUrl === null ? [0] : [0, 1]).map(freePort));
  const common = {
    PEER: peer.url,
    STEPWISE_DATA: place.dataDir,
    STEPWISE_KNOWLEDGE: await packDir(),
    WEBHOOK_DESKS: `bench=${peer.url}desk`,
    WEBHOOK_SECRETS: `bench=whsec_${Buffer.alloc(32, 7).toString("base64")}`,
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
  };
  const started = (port: number | undefined) => serverProcess({ ...common, STEPWISE_PORT: `${port}` });
  const anyPort = () => ports[Math.floor(Math.random() * ports.length)] ?? 0;

  const finished = new AbortController();
  onTestFinished(() => finished.abort());
  let over = false;
  const said = new Map<string, string[]>(conversations.map((conversation) => [conversation, []]));
  /** Whatever was answered, by the id of its delivery. */
  const answered = new Map<string, number>();
  const driving = conversations.map(async (conversation) => {
    let n = 0;
    const twice = <T>(send: () => Promise<T>) => Promise.all([send(), send()]);
    const say = async (text: string) => {
      const body = { id: `${conversation}-${++n}`, text };
      await twice(() => delivered(anyPort, conversation, body, finished.signal));
      said.get(conversation)?.push(text);
    };
    const act = async (by: (typeof agents)[number], action: object) => {
      const id = `${conversation}-${++n}`;
      const body = { id, conversation, by, desk: "console", action };
      const statuses = await twice(() => done(anyPort, body, finished.signal));
      if (statuses[0] !== null && statuses[1] !== null)
        answered.set(`desk:${conversation}:${id}`, Math.max(...statuses.map(Number)));
    };
    for (let round = 0; !over || round < rounds; round++) {
      await say(`smoke ${round}`);
      await say(`smoke again ${round}`);
      await Promise.all(agents.map((by) => act(by, { do: "claim" })));
      await Promise.all([
        ...agents.map((by) => act(by, { do: "say", text: `answer of ${by.name} ${round}` })),
        act(agents[1], { do: "note", text: `${secret} ${round}` }),
      ]);
      await say(`words ${round}`);
      await Promise.all(agents.map((by) => act(by, { do: "hand_back", at: null })));
      await pause(200 * Math.random());
    }
  });

  const servers = ports.map(started);
  for (let kill = 0; kill < kills; kill++) {
    const at = kill % ports.length;
    await servers[at]?.ready;
    await pause(800 * Math.random());
    servers[at]?.signal("SIGKILL");
    await servers[at]?.end;
    servers[at] = started(ports[at]);
  }
  await Promise.all(servers.map(({ ready }) => ready));
  over = true;
  await Promise.all(driving);
  const store = await openStore(place);
  onTestFinished(store.close);
  await settled(store);
  for (const server of servers) server.signal("SIGTERM");
  for (const server of servers) expect(await server.end).toBe(0);

  await accountFor(store, said, peer.posted);
  let [handoffs, replies] = [0, 0];
  for (const conversation of conversations) {
    const events = await store.events(conversationId(conversation));
    const told = peer.told().filter((one) => one.conversation === conversation);
    const offers = events.filter(({ type }) => type === "HandoffOffered");
    expect(
      told.filter(({ type }) => type === "case.offered"),
      "one ticket a hand-over",
    ).toHaveLength(offers.length);
    expect(claimsAtOnce(events)).toBe(1);
    const relayed = told.flatMap(({ type, text }) => (type === "case.user_said" ? [text] : []));
    expect(relayed, "the user's words at the desk, once and in order").toEqual(wordsWhileHeld(events));
    const deliveries = events.flatMap((event) => ("desk" in event && event.delivery !== null ? [event.delivery] : []));
    expect(new Set(deliveries).size, "each thing done once").toBe(deliveries.length);
    for (const event of events) {
      if (event.type === "AgentRefused") expect(answered.get(event.delivery ?? "") ?? 409).toBe(409);
      if (event.type === "AgentReplied") replies++;
    }
    handoffs += offers.length;
  }
  expect(JSON.stringify(peer.posted)).not.toContain(secret);
  expect(JSON.stringify(peer.told())).toContain(secret);
  expect(handoffs).toBeGreaterThan(conversations.length);
  expect(replies).toBeGreaterThan(conversations.length);
  console.log(
    `${databaseUrl === null ? "SQLite" : "PostgreSQL, two servers"}, ${kills} kills: ${handoffs} hand-overs, each one ` +
      `ticket; ${replies} answers of two agents, each once; no note at the user's side`,
  );
}

/** The most who had the case at one time. */
function claimsAtOnce(events: readonly DialogEvent[]): number {
  let [now, most] = [0, 0];
  for (const { type } of events) {
    if (type === "HandoffClaimed") now++;
    if (type === "HandoffClosed" || type === "HandoffReleased") now = 0;
    most = Math.max(most, now);
  }
  return most;
}

function wordsWhileHeld(events: readonly DialogEvent[]): readonly string[] {
  let held = false;
  return events.flatMap((event) => {
    const words = event.type === "UserUttered" && held ? [event.text] : [];
    if (event.type === "HandoffRequested") held = true;
    if (event.type === "HandoffClosed" || event.type === "CaseClosed") held = false;
    return words;
  });
}

describe("a hand-off while servers are killed", async () => {
  const databases: Postgres[] = [];
  await withPostgres((postgres) => databases.push(postgres));

  it(
    "is one ticket, one claim and each word once, on every store",
    async () => {
      const urls = [null, ...(await Promise.all(databases.map((postgres) => postgres.fresh())))];
      await Promise.all(urls.map(survives));
    },
    atMost,
  );
});
