import { afterEach, describe, expect, it } from "vitest";
import type { Config } from "../../src/config.ts";
import { type Running, start } from "../../src/main.ts";
import { until } from "../durable/process.ts";
import { temporary } from "../store/temp.ts";
import { configIn } from "../support/config.ts";
import { botToken, fakeSlack, bot as self } from "./support/fake.ts";
import { envelope, mention } from "./support/payloads.ts";
import { sendEvent, signingSecret } from "./support/signed.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";
const root = "1700000001.000100";

describe("the server with Slack set up", () => {
  const directory = temporary();
  afterEach(() => directory.remove());

  const configOf = (apiUrl: string, token: string): Config =>
    configIn(directory.path, {
      // Slack signs what it sends and knows no login.
      login: { user: "desk", password: "a long password" },
      slack: {
        apiUrl,
        auth: { kind: "token", botToken: token },
        mode: { kind: "http", signingSecret },
        unasked: [],
        desks: [],
      },
    });
  const running = async (config: Config): Promise<Running> => {
    const started = await start(config);
    if (!("stop" in started)) throw new Error(JSON.stringify(started));
    return started;
  };

  it("answers a mention on the port of the page, also what came before it was restarted", async () => {
    const fake = await fakeSlack();
    const first = await running(configOf(fake.url, botToken));
    expect((await fetch(`${first.url}api/about`)).status).toBe(401);
    fake.down(true);
    const events = `${first.url}slack/events`;
    expect((await sendEvent(events, envelope(mention(`<@${self.user}> ${problem}`, root)))).status).toBe(200);
    await first.stop();
    fake.down(false);
    const second = await running(configOf(fake.url, botToken));
    await until(async () => fake.thread("C1", root).length === 1, 30_000);
    await second.stop();
    await fake.close();
  });

  it("has on the page what a user has shared in Slack, for whoever helps", async () => {
    const fake = await fakeSlack();
    const png = Buffer.from("89504e470d0a1a0a", "hex");
    fake.owns("F9", png);
    const server = await running(configOf(fake.url, botToken));
    const say = async (text: string, ts: string, more = {}) =>
      sendEvent(
        `${server.url}slack/events`,
        envelope(mention(`<@${self.user}> ${text}`, ts, { thread_ts: root, ...more })),
      );
    await say(problem, root);
    await until(async () => fake.thread("C1", root).length === 1, 30_000);
    await say("i want to speak to a person", "1700000002.000100");
    await until(async () => fake.thread("C1", root).length === 2, 30_000);
    const file = { id: "F9", name: "light.png", mimetype: "image/png", permalink: "https://x.slack.com/files/F9" };
    await say("this is how it looks", "1700000003.000100", { files: [file] });
    const authorization = `Basic ${Buffer.from("desk:a long password").toString("base64")}`;
    const get = (path: string, headers = {}) => fetch(new URL(path, server.url), { headers, redirect: "manual" });
    const items = async (): Promise<
      readonly { readonly kind: string; readonly files: readonly { readonly link: string }[] }[]
    > => JSON.parse(await (await get(`/api/cases/T1:C1:${root}`, { authorization })).text()).items;
    await until(async () => (await items()).some(({ kind }) => kind === "files"), 30_000);
    const link = (await items()).find(({ kind }) => kind === "files")?.files[0]?.link ?? "";
    expect((await get(link)).status).toBe(401);
    expect(Buffer.from(await (await get(link, { authorization })).arrayBuffer())).toEqual(png);
    await server.stop();
    await fake.close();
  });

  it("does not start with a token that Slack refuses", async () => {
    const fake = await fakeSlack();
    expect(await start(configOf(fake.url, "xoxb-wrong"))).toEqual({
      fault: expect.stringMatching(/^SLACK_BOT_TOKEN: found/),
    });
    await fake.close();
  });
});
