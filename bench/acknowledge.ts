import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { botToken, fakeSlack, bot as self } from "../test/slack/support/fake.ts";
import { envelope, mention } from "../test/slack/support/payloads.ts";
import { sendEvent, signingSecret } from "../test/slack/support/signed.ts";

/** Slack gives up on a delivery after that time, milliseconds: docs.slack.dev/apis/events-api#responding. */
const patience = 3000;
const count = 200;

const root = fileURLToPath(new URL("../../../", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "stepwise-bench-"));
const fake = await fakeSlack();
const server = spawn(process.execPath, [join(root, "dist/cli.js"), "start"], {
  stdio: ["ignore", "pipe", "inherit"],
  env: {
    PATH: process.env.PATH,
    STEPWISE_PORT: "0",
    STEPWISE_DATA: data,
    STEPWISE_KNOWLEDGE: join(root, "knowledge"),
    STEPWISE_LOG: "error",
    SLACK_API_URL: fake.url,
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
  },
});
const base = await new Promise<string>((resolve, reject) => {
  createInterface({ input: server.stdout }).on("line", (line) => {
    const ready = /^Stepwise is ready: (\S+)$/.exec(line)?.[1];
    if (ready !== undefined) resolve(ready);
  });
  server.once("close", (code) => reject(new Error(`the server ended with ${code}; is it built? npm run build`)));
});

console.log(`${count} mentions to the built server, the embedded store on disk, and how long Slack waits for its 200:`);
await measured("within a second", (i) => (i * 1000) / count, 0);
await measured("all at once", () => 0, count);
server.kill("SIGTERM");
await fake.close();
rmSync(data, { recursive: true, force: true });

async function measured(name: string, delayOf: (i: number) => number, from: number): Promise<void> {
  const threads = Array.from({ length: count }, (_, i) => `${1_700_000_000 + from + i}.000100`);
  const begin = performance.now();
  const times = await Promise.all(
    threads.map(async (ts, i) => {
      await sleep(delayOf(i));
      const text = `<@${self.user}> my mi buds 4 pro won't connect to my pixel, the light is off`;
      const sent = performance.now();
      const { status } = await sendEvent(`${base}slack/events`, envelope(mention(text, ts)));
      if (status !== 200) throw new Error(`event ${i} was answered ${status}`);
      return performance.now() - sent;
    }),
  );
  const answered = () => threads.filter((ts) => fake.thread("C1", ts).length > 0).length;
  while (answered() < count) await sleep(50);
  const until = performance.now() - begin;
  const twice = threads.filter((ts) => fake.thread("C1", ts).length > 1).length;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => `${Math.round(sorted[Math.ceil(share * count) - 1] ?? 0)} ms`;
  const late = times.filter((ms) => ms > patience).length;
  console.log(
    `${name.padEnd(16)} p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}; over ${patience} ms: ${late}; ` +
      `all answered after ${(until / 1000).toFixed(1)} s, twice: ${twice}`,
  );
}
