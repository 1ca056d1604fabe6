import { expect, onTestFinished } from "vitest";
import { openStore, type StorePlace } from "../../src/store/open.ts";
import { packDir } from "../knowledge/pack.ts";
import { temporary } from "../store/temp.ts";
import { accountFor, settled } from "./account.ts";
import { startPeer } from "./peer.ts";
import { delivered, freePort, pause, serverProcess } from "./process.ts";

export const kills = 50;
/** Milliseconds, for whoever ends what hangs: a kill takes about a second, what the last ones left half a minute. */
export const atMost = 600_000;

const conversations = Array.from({ length: 24 }, (_, i) => `conversation-${i}`);
const words = ["my lamp is dark", "how much is a lamp", "lamp one", "back", "it works", "no", "xyzzy"];
/** Milliseconds between the messages of one conversation. */
const mostBetween = 500;
/** Milliseconds a server lives once somebody got an answer from it. */
const lives = () => 300 * Math.random();
/** Milliseconds after which a server is killed that is not ready yet, or hardly. */
const livesAtStart = () => 800 * Math.random();

/**
 * A server killed again and again and started at once, while people go on writing and repeat what was not acknowledged,
 * and the platform misbehaves. In the end everything is there, once.
 */
export async function survivesKills(databaseUrl: string | null): Promise<void> {
  const directory = temporary();
  onTestFinished(directory.remove);
  const place: StorePlace = { dataDir: directory.path, databaseUrl };
  const peer = await startPeer(Math.random);
  onTestFinished(peer.stop);
  const port = await freePort();
  const env = {
    PEER: peer.url,
    STEPWISE_PORT: `${port}`,
    STEPWISE_DATA: place.dataDir,
    STEPWISE_KNOWLEDGE: await packDir(),
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
  };
  const said = new Map<string, string[]>(conversations.map((conversation) => [conversation, []]));
  let over = false;
  let acknowledged = (): void => {};
  const finished = new AbortController();
  onTestFinished(() => {
    over = true;
    finished.abort();
  });
  const driving = conversations.map(async (conversation) => {
    for (let n = 0; !over; n++) {
      const text = `${words[n % words.length]} ${n}`;
      await delivered(() => port, conversation, { id: `${conversation}-${n}`, text }, finished.signal);
      said.get(conversation)?.push(text);
      acknowledged();
      await pause(mostBetween * Math.random());
    }
  });

  for (let kill = 0; kill < kills; kill++) {
    const server = serverProcess(env);
    if (kill % 8 === 7) await pause(livesAtStart());
    else {
      await server.ready;
      await new Promise<void>((resolve) => {
        acknowledged = resolve;
      });
      await pause(lives());
    }
    server.signal("SIGKILL");
    await server.end;
  }
  const last = serverProcess(env);
  await last.ready;
  over = true;
  await Promise.all(driving);
  const store = await openStore(place);
  onTestFinished(store.close);
  await settled(store);
  last.signal("SIGTERM");
  expect(await last.end).toBe(0);
  const turns = [...said.values()].flat().length;
  const replies = await accountFor(store, said, peer.posted);
  console.log(
    `${databaseUrl === null ? "SQLite" : "PostgreSQL"}, ${kills} kills: ${turns} turns acknowledged, ${replies} replies, each once; ` +
      `${peer.asked()} of them were looked for before they were sent again, ${peer.known()} had arrived`,
  );
  expect(turns).toBeGreaterThan(kills);
  expect(replies).toBeGreaterThan(0);
}
