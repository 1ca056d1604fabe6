import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import type { WebhookBody } from "../../../src/handoff/body.ts";

export const secret = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
export const otherSecret = `whsec_${Buffer.from("fedcba9876543210fedcba9876543210").toString("base64")}`;

export interface Received {
  readonly id: string;
  readonly headers: Record<string, string>;
  /** As it arrived. */
  readonly raw: string;
  readonly body: WebhookBody;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Somebody else's server: verifies what comes and answers as it is told to; "never" keeps the sender waiting. */
export async function receiverOf() {
  const all: Received[] = [];
  let answer: (received: Received) => Answer | "cut" | "never" = () => ({ status: 204 });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString("utf8");
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
    );
    const body = new Webhook(secret).verify(raw, headers) as WebhookBody;
    const received = { id: headers["webhook-id"] ?? "", headers, raw, body };
    all.push(received);
    const said = answer(received);
    if (said === "cut") request.socket.destroy();
    else if (said !== "never") response.writeHead(said.status, said.headers).end(said.body ?? "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stepwise`,
    /** Every request whose signature fits, repeats included. */
    all,
    /** What is left after dropping repeats, as a receiver does. */
    once: () => all.filter(({ id }, i) => all.findIndex((other) => other.id === id) === i),
    types: () => all.map(({ body }) => body.type),
    answers(with_: typeof answer) {
      answer = with_;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
