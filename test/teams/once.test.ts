import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dying } from "../channels/dying.ts";
import type { Json } from "./support/app.ts";
import { type TeamsBot, teamsBot, wordsOf } from "./support/bot.ts";
import {
  below,
  buttonsOf,
  deskBot,
  deskChannel,
  grace,
  handedOver,
  press,
  problem,
  ticketIn,
  ticketsIn,
  write,
} from "./support/desk.ts";
import { chatOf, group as groupOfTeam, type Permission, teamOf } from "./support/graph.ts";
import { ada, bob, execute, group, mention, message, personal, thread } from "./support/payloads.ts";

const all = [
  "ChannelMessage.Read.Group",
  "ChatMessage.Read.Chat",
  "Chat.Read.All",
  "TeamsAppInstallation.ReadForUser.All",
] as const;

let bot: TeamsBot;
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

/** Long enough for every rest, and for what a dead process has left to be taken up by another. */
const passed = async (times: number): Promise<void> => {
  await bot.settled();
  for (let n = 0; n < times; n++) await bot.later(31_000);
  await bot.settled();
};
/** Teams brings again what was not taken. */
async function deliver(activity: Json): Promise<void> {
  while ((await bot.deliver(activity)).status !== 200) await bot.settled();
  await passed(3);
}
const shown = (place: string): readonly string[] => bot.microsoft.said(place).map(wordsOf);
const inPlace = (words: RegExp, place = personal) => shown(place).filter((one) => words.test(one)).length;
const told = (words: RegExp) => below(bot).filter((one) => words.test(one)).length;

/** A desk that is set by the link of its channel. */
const linked = { settings: { desks: [{ name: "teams", channel: deskChannel, team: groupOfTeam }] } };

/** Where Ada is helped, and what has to be allowed there. */
const places: readonly (readonly [string, string, readonly Permission[]])[] = [
  ["a chat of two", personal, ["Chat.Read.All", "TeamsAppInstallation.ReadForUser.All"]],
  ["a group chat", group, ["ChatMessage.Read.Chat"]],
  ["the thread of a channel", thread("1700000001000"), ["ChannelMessage.Read.Group"]],
];
const call = (text: string, place: string) =>
  place === personal ? message(text, place) : mention(text, place, { from: ada });

describe("where the bot may look, what is said and told at a desk stands there once,", () => {
  it("also where the process dies between every post and its mark, and between it and where it was posted", async () => {
    bot = await deskBot({ store: dying(), ...linked });
    bot.microsoft.allow(...all);
    await deliver(message(problem, personal));
    await deliver(message("person", personal));
    await passed(6);
    await deliver(
      execute(buttonsOf(ticketIn(bot)).get("Claim"), ticketIn(bot).conversation, ticketIn(bot).id, { from: grace }),
    );
    await write(bot, "hello");
    await passed(3);
    await deliver(message("are you there?", personal));
    died(bot);
    expect(ticketsIn(bot)).toHaveLength(1);
    expect([told(/^What was said so far/), told(/^Grace has taken it/), told(/are you there\?$/)]).toEqual([1, 1, 1]);
    expect(below(bot)).toHaveLength(3);
    expect([inPlace(/Does any light come on/), inPlace(/Grace \(support\): hello/)]).toEqual([1, 1]);
    expect(shown(personal)).toHaveLength((await bot.events(personal)).filter(isSaid).length);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
  });

  it("also where Teams takes it and its answer gets lost", async () => {
    bot = await deskBot(linked);
    bot.microsoft.allow(...all);
    bot.microsoft.lose();
    await bot.deliver(message(problem, personal));
    await passed(1);
    bot.microsoft.loseThread();
    await handedOver(bot, ["person"]);
    await passed(2);
    bot.microsoft.lose();
    await press(bot, "Claim");
    await passed(2);
    expect(ticketsIn(bot)).toHaveLength(1);
    expect([told(/^What was said so far/), told(/^Grace has taken it/)]).toEqual([1, 1]);
    expect(shown(personal)).toHaveLength((await bot.events(personal)).filter(isSaid).length);
  });

  it("also where another server takes it up", async () => {
    const store = dying();
    bot = await deskBot({ store, ...linked });
    const { microsoft } = bot;
    microsoft.allow(...all);
    await deliver(message(problem, personal));
    await deliver(message("person", personal));
    const other = await deskBot({ store, microsoft, ...linked });
    for (let n = 0; n < 8; n++) {
      await other.later(31_000);
      await bot.later(31_000);
    }
    expect(ticketsIn(bot)).toHaveLength(1);
    expect(below(bot).map((one) => one.split("\n")[0])).toEqual(["What was said so far"]);
    expect(shown(personal)).toHaveLength((await bot.events(personal)).filter(isSaid).length);
    await other.stop();
    died(bot, other);
  });
});

describe("an answer that got lost in", () => {
  it.each(places)("%s brings no second message where the bot may look there", async (_, place, permissions) => {
    bot = await teamsBot();
    bot.microsoft.allow(...permissions);
    bot.microsoft.lose();
    await bot.deliver(call(problem, place));
    await passed(2);
    expect(shown(place)).toHaveLength(1);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
    // What it is called was learnt: its buttons can be taken away.
    await bot.deliver(call("no", place));
    await bot.settled();
    expect(bot.microsoft.said(place).map(({ edits }) => edits)).toEqual([1, 0]);
  });

  it.each(places)(
    "%s brings it again where it may not, and nothing is logged for it",
    async (_, place, permissions) => {
      bot = await teamsBot();
      // Chat.Read.All is for group chats, too.
      bot.microsoft.allow(...all.filter((one) => !permissions.includes(one) && one !== "Chat.Read.All"));
      bot.microsoft.lose();
      await bot.deliver(call(problem, place));
      await passed(2);
      expect(shown(place)).toHaveLength(2);
    },
  );
});

describe("what is looked for", () => {
  beforeEach(async () => {
    bot = await deskBot();
    bot.microsoft.allow(...all);
  });
  const lost = async () => {
    bot.microsoft.lose();
    await bot.deliver(message(problem, personal));
    await bot.settled();
  };

  it("is looked for where the first page does not show it", async () => {
    await handedOver(bot);
    await press(bot, "Claim");
    for (const text of ["one", "two", "three"]) await bot.deliver(message(text, personal));
    await bot.settled();
    bot.microsoft.pagesOf(2);
    bot.microsoft.lose();
    await bot.deliver(message("are you there?", personal));
    await bot.settled();
    expect(told(/are you there\?$/)).toBe(1);
    // Bob does not have the case, and is told so below it.
    for (const text of ["hello", "hello?", "anybody?"]) await write(bot, text, { from: bob });
    await passed(2);
    expect(told(/are you there\?$/)).toBe(1);
    expect(bot.microsoft.looks.filter((url) => url.includes("skiptoken")).length).toBeGreaterThan(0);
  });

  it("is looked for no sooner than Graph shows what Teams has taken", async () => {
    await lost();
    const { length } = bot.microsoft.looks;
    await bot.later(2_500);
    expect(bot.microsoft.looks).toHaveLength(length);
    await bot.later(1_000);
    expect(bot.microsoft.looks.length).toBeGreaterThan(length);
    expect(shown(personal)).toHaveLength(1);
  });

  it.each([{ status: 503 }, { status: 429 }, { status: 429, headers: { "retry-after": "30" } }])(
    "waits for a Graph that answers %j, and stands there once",
    async (trouble) => {
      bot.microsoft.graphTrouble(trouble, trouble);
      await lost();
      await passed(5);
      expect(shown(personal)).toHaveLength(1);
      expect(await bot.store.outbox.unsent(9)).toEqual([]);
    },
  );

  it("is not held back by a Graph that answers what nobody has documented; somebody is told, once", async () => {
    bot.microsoft.graphTrouble({ status: 400 }, { status: 200, body: "something else" });
    await lost();
    await passed(2);
    expect(shown(personal)).toHaveLength(2);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "TeamsFault", code: "graph_400" }]);
  });

  it("is asked of Graph alone, wherever a page says that it goes on", async () => {
    bot.microsoft.graphTrouble(
      { status: 200, body: { value: [{ id: "installed" }] } },
      { status: 200, body: { id: chatOf("aad-ada") } },
      { status: 200, body: { value: [], "@odata.nextLink": `${bot.microsoft.cloud.login}/elsewhere` } },
    );
    await lost();
    await passed(2);
    expect(shown(personal)).toHaveLength(2);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "TeamsFault", code: "graph_leads_elsewhere" }]);
  });

  it.each([{ status: 503 }, { status: 429, headers: { "retry-after": "3600" } }])(
    "is not waited for for long where Graph answers only %j",
    async (trouble) => {
      bot.microsoft.graphTrouble(...Array.from({ length: 50 }, () => trouble));
      bot.microsoft.trouble({ status: 502 });
      await bot.deliver(message(problem, personal));
      await bot.settled();
      expect(shown(personal)).toHaveLength(0);
      await passed(4);
      expect(shown(personal)).toHaveLength(1);
      expect(await bot.store.outbox.unsent(9)).toEqual([]);
      expect(bot.faults.splice(0)).toMatchObject([{ name: "TeamsFault", code: `graph_${trouble.status}` }]);
    },
  );

  it("leaves a ticket as it stands now, with what can be pressed", async () => {
    await handedOver(bot);
    bot.microsoft.lose();
    await press(bot, "Claim");
    await passed(2);
    expect(told(/^Grace has taken it/)).toBe(1);
    expect([...buttonsOf(ticketIn(bot)).keys()]).not.toContain("Claim");
  });
});

describe("the team of a desk's channel", () => {
  const open = async (team: string | null) => {
    bot = await deskBot({ settings: { desks: [{ name: "teams", channel: deskChannel, team }] } });
    bot.microsoft.allow("ChannelMessage.Read.Group");
  };
  const lostTicket = async () => {
    await bot.deliver(message(problem, personal));
    await bot.settled();
    bot.microsoft.loseThread();
    await handedOver(bot, ["person"]);
    await passed(2);
  };

  it("is that of the link, before anything was heard from there", async () => {
    await open(groupOfTeam);
    await lostTicket();
    expect(ticketsIn(bot)).toHaveLength(1);
    expect([...buttonsOf(ticketIn(bot)).keys()]).toContain("Claim");
  });

  it("is learnt from what is heard there, where only its id is set", async () => {
    await open(null);
    await bot.deliver(message("good morning", `${deskChannel};messageid=1`));
    await lostTicket();
    expect(ticketsIn(bot)).toHaveLength(1);
  });

  it("is not taken from another channel", async () => {
    await open(null);
    await bot.deliver(message("good morning", thread("1")));
    await lostTicket();
    expect(ticketsIn(bot)).toHaveLength(2);
    expect(bot.microsoft.calls.filter(({ path }) => path.includes(encodeURIComponent(teamOf("19:general"))))).toEqual(
      [],
    );
  });
});

/** What a process could not write down before it died is told; nothing else is. */
function died(...bots: readonly TeamsBot[]): void {
  const faults = bots.flatMap((one) => one.faults.splice(0).map(String));
  expect(new Set(faults)).toEqual(new Set(["Error: the process has died"]));
}

const isSaid = ({ type }: { readonly type: string }): boolean => type === "BotReplied" || type === "AgentReplied";
