import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Posted {
  readonly id: string;
  readonly conversation: string;
  readonly seq: number;
  /** A person's words, or the id of the bot's message. */
  readonly said: string;
}

/** What a desk elsewhere was told; the same id twice is one thing. */
export interface Told {
  readonly id: string;
  readonly type: string;
  readonly conversation: string;
  readonly text: string | null;
}

/**
 * A platform as platforms are: it takes messages, knows them again by their id, is too busy now and then, and sometimes
 * takes a message without an answer.
 */
export async function startPeer(chance: () => number) {
  const posted: Posted[] = [];
  const told = new Map<string, Told>();
  let [asked, known] = [0, 0];
  const server = createServer(async (request, response) => {
    if (request.method === "GET") {
      const one = posted.find(({ id }) => request.url?.endsWith(id));
      asked++;
      if (one !== undefined) known++;
      response.writeHead(one === undefined ? 404 : 200).end(one?.id);
      return;
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    const luck = chance();
    if (luck < 0.05) {
      response.writeHead(429, { "retry-after": "0.2" }).end();
      return;
    }
    if (request.url === "/desk") {
      const id = String(request.headers["webhook-id"]);
      const { type, data } = JSON.parse(body) as { type: string; data: { conversation: string; text?: string } };
      if (!told.has(id)) told.set(id, { id, type, conversation: data.conversation, text: data.text ?? null });
      if (luck < 0.1) request.socket.destroy();
      else response.end();
      return;
    }
    const message = JSON.parse(body) as Posted;
    posted.push(message);
    if (luck < 0.1) request.socket.destroy();
    else response.end(message.id);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    posted,
    /** In the order in which each came first. */
    told: () => [...told.values()],
    /** How often it was asked for a message. */
    asked: () => asked,
    /** How often it had that message. */
    known: () => known,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
