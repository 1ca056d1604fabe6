import { describe, expect, it } from "vitest";
import { conversationId } from "../../src/dialog/ids.ts";
import { openEmbedded } from "../../src/store/sqlite-store.ts";
import { packDir } from "../knowledge/pack.ts";
import { temporary } from "../store/temp.ts";
import { clientAt } from "../support/server.ts";
import { startPeer } from "./peer.ts";
import { delivered, serverProcess } from "./process.ts";

describe("a server that is told to stop", () => {
  it("takes nothing in, finishes what is under way, closes its streams and ends well within ten seconds", async () => {
    const directory = temporary();
    const peer = await startPeer(() => 1);
    const server = serverProcess({
      PEER: peer.url,
      STEPWISE_PORT: "0",
      STEPWISE_DATA: directory.path,
      STEPWISE_KNOWLEDGE: await packDir(),
    });
    const url = await server.ready;
    const page = (await clientAt(url).views("conversation-0"))[Symbol.asyncIterator]();
    await page.next();
    const said = new Map(Array.from({ length: 20 }, (_, i) => [`conversation-${i}`, ["my lamp is dark"]]));
    await Promise.all(
      [...said.keys()].map((conversation) =>
        delivered(() => Number(new URL(url).port), conversation, { id: `${conversation}-0`, text: "my lamp is dark" }),
      ),
    );
    const told = Date.now();
    server.signal("SIGTERM");
    expect(await server.end).toBe(0);
    expect(Date.now() - told).toBeLessThan(10_000);
    await expect(fetch(url)).rejects.toThrow();

    const store = await openEmbedded(directory.path);
    expect(await store.undone()).toEqual({ activities: [], unreadable: [] });
    // What was not sent waits for the next start.
    expect(new Set(peer.posted.map(({ id }) => id)).size).toBe(peer.posted.length);
    for (const conversation of said.keys()) expect(await store.events(conversationId(conversation))).not.toEqual([]);
    await store.close();
    await peer.stop();
    directory.remove();
  }, 60_000);
});
