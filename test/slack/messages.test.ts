import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonsOf, type SlackBot, slackBot } from "./support/bot.ts";
import { bot as self } from "./support/fake.ts";
import { changed, deleted, direct, envelope, mention, message } from "./support/payloads.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";
const at = `<@${self.user}>`;
const root = "1700000001.000100";

let bot: SlackBot;
beforeEach(async () => {
  bot = await slackBot();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

const utterances = async (conversation: string) =>
  (await bot.events(conversation)).flatMap((event) => (event.type === "UserUttered" ? [event.text] : []));

describe("a mention in a channel", () => {
  it("is answered in its thread, with a question and buttons", async () => {
    expect((await bot.event(mention(`${at} ${problem}`, root))).status).toBe(200);
    const [said] = await bot.said("C1", root, 1);
    expect(said?.text).toContain("Mi Buds 4 Pro");
    if (said === undefined) throw new Error("nothing was said");
    expect(buttonsOf(said).length).toBeGreaterThan(1);
    expect(await utterances(`T1:C1:${root}`)).toEqual([problem]);
  });

  it("that arrives as a mention and as a message is answered once, whichever comes first", async () => {
    const second = "1700000002.000100";
    await bot.event(message(`${at} ${problem}`, root));
    await bot.event(mention(`${at} ${problem}`, root));
    await Promise.all([bot.event(mention(`${at} ${problem}`, second)), bot.event(message(`${at} ${problem}`, second))]);
    await bot.said("C1", root, 1);
    await bot.said("C1", second, 1);
    await bot.settled();
    expect(bot.fake.messages()).toHaveLength(2);
  });

  it("and nothing else is a greeting", async () => {
    await bot.event(mention(at, root));
    const [said] = await bot.said("C1", root, 1);
    expect(said?.text).toContain("Hello");
  });

  it("is marked while the bot is at work, and the mark goes with the answer", async () => {
    await bot.event(mention(`${at} ${problem}`, root));
    await bot.said("C1", root, 1);
    await bot.expected(() => bot.fake.called("reactions.remove").length === 1);
    expect(bot.fake.called("reactions.add")).toMatchObject([
      { args: { channel: "C1", timestamp: root, name: "eyes" } },
    ]);
    expect(bot.fake.reactions.size).toBe(0);
  });
});

describe("a delivery", () => {
  it("that is repeated with its id, or with a new one, is answered once", async () => {
    const payload = envelope(mention(`${at} ${problem}`, root));
    await bot.raw(payload);
    await bot.said("C1", root, 1);
    const retry = { headers: { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" } };
    expect((await bot.raw(payload, retry)).status).toBe(200);
    expect((await bot.raw({ ...payload, event_id: "EvAnother" }, retry)).status).toBe(200);
    await bot.settled();
    expect(bot.fake.messages()).toHaveLength(1);
    expect(await utterances(`T1:C1:${root}`)).toHaveLength(1);
  });

  it.each([
    ["signed with another secret", { secret: "another" }],
    ["six minutes old", { at: Math.floor(Date.now() / 1000) - 360 }],
    ["without a signature", { headers: { "x-slack-signature": "" } }],
  ])("%s is refused and leaves no trace", async (_, signing) => {
    expect((await bot.event(mention(`${at} ${problem}`, root), signing)).status).toBe(401);
    await bot.settled();
    expect(await bot.events(`T1:C1:${root}`)).toEqual([]);
    expect(bot.fake.calls).toEqual([]);
  });

  it("asks for its address to be verified and gets its challenge back", async () => {
    const response = await bot.raw({ type: "url_verification", challenge: "abc123", token: "verification" });
    expect([response.status, await response.json()]).toEqual([200, { challenge: "abc123" }]);
  });

  it("to another path finds nothing", async () => {
    expect((await fetch(`${bot.base}/slack/other`, { method: "POST" })).status).toBe(404);
    expect(bot.fake.calls).toEqual([]);
  });
});

describe("in a channel where people talk about other things", () => {
  it("what is not addressed to the bot gets no answer and leaves no trace", async () => {
    await bot.event(message(problem, root));
    await bot.event(message("lunch?", "1700000002.000100"));
    await bot.event(message("an answer to it", "1700000003.000100", { thread_ts: "1700000002.000100" }));
    await bot.settled();
    expect(bot.fake.calls).toEqual([]);
    expect((await bot.store.undone()).activities).toEqual([]);
    expect(await bot.store.list(9)).toEqual([]);
  });

  it.each([
    ["the bot itself", { user: self.user }],
    ["another bot", { bot_id: "B2", subtype: "bot_message" }],
    ["an app in a person's name", { bot_id: "B2" }],
    ["a join", { subtype: "channel_join" }],
  ])("%s is not answered, even when it names the bot", async (_, more) => {
    await bot.event(message(`${at} ${problem}`, root, more));
    await bot.settled();
    expect(bot.fake.calls).toEqual([]);
  });
});

describe("a channel in which the bot also answers unasked", () => {
  beforeEach(async () => {
    await bot.stop();
    bot = await slackBot({ settings: { unasked: ["C1"] } });
  });

  it("gets an answer to what is surely a problem, and silence to the rest", async () => {
    await bot.event(message(problem, root));
    await bot.event(message("who has the key to the meeting room?", "1700000002.000100"));
    await bot.event(message(problem, "1700000003.000100", { channel: "C2" }));
    await bot.said("C1", root, 1);
    await bot.settled();
    expect(bot.fake.messages()).toHaveLength(1);
  });
});

describe("a thread the bot takes part in", () => {
  beforeEach(async () => {
    await bot.event(mention(`${at} ${problem}`, root));
    await bot.said("C1", root, 1);
  });
  const reply = (text: string, ts: string, more = {}) => bot.event(message(text, ts, { thread_ts: root, ...more }));

  it("goes on without a mention", async () => {
    await reply("still no light", "1700000005.000100");
    const [, said] = await bot.said("C1", root, 2);
    expect(said?.text).toContain("lid");
    expect(await utterances(`T1:C1:${root}`)).toEqual([problem, "still no light"]);
  });

  it("answers the person whose case it is even where it does not understand", async () => {
    await reply("the frobnicator is zorbed", "1700000005.000100");
    const said = await bot.said("C1", root, 2);
    expect(said).toHaveLength(2);
  });

  it("leaves alone what others say to each other, and what is said to somebody else", async () => {
    await reply("the frobnicator is zorbed", "1700000005.000100", { user: "U2" });
    await reply("<@U2> can you come over?", "1700000006.000100");
    await bot.settled();
    expect(bot.fake.thread("C1", root)).toHaveLength(1);
  });

  it("hears an answer that is shown in the channel as well", async () => {
    await reply("still no light", "1700000005.000100", { subtype: "thread_broadcast" });
    expect(await bot.said("C1", root, 2)).toHaveLength(2);
  });

  it("reads a sign by its name", async () => {
    await reply("what does the light mean :thinking_face:", "1700000005.000100");
    await reply(":-1:", "1700000006.000100");
    await bot.expected(async () => (await utterances(`T1:C1:${root}`)).length === 3);
    expect((await utterances(`T1:C1:${root}`)).at(-1)).toBe("👎");
  });

  it("takes an edit of the last words as a correction", async () => {
    await reply("yes there is light", "1700000005.000100");
    await bot.said("C1", root, 2);
    await bot.event(changed("still no light", "yes there is light", "1700000005.000100", { thread_ts: root }));
    const said = await bot.said("C1", root, 3);
    expect(said.at(-1)?.text).toContain("lid");
    const edits = (await bot.events(`T1:C1:${root}`)).flatMap((event) =>
      event.type === "UserUttered" ? [event.edits] : [],
    );
    expect(edits).toEqual([null, null, "slack:T1:C1:1700000005.000100"]);
  });

  it("leaves alone an edit of older words, a preview that unrolls, and what is deleted", async () => {
    await reply("still no light", "1700000005.000100");
    await bot.said("C1", root, 2);
    await bot.event(changed(`${at} something else`, `${at} ${problem}`, root));
    await bot.event({ ...changed("still no light", "still no light", "1700000005.000100", { thread_ts: root }) });
    await bot.event(deleted("1700000005.000100", { thread_ts: root }));
    await bot.settled();
    expect(bot.fake.thread("C1", root)).toHaveLength(2);
  });
});

describe("a mention that is added later", () => {
  it("is answered, once", async () => {
    await bot.event(message(problem, root));
    await bot.event(changed(`${at} ${problem}`, problem, root));
    await bot.event(mention(`${at} ${problem}`, root, { edited: { user: "U1", ts: `${root}5` } }));
    await bot.said("C1", root, 1);
    await bot.settled();
    expect(bot.fake.messages()).toHaveLength(1);
  });
});

describe("an edit of words the bot did not hear", () => {
  const ts = "1700000005.000100";
  const talk = { thread_ts: root, user: "U2" };
  const edited = { ...talk, edited: { user: "U2", ts: `${ts}5` } };
  beforeEach(async () => {
    await bot.event(mention(`${at} ${problem}`, root));
    await bot.said("C1", root, 1);
    await bot.event(message("the frobnicator is zorbed", ts, talk));
    await bot.settled();
  });

  it("that adds the mention is answered, once", async () => {
    await bot.event(changed(`${at} still no light`, "the frobnicator is zorbed", ts, edited));
    await bot.event(mention(`${at} still no light`, ts, edited));
    const [, said] = await bot.said("C1", root, 2);
    expect(said?.text).toContain("lid");
    await bot.settled();
    expect(await utterances(`T1:C1:${root}`)).toEqual([problem, "still no light"]);
  });

  it("that adds the mention makes the next edit a correction", async () => {
    await bot.event(changed(`${at} yes there is light`, "the frobnicator is zorbed", ts, edited));
    await bot.said("C1", root, 2);
    const again = { ...talk, edited: { user: "U2", ts: `${ts}6` } };
    await bot.event(changed(`${at} still no light`, `${at} yes there is light`, ts, again));
    expect((await bot.said("C1", root, 3)).at(-1)?.text).toContain("lid");
    const edits = (await bot.events(`T1:C1:${root}`)).flatMap((event) =>
      event.type === "UserUttered" ? [event.edits] : [],
    );
    expect(edits).toEqual([null, null, `slack:T1:C1:${ts}:${ts}5`]);
  });

  it("that adds no mention leaves no trace", async () => {
    await bot.event(changed("the frobnicator is zarbed", "the frobnicator is zorbed", ts, edited));
    await bot.settled();
    expect(bot.fake.thread("C1", root)).toHaveLength(1);
    expect(await utterances(`T1:C1:${root}`)).toEqual([problem]);
  });
});

describe("a direct message", () => {
  it("that came while nobody listened is heard by its edit", async () => {
    await bot.event(direct("hello", root));
    await bot.said("D1", null, 1);
    const change = changed(problem, "my buds", "1700000005.000100");
    await bot.event({ ...change, channel: "D1", channel_type: "im" });
    await bot.said("D1", null, 2);
    expect(await utterances("T1:D1")).toEqual(["hello", problem]);
  });

  it("is answered where it was written, and goes on there", async () => {
    await bot.event(direct(problem, root));
    await bot.said("D1", null, 1);
    await bot.event(direct("still no light", "1700000005.000100"));
    await bot.said("D1", null, 2);
    expect(await utterances("T1:D1")).toEqual([problem, "still no light"]);
  });

  it("stays the same conversation when somebody answers below a message of the bot", async () => {
    await bot.event(direct(problem, root));
    const [first] = await bot.said("D1", null, 1);
    await bot.event(direct("still no light", "1700000005.000100", { thread_ts: first?.ts }));
    await bot.said("D1", null, 2);
    expect(await utterances("T1:D1")).toHaveLength(2);
  });
});

describe("an organisation and shared channels", () => {
  it("are told apart by the id the app was installed under", async () => {
    const org = { enterprise_id: "E1", team_id: "T7", user_id: self.user, is_bot: true, is_enterprise_install: true };
    await bot.raw(envelope(mention(`${at} ${problem}`, root), { team_id: "T7", authorizations: [org] }));
    const second = "1700000002.000100";
    const shared = {
      enterprise_id: null,
      team_id: "T1",
      user_id: self.user,
      is_bot: true,
      is_enterprise_install: false,
    };
    await bot.raw(
      envelope(mention(`${at} ${problem}`, second, { user: "U8", user_team: "T9", team: "T9" }), {
        team_id: "T9",
        context_team_id: "T1",
        is_ext_shared_channel: true,
        authorizations: [shared],
      }),
    );
    await bot.said("C1", root, 1);
    await bot.said("C1", second, 1);
    expect((await bot.store.list(9)).map(({ conversation }) => conversation).sort()).toEqual([
      `E1:C1:${root}`,
      `T1:C1:${second}`,
    ]);
  });
});
