import { afterEach, describe, expect, it } from "vitest";
import { seal } from "../../src/adapters/slack/seal.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { dying } from "../channels/dying.ts";
import { type DeskBot, desk, deskBot, people, pressOf, problem, wordsIn } from "./support/desk.ts";
import { botToken } from "./support/fake.ts";

const { grace, linus } = people;

let bot: DeskBot;
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

async function handedOver(): Promise<void> {
  await bot.ask(problem);
  await bot.ask("still no light");
  await bot.ask("i want to speak to a person");
}

/** What stands at the desk: below the ticket, each by its first words. */
const standing = () => ({
  tickets: bot.tickets().length,
  transcripts: bot.thread().filter(({ blocks }) => wordsIn(blocks).includes("Every word so far")).length,
  files: bot.thread().filter(({ files }) => files.length > 0).length,
  taken: bot.thread().filter(({ blocks }) => wordsIn(blocks).includes("has taken it")).length,
  all: bot.thread().length,
});
const once = { tickets: 1, transcripts: 1, files: 1, taken: 1, all: 3 };

describe("a ticket, its parts and what is told below it", () => {
  it("stand there once where the process dies between every post and its mark", async () => {
    bot = await deskBot({ store: dying() });
    await handedOver();
    for (let n = 0; n < 7; n++) await bot.later(31_000);
    await bot.press(grace, "Claim");
    for (let n = 0; n < 2; n++) await bot.later(31_000);
    expect(standing()).toEqual(once);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
    await bot.write(grace, "hello");
    for (let n = 0; n < 2; n++) await bot.later(31_000);
    expect(bot.side().filter(({ blocks }) => wordsIn(blocks).includes("Grace (support)"))).toHaveLength(1);
  });

  it("stand there once where Slack's answers get lost", async () => {
    bot = await deskBot();
    await bot.ask(problem);
    await bot.ask("still no light");
    for (const method of ["chat.postMessage", "files.getUploadURLExternal", "files.completeUploadExternal"])
      bot.fake.lose(method, 2);
    await bot.ask("i want to speak to a person");
    for (let n = 0; n < 20; n++) await bot.later(5_000);
    bot.fake.lose("chat.postMessage");
    await bot.press(grace, "Claim");
    for (let n = 0; n < 5; n++) await bot.later(5_000);
    expect(standing()).toEqual(once);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
  });

  it("wait for a Slack that is down, and for one that asks for patience", async () => {
    bot = await deskBot();
    await bot.ask(problem);
    bot.fake.down(true);
    await bot.ask("i want to speak to a person");
    for (let n = 0; n < 20; n++) await bot.later(5_000);
    bot.fake.down(false);
    bot.fake.limit("chat.postMessage", 20);
    bot.fake.limit("files.getUploadURLExternal", 20);
    for (let n = 0; n < 60; n++) await bot.later(5_000);
    await bot.press(grace, "Claim");
    expect(standing()).toEqual(once);
    // An answered question that could not be drawn anew is told, and holds nothing back.
    expect(bot.faults.splice(0)).toMatchObject([{ name: "SlackFault", code: "no_answer" }]);
  });

  it("are no more where what was pressed, written and sent off arrives again", async () => {
    bot = await deskBot();
    await handedOver();
    const claim = pressOf(bot.ticket(), grace, "Claim");
    for (let n = 0; n < 3; n++) await bot.interaction(claim);
    await bot.sent();
    expect(standing()).toEqual(once);
    expect(bot.side().filter(({ blocks }) => wordsIn(blocks).includes("Grace has taken your case"))).toHaveLength(1);
  });
});

describe("a ticket", () => {
  it("that somebody has deleted holds nothing back", async () => {
    bot = await deskBot();
    await handedOver();
    const { ts } = bot.ticket();
    const waiting = bot.ticket();
    bot.fake.remove(desk, ts);
    await bot.interaction(pressOf(waiting, grace, "Claim"));
    await bot.sent();
    expect(
      bot.fake
        .thread(desk, ts)
        .map(({ blocks }) => wordsIn(blocks))
        .at(-1),
    ).toContain("Grace has taken it");
  });

  it("that cannot be redrawn for the moment is redrawn before what has changed is told", async () => {
    bot = await deskBot();
    await handedOver();
    bot.fake.limit("chat.update", 10);
    await bot.press(grace, "Claim");
    await bot.later(12_000);
    expect(standing()).toEqual(once);
    expect(wordsIn(bot.ticket().blocks)).toContain("Grace has taken it");
  });
});

describe("a desk", () => {
  it("whose channel the bot is not in gets the ticket and its parts once it is", async () => {
    bot = await deskBot();
    bot.fake.channels.delete(desk);
    await handedOver();
    await bot.later(5_000);
    expect(bot.faults.splice(0)).toMatchObject([{ message: "Slack refuses it: not_in_channel" }]);
    expect(await bot.store.outbox.unsent(9)).toMatchObject([{ state: "given_up", to: "desk:slack" }, {}, {}]);
    bot.fake.channels.add(desk);
    await bot.store.outbox.retry(null, 0);
    for (let n = 0; n < 5; n++) await bot.later(5_000);
    await bot.press(linus, "Claim");
    expect(standing()).toEqual(once);
  });

  it("of a workspace that has installed the app is told with the workspace's token", async () => {
    const store = createMemoryStore();
    const key = Buffer.alloc(32, 1);
    const installed = {
      token: botToken,
      bot: "B0",
      user: "U0BOT",
      scopes: [],
      team: "T1",
      enterprise: null,
      installer: "U1",
    };
    await store.installations.put("slack:T1", seal(JSON.stringify(installed), "slack:T1", key), 0);
    bot = await deskBot({
      store,
      settings: {
        auth: { kind: "oauth", clientId: "1.2", clientSecret: "client", key },
        desks: [{ name: "slack", install: "T1", channel: desk }],
      },
    });
    await handedOver();
    await bot.press(grace, "Claim");
    expect(standing()).toEqual(once);
  });

  it("that was not told of a case hears nothing of it later", async () => {
    bot = await deskBot();
    bot.fake.channels.delete(desk);
    await handedOver();
    bot.faults.splice(0);
    bot.fake.channels.add(desk);
    await bot.ask("are you there?");
    expect(bot.tickets()).toEqual([]);
  });

  it("knows its tickets for longer than what was sent is remembered", async () => {
    bot = await deskBot();
    await handedOver();
    await bot.press(grace, "Claim");
    await bot.store.prune(Date.now() + 60_000);
    await bot.ask("one more thing");
    expect(wordsIn(bot.thread().at(-1)?.blocks)).toBe("*Ada*\none more thing");
    await bot.write(grace, "yes?");
    expect(wordsIn(bot.side().at(-1)?.blocks)).toBe("*Grace (support)*\nyes?");
  });
});
