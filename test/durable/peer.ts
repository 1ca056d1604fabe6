import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Posted {
  readonly id: string;
  readonly conversation: string;
  readonly seq: number;
}

/**
 * A platform as platforms are: it takes messages, knows them again by their id, is too busy now and then, and sometimes
 * takes a message without an answer.
 */
export async function startPeer(chance: () => number) {
  const posted: Posted[] = [];
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
    const message = JSON.parse(body) as Posted;
    posted.push(message);
    if (luck < 0.1) request.socket.destroy();
    else response.end(message.id);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    posted,
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
