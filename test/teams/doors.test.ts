import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failing } from "../channels/failing.ts";
import { cardProblems } from "./cards/validate.ts";
import type { Json } from "./support/app.ts";
import { cardOf, type TeamsBot, teamsBot, wordsOf } from "./support/bot.ts";
import { ada, bob, channel, edited, group, invoke, mention, message, personal, thread } from "./support/payloads.ts";

const letter = "hello, my mi buds 4 pro won't connect to my pixel, the light is off. I have restarted the phone.";
const root = "1700000001000";
const agent = { id: "29:agent", name: "Grace", aadObjectId: "aad-grace" } as const;

let bot: TeamsBot;
beforeEach(async () => {
  bot = await teamsBot();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

/** learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module */
const help = (place: string, more: Json = {}): Json =>
  invoke(
    "composeExtension/fetchTask",
    {
      commandId: "helpWithThis",
      commandContext: "message",
      messagePayload: {
        id: root,
        body: { contentType: "html", content: `<div><p>${letter.replaceAll("'", "&#39;")}</p></div>` },
        from: { user: { id: bob.aadObjectId, displayName: bob.name, userIdentityType: "aadUser" } },
        ...more,
      },
    },
    place,
    { from: agent },
  );

interface Card {
  readonly body: readonly { readonly type: string; readonly value?: string }[];
  readonly actions: readonly { readonly title: string; readonly data: Json }[];
}

/** The card of the task module that is shown then. */
async function moduleOf(response: Response): Promise<Card> {
  const { task } = JSON.parse(await response.text());
  expect([response.status, task.type, task.value.card.contentType]).toEqual([
    200,
    "continue",
    "application/vnd.microsoft.card.adaptive",
  ]);
  expect(cardProblems(task.value.card.content)).toEqual([]);
  return task.value.card.content;
}
const pressed = ({ actions }: Card, title: string, text: string): Json => {
  const action = actions.find((one) => one.title === title);
  if (action === undefined) throw new Error(`found no ${title}; expected one of ${actions.map((one) => one.title)}`);
  return { commandId: "helpWithThis", data: { ...action.data, text } };
};
const submit = (card: Card, title: string, text: string, place: string): Promise<Response> =>
  bot.deliver(invoke("composeExtension/submitAction", pressed(card, title, text), place, { from: agent }));
const utterances = async (place: string) =>
  (await bot.events(place)).flatMap((event) => (event.type === "UserUttered" ? [[event.by.id, event.text]] : []));
const words = (card: Card): string => JSON.stringify(card);

describe("“Help with this” on a message", () => {
  it("shows what is known, the trees, a reply and a note, and stores nothing", async () => {
    const card = await moduleOf(await bot.deliver(help(thread(root))));
    for (const part of [
      "Mi Buds 4 Pro",
      "What it may be about",
      "A reply to send",
      "A note for the file",
      "Best to ask",
    ])
      expect(words(card)).toContain(part);
    expect(card.body.find(({ type }) => type === "Input.Text")?.value).toBe(letter);
    await bot.settled();
    expect(await bot.store.list(9)).toEqual([]);
    expect(bot.microsoft.calls).toEqual([]);
  });

  it("reads again what was corrected", async () => {
    const card = await moduleOf(await bot.deliver(help(thread(root))));
    const again = await moduleOf(
      await submit(card, "Read it again", "my redmi buds 4 pro won't connect", thread(root)),
    );
    expect(words(again)).toContain("Redmi Buds 4 Pro");
    expect(words(await moduleOf(await submit(card, "Read it again", "  ", thread(root))))).toContain(
      "Paste the customer",
    );
  });

  it("goes on below the message, with whoever wrote it", async () => {
    const card = await moduleOf(await bot.deliver(help(channel)));
    expect((await submit(card, "Go on here", letter, channel)).status).toBe(200);
    const [introduction, answer] = await bot.said(thread(root), 2);
    expect(introduction && wordsOf(introduction)).toContain("Grace has asked me to help with the message of Bob");
    expect(answer && wordsOf(answer)).toContain("Mi Buds 4 Pro");
    expect(await utterances(thread(root))).toEqual([["aad-bob", letter]]);
    await bot.deliver(message("still no light", thread(root), { from: bob }));
    await bot.said(thread(root), 3);
  });

  it("makes what its author changes in it later a correction", async () => {
    const card = await moduleOf(await bot.deliver(help(channel)));
    await submit(card, "Go on here", letter, channel);
    await bot.said(thread(root), 2);
    await bot.deliver(
      edited(message(letter, thread(root), { id: root, from: bob }), "my redmi buds 4 pro won't connect"),
    );
    await bot.said(thread(root), 3);
    const edits = (await bot.events(thread(root))).flatMap((event) =>
      event.type === "UserUttered" ? [event.edits !== null] : [],
    );
    expect(edits).toEqual([false, true]);
  });

  it("is the agent's own word where they have changed it", async () => {
    const card = await moduleOf(await bot.deliver(help(channel)));
    await submit(card, "Go on here", "my redmi buds 4 pro won't connect", channel);
    await bot.said(thread(root), 2);
    expect(await utterances(thread(root))).toEqual([["aad-grace", "my redmi buds 4 pro won't connect"]]);
  });

  it("is the agent's own word in a case that is under way: nobody answers in another's name", async () => {
    await bot.deliver(mention("how do i factory reset mi buds 4 pro", thread(root), { id: root, from: bob }));
    await bot.said(thread(root), 1);
    const content = { body: { contentType: "text", content: "yes, go ahead" }, id: "1700000002000", replyToId: root };
    const card = await moduleOf(await bot.deliver(help(thread(root), content)));
    await submit(card, "Go on here", "yes, go ahead", thread(root));
    await bot.said(thread(root), 3);
    expect((await utterances(thread(root))).map(([by]) => by)).toEqual(["aad-bob", "aad-grace"]);
  });

  it.each<[string, Json, Json]>([
    ["another author", { author: { id: "aad-ceo", name: "Carol" } }, {}],
    ["another thread", { root: "1700000009000" }, {}],
    ["the hands of another person", {}, { from: ada }],
  ])("that comes back with %s goes nowhere in anybody's name", async (_, changed, more) => {
    const card = await moduleOf(await bot.deliver(help(channel)));
    const { data, ...rest } = pressed(card, "Go on here", letter) as { readonly data: { readonly goal: Json } };
    const value = { ...rest, data: { ...data, goal: { ...data.goal, ...changed } } };
    const sent = invoke("composeExtension/submitAction", value, channel, { from: agent, ...more });
    const answer = await moduleOf(await bot.deliver(sent));
    expect(words(answer)).toContain("I cannot tell any more");
    expect(answer.actions.map(({ title }) => title)).toContain("Go on in our chat");
    expect([await bot.store.list(9), bot.microsoft.calls]).toEqual([[], []]);
  });

  it("on a reply goes on in the thread the reply stands in; in a group chat, there", async () => {
    const reply = await moduleOf(await bot.deliver(help(channel, { id: "1700000002000", replyToId: root })));
    await submit(reply, "Go on here", letter, channel);
    await bot.said(thread(root), 2);
    const chat = await moduleOf(await bot.deliver(help(group)));
    await submit(chat, "Go on here", letter, group);
    await bot.said(group, 2);
  });

  it("in a chat of two people, where no bot can be, goes on with whoever asked", async () => {
    const place = "19:bob_grace@unq.gbl.spaces";
    const card = await moduleOf(await bot.deliver(help(place)));
    expect((await submit(card, "Go on in our chat", letter, place)).status).toBe(200);
    const own = `a:${agent.id}`;
    const [quoted] = await bot.said(own, 2);
    expect(quoted && wordsOf(quoted)).toContain(letter);
    expect(await utterances(own)).toEqual([["aad-grace", letter]]);
  });

  it("says what to do where the bot is not in the channel", async () => {
    const card = await moduleOf(await bot.deliver(help(channel)));
    bot.microsoft.trouble({ status: 403, body: { error: { code: "BotNotInConversationRoster", message: "" } } });
    const answer = await moduleOf(await submit(card, "Go on here", letter, channel));
    expect(words(answer)).toContain("add me there first");
    expect(await bot.store.list(9)).toEqual([]);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "Refused" }]);
  });

  it("that could not be stored is tried again, and introduced once", async () => {
    await bot.stop();
    let isFull = true;
    bot = await teamsBot({ store: failing(() => (isFull ? new Error("disk full") : null)) });
    const card = await moduleOf(await bot.deliver(help(channel)));
    expect(words(await moduleOf(await submit(card, "Go on here", letter, channel)))).toContain("try again");
    expect(bot.faults.splice(0)).toMatchObject([{ message: "disk full" }]);
    isFull = false;
    await submit(card, "Go on here", letter, channel);
    await bot.said(thread(root), 2);
    await bot.settled();
    expect(bot.microsoft.said(thread(root))).toHaveLength(2);
  });

  it("of one module counts once", async () => {
    const card = await moduleOf(await bot.deliver(help(channel)));
    await submit(card, "Go on here", letter, channel);
    await bot.said(thread(root), 2);
    await submit(card, "Go on here", letter, channel);
    await bot.settled();
    expect(await utterances(thread(root))).toHaveLength(1);
  });

  it("on a message without words asks for them", async () => {
    const card = await moduleOf(await bot.deliver(help(channel, { body: { contentType: "html", content: "<img>" } })));
    expect(card.actions.map(({ title }) => title)).toEqual(["Read it"]);
  });

  it("tells an agent at once where it is a matter of safety", async () => {
    const content = "the case of my buds got hot and there was smoke";
    const card = await moduleOf(await bot.deliver(help(channel, { body: { contentType: "text", content } })));
    expect(words(card)).toContain("Safety first");
  });

  it("keeps a long letter within what Teams takes", async () => {
    const content = `${letter} ${"and then nothing happened at all. ".repeat(500)}`;
    const response = await bot.deliver(help(channel, { body: { contentType: "text", content } }));
    expect(Buffer.byteLength(await response.clone().text())).toBeLessThan(28 * 1024);
    await moduleOf(response);
  });

  it.each(["漢", "\u0001", "😀", '"'])("keeps a letter of %j within what Teams takes", async (sign) => {
    const content = `${letter}\n${sign.repeat(6000)}`;
    const response = await bot.deliver(help(channel, { body: { contentType: "text", content } }));
    expect(Buffer.byteLength(await response.clone().text())).toBeLessThan(28 * 1024);
    const card = await moduleOf(response);
    expect(card.body.find(({ type }) => type === "Input.Text")?.value).toContain(letter);
    expect(words(card)).toContain("What is known");
    const again = await submit(card, "Read it again", content, channel);
    expect(Buffer.byteLength(await again.clone().text())).toBeLessThan(28 * 1024);
  });
});

describe("“paste”", () => {
  it("as a command opens an empty module", async () => {
    const open = invoke("composeExtension/fetchTask", { commandId: "paste", commandContext: "compose" }, personal, {
      from: agent,
    });
    const empty = await moduleOf(await bot.deliver(open));
    const card = await moduleOf(await submit(empty, "Read it", letter, personal));
    expect(words(card)).toContain("Mi Buds 4 Pro");
    await submit(card, "Go on in our chat", letter, personal);
    await bot.said(personal, 2);
    expect(await utterances(personal)).toEqual([["aad-grace", letter]]);
  });

  it("as a word gets a button that opens the module, and begins no case", async () => {
    await bot.deliver(message("Paste", personal));
    const [offer] = await bot.said(personal, 1);
    const data = offer && cardOf(offer)?.actions?.[0]?.data;
    expect(data).toMatchObject({ msteams: { type: "task/fetch" } });
    expect(await bot.store.list(9)).toEqual([]);
    const empty = await moduleOf(await bot.deliver(invoke("task/fetch", { data }, personal)));
    const sent = { data: { ...empty.actions[0]?.data, text: letter } };
    expect(words(await moduleOf(await bot.deliver(invoke("task/submit", sent, personal))))).toContain("Mi Buds 4 Pro");
  });

  it("that is none of the bot's is refused", async () => {
    expect((await bot.deliver(invoke("task/submit", { data: { other: 1 } }, personal))).status).toBe(400);
  });
});
