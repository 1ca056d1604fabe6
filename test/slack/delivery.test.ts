import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApi } from "../../src/adapters/slack/api.ts";
import { Overloaded, type Store } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { buttonsOf, type SlackBot, slackBot } from "./support/bot.ts";
import { botToken, type FakeSlack, fakeSlack, bot as self } from "./support/fake.ts";
import { mention, message } from "./support/payloads.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";
const at = `<@${self.user}>`;
const root = "1700000001.000100";
const tsOf = (n: number): string => `${1_700_000_100 + n}.000100`;

let bot: SlackBot;
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

describe("a Slack that", () => {
  beforeEach(async () => {
    bot = await slackBot();
  });

  it("asks for patience gets it, and the message once", async () => {
    bot.fake.limit("chat.postMessage", 30);
    await bot.event(mention(`${at} ${problem}`, root));
    await bot.expected(() => bot.fake.called("chat.postMessage").length === 1);
    await bot.settled();
    await bot.later(29_000);
    expect(bot.fake.called("chat.postMessage")).toHaveLength(1);
    await bot.later(2_000);
    expect(bot.fake.called("chat.postMessage")).toHaveLength(2);
    expect(bot.fake.thread("C1", root)).toHaveLength(1);
  });

  it("asks for patience with taking the buttons away gets the next message later, and once", async () => {
    await bot.event(mention(`${at} ${problem}`, root));
    const [first] = await bot.said("C1", root, 1);
    if (first === undefined) throw new Error("nothing was said");
    bot.fake.limit("chat.update", 10);
    await bot.interaction(buttonsOf(first)[0]?.press());
    await bot.expected(() => bot.fake.called("chat.update").length === 1);
    await bot.settled();
    expect(bot.fake.thread("C1", root)).toHaveLength(1);
    await bot.later(12_000);
    const [answered] = bot.fake.thread("C1", root);
    expect([bot.fake.thread("C1", root).length, answered?.edits]).toEqual([2, 1]);
  });

  const answered = async () => {
    await bot.event(mention(`${at} ${problem}`, root));
    const [first] = await bot.said("C1", root, 1);
    if (first === undefined) throw new Error("nothing was said");
    return () => bot.interaction(buttonsOf(first)[0]?.press());
  };

  it("never takes the buttons away gets the next message after a moment all the same, and it is told once", async () => {
    const press = await answered();
    bot.fake.fault("chat.update", "internal_error");
    await press();
    await bot.expected(() => bot.fake.called("chat.update").length === 1);
    await bot.settled();
    expect(bot.fake.thread("C1", root)).toHaveLength(1);
    for (let second = 0; second < 4; second++) await bot.later(1_100);
    expect(bot.fake.thread("C1", root)).toHaveLength(2);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "SlackFault", code: "internal_error" }]);
  });

  it("was down when an answer was given has its buttons taken away afterwards", async () => {
    const press = await answered();
    bot.fake.down(true);
    await press();
    await bot.settled();
    for (let second = 0; second < 30; second += 5) await bot.later(5_000);
    bot.fake.down(false);
    for (let second = 0; second < 60; second += 5) await bot.later(5_000);
    const [first] = bot.fake.thread("C1", root);
    expect([bot.fake.thread("C1", root).length, first?.edits]).toEqual([2, 1]);
    expect(bot.faults.splice(0)).toHaveLength(1);
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

  it("is down for a minute loses nothing and gets nothing twice", async () => {
    bot.fake.down(true);
    const threads = Array.from({ length: 8 }, (_, n) => tsOf(n));
    for (const ts of threads) expect((await bot.event(mention(`${at} ${problem}`, ts))).status).toBe(200);
    await bot.event(message("still no light", "1700000300.000100", { thread_ts: tsOf(0) }));
    await bot.settled();
    for (let second = 0; second < 60; second += 5) await bot.later(5_000);
    expect(bot.fake.messages()).toEqual([]);
    bot.fake.down(false);
    for (let second = 0; second < 120; second += 5) await bot.later(5_000);
    const counts = threads.map((ts) => bot.fake.thread("C1", ts).length);
    expect(counts).toEqual([2, 1, 1, 1, 1, 1, 1, 1]);
    expect(bot.fake.thread("C1", tsOf(0)).map(({ text }) => text.includes("lid"))).toEqual([false, true]);
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
  afterEach(() => fake.close());
  const marked = () => fake.reactions.size;
  /** The process ends, and another goes on with what it left. */
  const restarted = async () => {
    await bot.stop();
    expect(bot.faults).toEqual([]);
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

describe("a delivery that cannot be stored", () => {
  const failing = (refusal: () => Error | null): Store => {
    const store = createMemoryStore();
    return {
      ...store,
      async accept(activity) {
        const error = refusal();
        if (error !== null) throw error;
        return store.accept(activity);
      },
    };
  };

  it("is not acknowledged, so that Slack brings it again", async () => {
    let isFull = true;
    bot = await slackBot({ store: failing(() => (isFull ? new Error("disk full") : null)) });
    const event = mention(`${at} ${problem}`, root);
    expect((await bot.event(event)).status).toBe(503);
    expect(bot.faults.splice(0)).toHaveLength(1);
    isFull = false;
    expect((await bot.event(event, { headers: { "x-slack-retry-num": "1" } })).status).toBe(200);
    expect(await bot.said("C1", root, 1)).toHaveLength(1);
  });

  it("because too much waits says when to come again", async () => {
    bot = await slackBot({ store: failing(() => new Overloaded(5)) });
    const response = await bot.event(mention(`${at} ${problem}`, root));
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "Overloaded" }]);
  });
});

describe("many at once", () => {
  it("are all acknowledged and answered, each once", async () => {
    bot = await slackBot();
    const threads = Array.from({ length: 60 }, (_, n) => tsOf(n));
    const answers = await Promise.all(
      threads
        .flatMap((ts) => [mention(`${at} ${problem}`, ts), message(`${at} ${problem}`, ts)])
        .map((event) => bot.event(event)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await bot.expected(() => bot.fake.messages().length === threads.length);
    await bot.settled();
    expect(threads.map((ts) => bot.fake.thread("C1", ts).length)).toEqual(threads.map(() => 1));
  });
});
