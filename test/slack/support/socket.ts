import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** Slack's side of Socket Mode: docs.slack.dev/apis/events-api/using-socket-mode. */
export async function fakeSocket() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const connections: WebSocket[] = [];
  const acks = new Map<string, unknown>();
  const waiting = new Map<string, () => void>();
  let sent = 0;
  server.on("connection", (connection) => {
    connections.push(connection);
    connection.on("message", (data) => {
      const { envelope_id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload: unknown };
      acks.set(envelope_id, payload);
      waiting.get(envelope_id)?.();
    });
    connection.send(JSON.stringify({ type: "hello", num_connections: 1 }));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/link`,
    connections,
    acks,
    /** The id of the envelope. */
    send(type: "events_api" | "interactive" | "slash_commands", payload: unknown): string {
      const envelope_id = `envelope-${++sent}`;
      connections
        .at(-1)
        ?.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload: type !== "events_api" }));
      return envelope_id;
    },
    /** What it was acknowledged with. */
    async acked(id: string): Promise<unknown> {
      if (!acks.has(id)) await new Promise<void>((resolve) => waiting.set(id, resolve));
      return acks.get(id);
    },
    /** Slack asks for a fresh connection now and then. */
    refresh: () => connections.at(-1)?.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" })),
    async close() {
      for (const connection of connections) connection.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
