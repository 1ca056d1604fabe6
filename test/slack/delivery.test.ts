import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApi } from "../../src/adapters/slack/api.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { deliveryContract } from "../channels/delivery.ts";
import { buttonsOf, type SlackBot, slackBot } from "./support/bot.ts";
import { botToken, type FakeSlack, fakeSlack, bot as self } from "./support/fake.ts";
import { mention, message } from "./support/payloads.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";
const at = `<@${self.user}>`;
const root = "1700000001.000100";
const tsOf = (n: number): string => `${1_700_000_100 + n}.000100`;

let bot: SlackBot;
const ended = async (): Promise<void> => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
};

deliveryContract("Slack", 503, async (store) => {
  const slack = await slackBot(store === undefined ? {} : { store });
  const { fake } = slack;
  const thread = (place: number) => fake.thread("C1", tsOf(place));
  const methods = { post: "chat.postMessage", update: "chat.update" } as const;
  return {
    bot: slack,
    tell: (place) => slack.event(mention(`${at} ${problem}`, tsOf(place))),
    answer: (place) => slack.event(message("still no light", "1700000300.000100", { thread_ts: tsOf(place) })),
    press(place) {
      const [first] = thread(place);
      if (first === undefined) throw new Error("nothing was said");
      return slack.interaction(buttonsOf(first)[0]?.press());
    },
    said: (place) => thread(place).map(({ text, edits }) => ({ words: text, edits })),
    asked: (what) => fake.called(methods[what]).length,
    limit: (what, seconds) => void fake.limit(methods[what], seconds),
    keepAsDrawn: () => void fake.fault("chat.update", "internal_error"),
    down: fake.down,
  };
});

describe("a Slack that", () => {
  afterEach(ended);
  beforeEach(async () => {
    bot = await slackBot();
  });

  it("has taken a message but whose answer got lost is asked for it, and gets it once", async () => {
    await bot.event(mention(`${at} hello`, tsOf(1)));
    await bot.said("C1", tsOf(1), 1);
    bot.fake.lose("chat.postMessage");
    await bot.event(mention(`${at} ${problem}`, root));
    await bot.expected(() => bot.fake.thread("C1", root).length === 1);
    await bot.settled();
    await bot.later(5_000);
    expect(bot.fake.called("conversations.replies").length).toBeGreaterThan(0);
    await bot.later(3_600_000);
    expect(bot.fake.thread("C1", root)).toHaveLength(1);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
  });

  it("will never take a message is not asked again, and somebody can see what was not sent", async () => {
    bot.fake.channels.delete("C1");
    await bot.event(mention(`${at} ${problem}`, root));
    await bot.expected(() => bot.faults.length > 0);
    await bot.settled();
    await bot.later(3_600_000);
    expect(bot.fake.called("chat.postMessage")).toHaveLength(1);
    expect(await bot.store.outbox.unsent(9)).toMatchObject([
      { state: "given_up", fault: "Slack refuses it: not_in_channel" },
    ]);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "Refused" }]);
  });

  it("takes a wrong token for none is asked again when it has been set right", async () => {
    const teams = [...bot.fake.tokens];
    bot.fake.tokens.clear();
    await bot.event(mention(`${at} ${problem}`, root));
    await bot.expected(() => bot.fake.called("chat.postMessage").length === 1);
    await bot.settled();
    expect(await bot.store.outbox.unsent(9)).toMatchObject([{ state: "waiting", fault: "SlackFault invalid_auth" }]);
    for (const [token, team] of teams) bot.fake.tokens.set(token, team);
    await bot.later(10_000);
    expect(bot.fake.thread("C1", root)).toHaveLength(1);
  });
});

describe("the mark on a message the bot is at work on", () => {
  const store = createMemoryStore();
  let fake: FakeSlack;
  beforeEach(async () => {
    fake = await fakeSlack();
    bot = await slackBot({ fake, store });
  });
  afterEach(async () => {
    await ended();
    await fake.close();
  });
  const marked = () => fake.reactions.size;
  /** The process ends, and another goes on with what it left. */
  const restarted = async () => {
    await ended();
    bot = await slackBot({ fake, store });
  };

  it.each<[string, string, () => void]>([
    ["that another server answers", tsOf(1), () => fake.limit("chat.postMessage", 30)],
    ["whose answer arrived before the server died", tsOf(2), () => fake.lose("chat.postMessage")],
  ])("%s goes with the answer", async (_, ts, trouble) => {
    trouble();
    await bot.event(mention(`${at} ${problem}`, ts));
    await bot.expected(() => fake.called("chat.postMessage").length === 1 && marked() === 1);
    await bot.settled();
    await restarted();
    await bot.later(60_000);
    expect(fake.thread("C1", ts)).toHaveLength(1);
    await bot.expected(() => marked() === 0);
  });

  it("that Slack is slow to set goes after the answer all the same", async () => {
    const release = fake.hold("reactions.add");
    await bot.event(mention(`${at} ${problem}`, tsOf(3)));
    await bot.said("C1", tsOf(3), 1);
    release();
    await bot.expected(() => fake.called("reactions.remove").length === 1);
    await bot.settled();
    expect(marked()).toBe(0);
  });
});

describe("the search for a message that may have arrived", () => {
  afterEach(ended);

  it("ends when its time is over, also where Slack has not answered, and turns no page after that", async () => {
    bot = await slackBot();
    const api = createApi(botToken, bot.fake.url);
    const where = { channel: "C1", thread: null };
    for (let n = 0; n < 3; n++) await api.post(where, { text: "hello", blocks: [] }, `id${n}`);
    const release = bot.fake.hold("conversations.history");
    const over = new AbortController();
    const search = api.find(where, "id2", 0, over.signal);
    await bot.expected(() => bot.fake.called("conversations.history").length === 1);
    over.abort();
    await expect(search).rejects.toMatchObject({ code: "too_slow" });
    release();
    await expect(api.find(where, "id2", 0, over.signal)).rejects.toMatchObject({ code: "too_slow" });
    expect(bot.fake.called("conversations.history")).toHaveLength(1);
    expect(await api.find(where, "id2", 0, new AbortController().signal)).not.toBeNull();
  });
});
