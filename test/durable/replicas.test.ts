import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { conversationId } from "../../src/dialog/ids.ts";
import { createPostgresStore } from "../../src/store/postgres-store.ts";
import { packDir } from "../knowledge/pack.ts";
import { temporary } from "../store/temp.ts";
import { withPostgres } from "../support/postgres.ts";
import { clientAt } from "../support/server.ts";
import { accountFor, settled } from "./account.ts";
import { startPeer } from "./peer.ts";
import { delivered, pause, serverProcess } from "./process.ts";

const portOf = (url: string): number => Number(new URL(url).port);

describe("two servers on one database", async () => {
  await withPostgres((postgres) => {
    async function started(knowledge: string) {
      const peer = await startPeer(() => 1);
      const url = await postgres.fresh();
      const directory = temporary();
      const env = {
        PEER: peer.url,
        STEPWISE_PORT: "0",
        STEPWISE_DATA: directory.path,
        STEPWISE_KNOWLEDGE: knowledge,
        DATABASE_URL: url,
      };
      const servers = [serverProcess(env), serverProcess(env)] as const;
      const ports = (await Promise.all(servers.map(({ ready }) => ready))).map(portOf);
      const store = await createPostgresStore(url);
      return {
        peer,
        servers,
        ports,
        store,
        async stop() {
          for (const server of servers) server.signal("SIGTERM");
          for (const server of servers) expect(["SIGKILL", 0]).toContain(await server.end);
          await store.close();
          await peer.stop();
          directory.remove();
        },
      };
    }

    it("handle each of what is delivered to both once, and answer in order", async () => {
      const { peer, ports, store, stop } = await started(await packDir());
      const said = new Map(Array.from({ length: 64 }, (_, i) => [`conversation-${i}`, [] as string[]]));
      await Promise.all(
        [...said].map(async ([conversation, texts]) => {
          for (let n = 0; n < 4; n++) {
            const text = `my lamp is dark ${n}`;
            const body = { id: `${conversation}-${n}`, text };
            await Promise.all(ports.map((port) => delivered(() => port, conversation, body)));
            texts.push(text);
          }
        }),
      );
      await settled(store);
      const replies = await accountFor(store, said, peer.posted);
      expect(replies).toBeGreaterThanOrEqual(64);
      await stop();
    }, 120_000);

    it("fire each conversation's time once", async () => {
      const bot = { nudge_after_minutes: 0.02, close_after_minutes: 0.04 };
      const knowledge = await packDir();
      const file = `${knowledge}/bot.yaml`;
      let yaml = await readFile(file, "utf8");
      for (const [key, value] of Object.entries(bot))
        yaml = yaml.replace(new RegExp(`${key}: \\d+`), `${key}: ${value}`);
      await writeFile(file, yaml);
      const { ports, store, stop } = await started(knowledge);
      const conversations = Array.from({ length: 12 }, (_, i) => `conversation-${i}`);
      await Promise.all(
        conversations.map((conversation, i) =>
          delivered(() => ports[i % 2] ?? 0, conversation, { id: `${conversation}-0`, text: "my lamp is dark" }),
        ),
      );
      await pause(8_000);
      for (const conversation of conversations) {
        const types = (await store.events(conversationId(conversation))).map(({ type }) => type);
        const counted = (name: string) => types.filter((type) => type === name).length;
        expect([counted("Nudged"), counted("CaseClosed")], conversation).toEqual([1, 1]);
      }
      await stop();
    }, 60_000);

    it("show on a page of the one what was said to the other", async () => {
      const { ports, stop } = await started(await packDir());
      const [here, there] = ports.map((port) => clientAt(`http://127.0.0.1:${port}/`));
      const shown = (async () => {
        for await (const view of (await here?.views("conversation-1")) ?? []) if (view.version > 0) return view;
        return null;
      })();
      await pause(500);
      const said = Date.now();
      await there?.send("conversation-1", { id: "delivery-1", text: "my lamp is dark" });
      expect((await shown)?.items.length).toBeGreaterThanOrEqual(2);
      // Not at the next beat of the stream only.
      expect(Date.now() - said).toBeLessThan(10_000);
      await stop();
    }, 60_000);

    it("work off what the other accepted and did not live to carry out", async () => {
      const { ports, store, servers, stop, peer } = await started(await packDir());
      const said = new Map(Array.from({ length: 8 }, (_, i) => [`conversation-${i}`, ["my lamp is dark"]]));
      // Accepted, and then its server is gone: nobody but the other can know of it.
      await Promise.all(
        [...said.keys()].map((conversation) =>
          delivered(() => ports[0] ?? 0, conversation, { id: `${conversation}-0`, text: "my lamp is dark" }),
        ),
      );
      servers[0].signal("SIGKILL");
      await servers[0].end;
      await settled(store);
      await accountFor(store, said, peer.posted);
      await stop();
    }, 90_000);
  });
});
