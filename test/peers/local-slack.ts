import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "../../src/main.ts";
import { freePort, until } from "../durable/process.ts";
import { packDir } from "../support/real.ts";

const peers = fileURLToPath(new URL("../../peers/", import.meta.url));
const botToken = "xoxb-test-token";
const appToken = "xapp-test-token";
const signingSecret = "test-signing-secret";

export const self = "U0BOT";
export const channel = "C01GEN";
export const person = "U01ALICE";

/** An independent Slack with a page of its own, and the whole server beside it. */
export async function localSlack(mode: "events" | "socket") {
  const [slackPort, port] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), "stepwise-peer-"));
  const config = join(folder, "config.yaml");
  writeFileSync(
    config,
    JSON.stringify({
      workspace: { name: "Peers", domain: "peers", teamId: "T01TEST" },
      app: {
        appId: "A01APP",
        botUserId: self,
        botName: "stepwise",
        botToken,
        appToken,
        signingSecret,
        mode,
        requestUrl: `http://127.0.0.1:${port}/slack/events`,
      },
      users: [
        { id: person, name: "ada", real_name: "Ada" },
        { id: "U02BOB", name: "bo", real_name: "Bo" },
      ],
      channels: [{ id: channel, name: "general", members: [person, "U02BOB", self] }],
    }),
  );
  const slack = spawn(
    join(peers, "node_modules/local-slack-linux-x64/bin/local-slack"),
    ["--config", config, "--port", String(slackPort), "--base-host", "127.0.0.1"],
    {
      stdio: "ignore",
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, BUN_OPTIONS: `--preload ${peers}loopback.js` },
    },
  );
  const url = `http://127.0.0.1:${slackPort}`;
  const isUp = () =>
    fetch(`${url}/_control/state`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(isUp, 30_000);
  const server = await start({
    host: "127.0.0.1",
    port,
    dataDir: join(folder, "data"),
    databaseUrl: null,
    url: null,
    keepDays: null,
    knowledgeDir: packDir,
    logLevel: "error",
    login: null,
    slack: {
      apiUrl: `${url}/api/`,
      auth: { kind: "token", botToken },
      mode: mode === "socket" ? { kind: "socket", appToken } : { kind: "http", signingSecret },
      unasked: [],
      desks: [],
    },
    teams: null,
    webhooks: [],
  });
  if (!("stop" in server)) throw new Error(JSON.stringify(server));
  return {
    url,
    async messages(): Promise<readonly Message[]> {
      const response = await fetch(`${url}/_control/messages/${channel}`);
      return ((await response.json()) as { messages: readonly Message[] }).messages;
    },
    async control(what: string, body: unknown): Promise<void> {
      await fetch(`${url}/_control/${what}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    },
    async stop(): Promise<void> {
      await server.stop();
      slack.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Message {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly user?: string;
  readonly text: string;
  readonly blocks?: readonly Record<string, unknown>[];
}
