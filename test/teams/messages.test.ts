import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { app } from "./support/app.ts";
import { cardOf, optionsOf, type TeamsBot, teamsBot, wordsOf } from "./support/bot.ts";
import { activity, ada, bob, deleted, edited, group, mention, message, personal, thread } from "./support/payloads.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";
const root = "1700000001000";
const inThread = thread(root);

let bot: TeamsBot;
beforeEach(async () => {
  bot = await teamsBot();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

const utterances = async (conversation: string) =>
  (await bot.events(conversation)).flatMap((event) => (event.type === "UserUttered" ? [event.text] : []));
const firstOf = async (conversation: string) => {
  const [first] = await bot.said(conversation, 1);
  if (first === undefined) throw new Error("nothing was said");
  return first;
};

describe("a message in a chat of two", () => {
  it("is answered with a card: the words, a question, buttons", async () => {
    expect((await bot.deliver(message(problem, personal))).status).toBe(200);
    const first = await firstOf(personal);
    expect(wordsOf(first)).toContain("Mi Buds 4 Pro");
    expect(first.activity.summary).toContain("Mi Buds 4 Pro");
    expect(optionsOf(first).length).toBeGreaterThan(1);
    expect(await utterances(personal)).toEqual([problem]);
  });

  it("is seen to be worked on", async () => {
    await bot.deliver(message(problem, personal));
    await bot.expected(() => bot.microsoft.calls.some(({ body }) => body.type === "typing"));
    await bot.said(personal, 1);
  });

  it("is known by the person's id in Entra ID, with their name", async () => {
    await bot.deliver(message(problem, personal));
    await bot.said(personal, 1);
    const [said] = (await bot.events(personal)).filter(({ type }) => type === "UserUttered");
    expect(said).toMatchObject({ by: { id: "aad-ada", name: "Ada" } });
  });

  it("with signs that HTML has names for is read as it was written", async () => {
    await bot.deliver(message("won&#39;t connect &lt;&amp;&gt; is &nbsp;off", personal));
    await bot.said(personal, 1);
    expect(await utterances(personal)).toEqual(["won't connect <&> is off"]);
  });

  it("that holds a file and no words gets no answer", async () => {
    const file = { contentType: "image/png", contentUrl: "https://example.com/x.png" };
    await bot.deliver(message("", personal, { attachments: [file] }));
    await bot.settled();
    expect(bot.microsoft.calls).toEqual([]);
  });

  it("that comes again, with the same id, is answered once", async () => {
    const said = message(problem, personal);
    await Promise.all([bot.deliver(said), bot.deliver(said)]);
    await bot.said(personal, 1);
    expect((await bot.deliver(said)).status).toBe(200);
    await bot.settled();
    expect(bot.microsoft.posts()).toHaveLength(1);
    expect(await utterances(personal)).toHaveLength(1);
  });

  it("not as documented is answered 400", async () => {
    expect((await bot.deliver(message("x", personal, { text: 5 }))).status).toBe(400);
    expect((await bot.deliver(message("x", personal, { id: undefined }))).status).toBe(400);
  });

  it("of a kind the bot does not know is taken and left alone", async () => {
    const reaction = activity("messageReaction", personal, { reactionsAdded: [{ type: "like" }], replyToId: "1" });
    expect((await bot.deliver(reaction)).status).toBe(200);
    await bot.settled();
    expect(bot.microsoft.calls).toEqual([]);
  });
});

describe("a mention", () => {
  it("in a channel is answered in its thread, its markup left out", async () => {
    await bot.deliver(mention(problem, inThread, { id: root }));
    const first = await firstOf(inThread);
    expect(wordsOf(first)).toContain("Mi Buds 4 Pro");
    expect(await utterances(inThread)).toEqual([problem]);
    expect(bot.microsoft.messages()).toHaveLength(1);
  });

  it("in a group chat is answered there", async () => {
    await bot.deliver(mention(problem, group));
    expect(await utterances(group)).toEqual([problem]);
    await bot.said(group, 1);
  });

  it("and nothing else is a greeting", async () => {
    await bot.deliver(mention("", group));
    expect(wordsOf(await firstOf(group))).toContain("Hello");
  });

  it("of somebody else beside the bot keeps their name", async () => {
    const said = mention("<at>Bob</at> has a problem with his buds", group);
    const entities = Array.isArray(said.entities) ? said.entities : [];
    const other = { type: "mention", text: "<at>Bob</at>", mentioned: { id: bob.id, name: "Bob" } };
    await bot.deliver({ ...said, entities: [...entities, other] });
    await bot.said(group, 1);
    expect(await utterances(group)).toEqual(["@Bob has a problem with his buds"]);
  });

  it("in HTML is read as text", async () => {
    const text = "<p><at>Stepwise</at>&nbsp;my buds <b>4 pro</b></p><p>wont connect</p>";
    await bot.deliver(mention("", group, { text, textFormat: "xml" }));
    await bot.said(group, 1);
    expect(await utterances(group)).toEqual(["my buds 4 pro\nwont connect"]);
  });
});

describe("where people talk about other things", () => {
  it.each([inThread, group])("in %s, what is not for the bot gets no answer and leaves no trace", async (place) => {
    await bot.deliver(message(problem, place));
    await bot.deliver(message("lunch?", place));
    await bot.settled();
    expect(bot.microsoft.calls).toEqual([]);
    expect(await bot.store.list(9)).toEqual([]);
    expect((await bot.store.undone()).activities).toEqual([]);
  });

  it("a group chat in which no case is open any more is one again", async () => {
    for (const [n, words] of [problem, "it works now, thanks", "yes"].entries()) {
      await bot.deliver(mention(words, group));
      await bot.said(group, n + 1);
    }
    await bot.deliver(message("see you at lunch", group));
    await bot.settled();
    expect(bot.microsoft.said(group)).toHaveLength(3);
    expect(await utterances(group)).toHaveLength(3);
  });

  it("a group chat goes on without a mention while the case is open", async () => {
    await bot.deliver(mention(problem, group));
    await bot.said(group, 1);
    await bot.deliver(message("still no light", group));
    expect(await bot.said(group, 2)).toHaveLength(2);
  });
});

describe("a thread the bot takes part in", () => {
  beforeEach(async () => {
    await bot.deliver(mention(problem, inThread, { id: root }));
    await bot.said(inThread, 1);
  });

  it("goes on without a mention, where Teams delivers it", async () => {
    await bot.deliver(message("still no light", inThread));
    const [, second] = await bot.said(inThread, 2);
    expect(second && wordsOf(second)).toContain("lid");
  });

  it("answers the person whose case it is even where it does not understand", async () => {
    await bot.deliver(message("the frobnicator is zorbed", inThread));
    expect(await bot.said(inThread, 2)).toHaveLength(2);
  });

  it("leaves alone what others say to each other, and what is said to somebody else", async () => {
    await bot.deliver(message("the frobnicator is zorbed", inThread, { from: bob }));
    const toBob = { type: "mention", text: "<at>Bob</at>", mentioned: { id: bob.id, name: "Bob" } };
    await bot.deliver(message("<at>Bob</at> can you come over?", inThread, { entities: [toBob] }));
    await bot.settled();
    expect(bot.microsoft.said(inThread)).toHaveLength(1);
  });
});

describe("an edit", () => {
  it("of the last words is a correction", async () => {
    await bot.deliver(message(problem, personal));
    await bot.said(personal, 1);
    const last = message("yes there is light", personal);
    await bot.deliver(last);
    await bot.said(personal, 2);
    const change = edited(last, "still no light");
    await bot.deliver(change);
    const third = (await bot.said(personal, 3)).at(-1);
    expect(third && wordsOf(third)).toContain("lid");
    await bot.deliver(change);
    await bot.settled();
    expect(bot.microsoft.said(personal)).toHaveLength(3);
  });

  it("of older words changes nothing, nor does a deletion, nor that it is taken back", async () => {
    const first = message(problem, personal);
    await bot.deliver(first);
    await bot.said(personal, 1);
    const second = message("still no light", personal);
    await bot.deliver(second);
    await bot.said(personal, 2);
    const before = await bot.events(personal);
    await bot.deliver(edited(first, "my speaker is silent"));
    expect((await bot.deliver(deleted(second))).status).toBe(200);
    const back = { tenant: { id: app.tenant }, eventType: "undeleteMessage" };
    await bot.deliver({ ...edited(second, "still no light"), channelData: back });
    await bot.settled();
    expect(bot.microsoft.said(personal)).toHaveLength(2);
    expect(await bot.events(personal)).toEqual(before);
  });

  it("that adds the mention is answered, once", async () => {
    const before = message(problem, inThread, { id: root });
    await bot.deliver(before);
    const after = mention(problem, inThread, { id: root });
    await bot.deliver({ ...edited(after, String(after.text)) });
    await bot.deliver(after);
    await bot.said(inThread, 1);
    await bot.settled();
    expect(bot.microsoft.messages()).toHaveLength(1);
  });
});

describe("an edit of words the bot did not hear", () => {
  const said = message("the frobnicator is zorbed", inThread, { from: bob });
  beforeEach(async () => {
    await bot.deliver(mention(problem, inThread, { id: root }));
    await bot.said(inThread, 1);
    await bot.deliver(said);
    await bot.settled();
  });
  const naming = (text: string, at?: string) =>
    edited(mention(text, inThread, { id: said.id, from: bob }), `<at>Stepwise</at> ${text}`, at);

  it("that adds the mention is answered, once", async () => {
    await bot.deliver(naming("still no light"));
    await bot.deliver(naming("still no light"));
    await bot.deliver(mention("still no light", inThread, { id: said.id, from: bob }));
    const [, second] = await bot.said(inThread, 2);
    expect(second && wordsOf(second)).toContain("lid");
    await bot.settled();
    expect(await utterances(inThread)).toEqual([problem, "still no light"]);
  });

  it("that adds the mention makes the next edit a correction", async () => {
    await bot.deliver(naming("yes there is light"));
    await bot.said(inThread, 2);
    await bot.deliver(naming("still no light", "2026-11-02T10:06:00.000Z"));
    const third = (await bot.said(inThread, 3)).at(-1);
    expect(third && wordsOf(third)).toContain("lid");
    const edits = (await bot.events(inThread)).flatMap((event) => (event.type === "UserUttered" ? [event.edits] : []));
    expect(edits.map((one) => one !== null)).toEqual([false, false, true]);
  });

  it("that adds no mention leaves no trace", async () => {
    await bot.deliver(edited(said, "the frobnicator is zarbed"));
    await bot.settled();
    expect(await utterances(inThread)).toEqual([problem]);
  });
});

describe("the bot, when it comes", () => {
  const installed = (place: string) => activity("installationUpdate", place, { action: "add" });
  const joined = (place: string, id: string = app.bot) =>
    activity("conversationUpdate", place, { membersAdded: [{ id }] });

  it("to a chat of two greets once, with ways to begin that a press types", async () => {
    await bot.deliver(installed(personal));
    await bot.deliver(joined(personal));
    const first = await firstOf(personal);
    await bot.settled();
    expect(bot.microsoft.posts()).toHaveLength(1);
    expect(first.activity.text).toContain("Hello");
    const { actions } = JSON.parse(JSON.stringify(first.activity.suggestedActions));
    expect(actions.length).toBeGreaterThan(1);
    expect(actions.length).toBeLessThanOrEqual(6);
    expect(actions[0]).toMatchObject({ type: "imBack", title: actions[0].value });
  });

  it("to a team says how to call it", async () => {
    await bot.deliver(joined("19:general@thread.tacv2"));
    expect((await firstOf("19:general@thread.tacv2")).activity.text).toContain("Mention me");
  });

  it("says nothing about other people's coming, or its own going", async () => {
    await bot.deliver(joined(group, ada.id));
    await bot.deliver(activity("installationUpdate", personal, { action: "remove" }));
    await bot.settled();
    expect(bot.microsoft.calls).toEqual([]);
  });

  it("is not in the way of what is then written", async () => {
    await bot.deliver(installed(personal));
    await bot.said(personal, 1);
    await bot.deliver(message(problem, personal));
    const [, second] = await bot.said(personal, 2);
    expect(second && cardOf(second)).not.toBeNull();
  });
});
