import { describe, expect, it } from "vitest";
import type { Store } from "../../src/dialog/ports.ts";
import { openStore, type StorePlace } from "../../src/store/open.ts";
import { packDir } from "../knowledge/pack.ts";
import { temporary } from "../store/temp.ts";
import { withPostgres } from "../support/postgres.ts";
import { accountFor, settled } from "./account.ts";
import { startPeer } from "./peer.ts";
import { delivered, freePort, pause, serverProcess } from "./process.ts";

/** Fifty take minutes: that many where nobody waits. */
const kills = Number(process.env.STEPWISE_KILLS ?? 8);
const conversations = Array.from({ length: 6 }, (_, i) => `conversation-${i}`);
const words = ["my lamp is dark", "how much is a lamp", "lamp one", "back", "it works", "no", "xyzzy"];

describe("a server that is killed again and again", () => {
  it(
    `loses nothing and says nothing twice on SQLite, killed ${kills} times`,
    async () => {
      await killed(null);
    },
    kills * 6000 + 90_000,
  );

  describe("on a database", async () => {
    await withPostgres((postgres) => {
      it(
        `loses nothing and says nothing twice on PostgreSQL, killed ${kills} times`,
        async () => killed(await postgres.fresh()),
        kills * 6000 + 90_000,
      );
    });
  });
});

async function killed(databaseUrl: string | null): Promise<void> {
  const directory = temporary();
  const place: StorePlace = { dataDir: directory.path, databaseUrl };
  const peer = await startPeer(Math.random);
  const port = await freePort();
  const env = {
    PEER: peer.url,
    STEPWISE_PORT: `${port}`,
    STEPWISE_DATA: place.dataDir,
    STEPWISE_KNOWLEDGE: await packDir(),
    ...(place.databaseUrl !== null && { DATABASE_URL: place.databaseUrl }),
  };
  const said = new Map<string, string[]>(conversations.map((conversation) => [conversation, []]));
  let over = false;
  const driving = conversations.map(async (conversation) => {
    for (let n = 0; !over; n++) {
      const text = `${words[n % words.length]} ${n}`;
      await delivered(() => port, conversation, { id: `${conversation}-${n}`, text });
      said.get(conversation)?.push(text);
      await pause(40 * Math.random());
    }
  });

  for (let kill = 0; kill < kills; kill++) {
    const server = serverProcess(env);
    // One in eight while it starts.
    if (kill % 8 === 7) await pause(800 * Math.random());
    else {
      await server.ready;
      await pause(100 + 600 * Math.random());
    }
    server.signal("SIGKILL");
    await server.end;
  }
  const last = serverProcess(env);
  await last.ready;
  over = true;
  await Promise.all(driving);
  const store: Store = await openStore(place);
  await settled(store, 60_000);
  last.signal("SIGTERM");
  expect(await last.end).toBe(0);
  const turns = [...said.values()].flat().length;
  const replies = await accountFor(store, said, peer.posted);
  console.log(`${kills} kills: ${turns} turns acknowledged, ${replies} replies, each once`);
  expect(turns).toBeGreaterThan(kills);
  expect(replies).toBeGreaterThan(0);
  await store.close();
  await peer.stop();
  directory.remove();
}
