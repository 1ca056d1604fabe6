import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failing } from "../channels/failing.ts";
import { buttonsOf, type SlackBot, slackBot } from "./support/bot.ts";
import { appToken, type FakeSlack, fakeSlack, bot as self } from "./support/fake.ts";
import { command, envelope, mention } from "./support/payloads.ts";
import { fakeSocket } from "./support/socket.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";
const at = `<@${self.user}>`;
const root = "1700000001.000100";

describe("over Socket Mode", () => {
  let fake: FakeSlack;
  let socket: Awaited<ReturnType<typeof fakeSocket>>;
  let bot: SlackBot;
  let isFull = false;
  beforeEach(async () => {
    isFull = false;
    fake = await fakeSlack();
    socket = await fakeSocket();
    fake.socketAt(socket.url);
    const store = failing(() => (isFull ? new Error("disk full") : null));
    bot = await slackBot({ fake, store, settings: { mode: { kind: "socket", appToken } } });
    expect(await bot.slack.standsAgainst()).toBeNull();
    bot.slack.start();
    await bot.expected(() => socket.connections.length === 1);
  });
  afterEach(async () => {
    await bot.stop();
    await socket.close();
    await fake.close();
    expect(bot.faults).toEqual([]);
  });

  it("a mention, a press and a command go the same way as over HTTP, and nothing listens", async () => {
    expect(bot.slack.http).toBeNull();
    await socket.acked(socket.send("events_api", envelope(mention(`${at} ${problem}`, root))));
    const [first] = await bot.said("C1", root, 1);
    if (first === undefined) throw new Error("nothing was said");
    await socket.acked(socket.send("interactive", buttonsOf(first)[0]?.press()));
    expect(await bot.said("C1", root, 2)).toHaveLength(2);
    expect(await socket.acked(socket.send("slash_commands", command("help")))).toMatchObject({
      text: expect.stringContaining("/stepwise paste"),
    });
  });

  it("what cannot be stored is not acknowledged, and answered when it comes again", async () => {
    isFull = true;
    const event = envelope(mention(`${at} ${problem}`, root));
    const id = socket.send("events_api", event);
    await bot.expected(() => bot.faults.length === 1);
    expect(socket.acks.has(id)).toBe(false);
    bot.faults.splice(0);
    isFull = false;
    await socket.acked(socket.send("events_api", event));
    expect(await bot.said("C1", root, 1)).toHaveLength(1);
  });

  it("a connection that Slack ends is taken up again", async () => {
    socket.refresh();
    await bot.expected(() => socket.connections.length === 2);
    await socket.acked(socket.send("events_api", envelope(mention(`${at} ${problem}`, root))));
    expect(await bot.said("C1", root, 1)).toHaveLength(1);
  });

  it("a connection that Slack refuses for a while is asked for again, and the rest goes on", async () => {
    fake.tokens.delete(appToken);
    socket.refresh();
    await bot.expected(() => bot.faults.length === 1);
    bot.faults.splice(0);
    fake.tokens.set(appToken, "app");
    await bot.expected(() => socket.connections.length === 2);
    await socket.acked(socket.send("events_api", envelope(mention(`${at} ${problem}`, root))));
    expect(await bot.said("C1", root, 1)).toHaveLength(1);
  });

  it("is closed in good order while no connection can be had", async () => {
    fake.tokens.delete(appToken);
    socket.refresh();
    await bot.expected(() => bot.faults.length === 1);
    bot.faults.splice(0);
    await bot.slack.stop();
  });
});

describe("a start", () => {
  let bot: SlackBot;
  const startWith = async (settings: Parameters<typeof slackBot>[0], isDown = false) => {
    bot = await slackBot(settings);
    bot.fake.down(isDown);
    return bot.slack.standsAgainst();
  };
  afterEach(() => bot.stop());

  it.each(["another token", "xoxb-wrong"])("with %s that Slack refuses says so, and what to do", async (botToken) => {
    const fault = await startWith({ settings: { auth: { kind: "token", botToken } } });
    expect(fault).toMatch(
      /^SLACK_BOT_TOKEN: found a token that Slack does not take \(invalid_auth\); .*OAuth & Permissions/,
    );
    expect(fault).not.toContain(botToken);
  });

  it("with a token that opens no connection says so, and what to do", async () => {
    const fault = await startWith({ settings: { mode: { kind: "socket", appToken: "xapp-wrong" } } });
    expect(fault).toMatch(
      /^SLACK_APP_TOKEN: found a token that opens no connection \(invalid_auth\); .*connections:write/,
    );
    expect(fault).not.toContain("xapp-wrong");
  });

  it("while Slack is down goes on, and hears as soon as it can", async () => {
    expect(await startWith({}, true)).toBeNull();
    expect((await bot.event(mention(`${at} ${problem}`, root))).status).toBe(200);
    bot.fake.down(false);
    await bot.settled();
    await bot.later(5_000);
    await bot.later(5_000);
    expect(await bot.said("C1", root, 1)).toHaveLength(1);
  });
});
