import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMemoryStore } from "../../src/store/memory.ts";
import { deliveryContract } from "../channels/delivery.ts";
import type { Json } from "./support/app.ts";
import { optionsOf, type TeamsBot, teamsBot, wordsOf } from "./support/bot.ts";
import { fakeMicrosoft } from "./support/microsoft.ts";
import { message, personal } from "./support/payloads.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";

let bot: TeamsBot;
const ended = async (): Promise<void> => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
};

const posts = () => bot.microsoft.posts().length;
const shown = () => bot.microsoft.said(personal).length;

deliveryContract("Teams", 500, async (store) => {
  const teams = await teamsBot(store === undefined ? {} : { store });
  const { microsoft } = teams;
  const placeOf = (place: number) => `a:chat-${place}`;
  const ids = new Map<number, Json>();
  const told = (place: number): Json => {
    const one = ids.get(place) ?? message(problem, placeOf(place));
    ids.set(place, one);
    return one;
  };
  return {
    bot: teams,
    tell: (place) => teams.deliver(told(place)),
    answer: (place) => teams.deliver(message("still no light", placeOf(place))),
    press(place) {
      const [first] = microsoft.said(placeOf(place));
      if (first === undefined) throw new Error("nothing was said");
      return teams.deliver(optionsOf(first)[0]?.submit() ?? {});
    },
    said: (place) => microsoft.said(placeOf(place)).map((one) => ({ words: wordsOf(one), edits: one.edits })),
    asked: (what) => (what === "post" ? microsoft.posts() : microsoft.updates()).length,
    // Whatever comes next: Teams counts all that a bot does in a chat.
    limit: (_, seconds) => void microsoft.trouble({ status: 429, headers: { "retry-after": String(seconds) } }),
    keepAsDrawn: microsoft.keepAsDrawn,
    down: microsoft.down,
  };
});

describe("a Teams that", () => {
  afterEach(ended);
  beforeEach(async () => {
    bot = await teamsBot();
  });
  const say = () => bot.deliver(message(problem, personal));

  it.each([412, 429, 500, 502, 503, 504])("answers %i is asked again a little later", async (status) => {
    bot.microsoft.trouble({ status }, { status });
    await say();
    await bot.expected(() => posts() === 1);
    await bot.settled();
    expect([posts(), shown()]).toEqual([1, 0]);
    for (let n = 0; n < 3; n++) await bot.later(3_000);
    expect([posts(), shown()]).toEqual([3, 1]);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
  });

  it("takes nine seconds to answer gets the message once", async () => {
    const limits: { readonly ms: number; readonly over: AbortController }[] = [];
    const timeout = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      const over = new AbortController();
      limits.push({ ms, over });
      return over.signal;
    });
    const release = bot.microsoft.hold("messages");
    await say();
    await bot.expected(() => shown() === 1);
    // Nine seconds pass for everything that has waited until now.
    for (const { ms, over } of limits) if (ms <= 9_000) over.abort();
    release();
    await bot.settled();
    timeout.mockRestore();
    await bot.later(60_000);
    expect([posts(), shown()]).toEqual([1, 1]);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
  });

  it("has taken a message but whose answer got lost gets it again where nobody may look", async () => {
    bot.microsoft.lose();
    await say();
    await bot.expected(() => shown() === 1);
    await bot.settled();
    await bot.later(5_000);
    expect(shown()).toBe(2);
    const [first, again] = bot.microsoft.said(personal);
    expect(first?.activity.channelData).toEqual(again?.activity.channelData);
    // Whichever of the two is pressed, one answer counts.
    for (const one of [first, again]) await bot.deliver((one && optionsOf(one)[1]?.submit()) ?? {});
    await bot.settled();
    const counted = (await bot.events(personal)).flatMap((one) => (one.type === "ChoiceMade" ? [one.counted] : []));
    expect(counted).toEqual([true, false]);
  });

  it.each([
    [
      { status: 403, body: { error: { code: "MessageWritesBlocked", message: "Thread is blocked" } } },
      /MessageWritesBlocked: .*add it again/,
    ],
    [
      { status: 403, body: { error: { code: "Forbidden", message: "MessageWritesBlocked" } } },
      /MessageWritesBlocked: /,
    ],
    [{ status: 403, body: { error: { code: "BotNotInConversationRoster", message: "x" } } }, /add it there/],
    [{ status: 404, body: { error: { code: "ConversationNotFound", message: "x" } } }, /deleted/],
    [{ status: 413, body: "not JSON of theirs" }, /413 for a reason without a name/],
    [
      { status: 400, body: { error: { code: "with my words: secret", message: "x" } } },
      /400 for a reason without a name/,
    ],
  ])("will never take a message is not asked again, and somebody can see why: %j", async (trouble, reason) => {
    bot.microsoft.trouble(trouble);
    await say();
    await bot.expected(() => bot.faults.length > 0);
    await bot.settled();
    await bot.later(3_600_000);
    expect(posts()).toBe(1);
    expect(await bot.store.outbox.unsent(9)).toMatchObject([
      { state: "given_up", fault: expect.stringMatching(reason) },
    ]);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "Refused" }]);
  });

  it("takes a message again as soon as the person has added the app again", async () => {
    bot.microsoft.trouble({ status: 403, body: { error: { code: "MessageWritesBlocked", message: "" } } });
    await say();
    await bot.expected(() => bot.faults.length > 0);
    await bot.settled();
    bot.faults.splice(0);
    expect(await bot.store.outbox.retry(null, Date.now())).toBe(1);
    await bot.later(1_000);
    expect(shown()).toBe(1);
  });
});

describe("the bot's own token", () => {
  afterEach(ended);
  beforeEach(async () => {
    bot = await teamsBot();
  });

  it("is asked for once, and again before it ends", async () => {
    for (const chat of ["a:1", "a:2", "a:3"]) await bot.deliver(message(problem, chat));
    await bot.expected(() => bot.microsoft.messages().length === 3);
    expect(bot.microsoft.logins).toHaveLength(1);
    await bot.later(3_400_000);
    await bot.deliver(message("still no light", "a:1"));
    await bot.said("a:1", 2);
    expect(bot.microsoft.logins).toHaveLength(2);
  });

  it("that cannot be had keeps the message until it can", async () => {
    bot.microsoft.refuseLogin("temporarily_unavailable");
    await bot.deliver(message(problem, personal));
    await bot.expected(() => bot.microsoft.logins.length > 0);
    await bot.settled();
    expect(await bot.store.outbox.unsent(9)).toMatchObject([
      { state: "waiting", fault: "TeamsFault temporarily_unavailable" },
    ]);
    bot.microsoft.refuseLogin(null);
    await bot.later(10_000);
    expect(shown()).toBe(1);
  });

  it("is tried at the start, and what stands against it is said with a remedy", async () => {
    expect(await bot.teams.standsAgainst()).toBeNull();
    await bot.stop();
    bot = await teamsBot();
    bot.microsoft.refuseLogin("invalid_client");
    expect(await bot.teams.standsAgainst()).toMatch(
      /^TEAMS_CLIENT_SECRET: found .*invalid_client.*; expected .*Certificates/,
    );
    bot.microsoft.refuseLogin("temporarily_unavailable");
    expect(await bot.teams.standsAgainst()).toBeNull();
  });
});

describe("a restart", () => {
  afterEach(ended);
  it("loses nobody's place: the bot goes on there, also when it speaks unasked", async () => {
    const microsoft = await fakeMicrosoft();
    const store = createMemoryStore();
    bot = await teamsBot({ microsoft, store });
    microsoft.down(true);
    await bot.deliver(message(problem, personal));
    await bot.settled();
    await bot.stop();
    expect(bot.faults).toEqual([]);
    microsoft.down(false);
    bot = await teamsBot({ microsoft, store });
    await bot.later(60_000);
    expect(microsoft.said(personal)).toHaveLength(1);
    // Nobody answers: the bot asks whether anybody is there.
    const hour = 3_600_000;
    for (let hours = 0; hours < 24 && microsoft.said(personal).length < 2; hours++) {
      await bot.later(hour);
      await bot.turns.tick();
      await bot.settled();
    }
    expect(microsoft.said(personal)).toHaveLength(2);
    expect((await bot.events(personal)).map(({ type }) => type)).toContain("Nudged");
    await bot.stop();
    await microsoft.close();
    bot = await teamsBot();
  });
});
