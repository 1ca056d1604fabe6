import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { validated } from "../support/caseFile.ts";
import { type DeskBot, desk, deskBot, markupIn, people, pressOf, problem, root, wordsIn } from "./support/desk.ts";
import { bot as self } from "./support/fake.ts";
import { changed, mention, message } from "./support/payloads.ts";

const { ada, grace, linus } = people;
const person = "i want to speak to a person";

let bot: DeskBot;
beforeEach(async () => {
  bot = await deskBot();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

async function handedOver(): Promise<void> {
  await bot.ask(problem);
  await bot.ask("still no light");
  await bot.ask(person);
}

async function claimed(): Promise<void> {
  await handedOver();
  await bot.press(grace, "Claim");
}

const lines = (messages: readonly { readonly blocks: unknown }[]) => messages.map(({ blocks }) => wordsIn(blocks));
const labels = () => {
  const { blocks } = bot.ticket();
  return wordsIn(blocks.filter(({ type }) => type === "actions")).split("\n");
};

describe("a case that is handed over", () => {
  it("is a ticket with what a person has to know, and the transcript and the case file in its thread", async () => {
    await handedOver();
    expect(bot.tickets()).toHaveLength(1);
    const words = wordsIn(bot.ticket().blocks);
    for (const known of [
      problem,
      "Ada on Slack",
      "why a person: asked for a person",
      "Model: Mi Buds 4 Pro",
      "Did not help: Charging",
      "Suggested, no result yet: Put both buds into the case",
    ])
      expect(words).toContain(known);
    expect(words).toContain("Nobody has taken it yet");
    expect(markupIn(bot.ticket().blocks)).toContain(`/archives/C1/p${root}|open the conversation`);
    expect(labels()).toEqual(["Claim", "Note"]);
    const [transcript, file, ...more] = bot.thread();
    expect(more).toEqual([]);
    expect(wordsIn(transcript?.blocks)).toContain(`👤 Ada\n${problem}`);
    expect(wordsIn(transcript?.blocks)).toContain("[Yes, they are on] [No, nothing] [I can't tell]");
    const [shared] = file?.files ?? [];
    expect(shared?.title).toBe("case.json");
    expect(validated(JSON.parse(shared?.content ?? ""))).toMatchObject({ problem, people: [{ name: "Ada" }] });
  });

  it("shows danger first", async () => {
    await bot.ask("my speaker smells burnt and is very hot");
    const [header] = bot.ticket().blocks;
    expect(wordsIn(header)).toMatch(/^🔴 URGENT · /);
  });

  it("reminds the channel where nobody takes it, and says so at the desk and to the user once", async () => {
    await handedOver();
    const before = bot.side().length;
    await bot.later(16 * 60_000);
    await bot.turns.tick();
    await bot.sent();
    const told = bot.thread().filter(({ blocks }) => wordsIn(blocks).includes("Nobody has taken this yet"));
    expect(told.map(({ broadcast }) => broadcast)).toEqual([true]);
    expect(bot.side()).toHaveLength(before + 1);
    await bot.later(60 * 60_000);
    await bot.turns.tick();
    await bot.sent();
    expect(bot.thread()).toHaveLength(3);
  });

  it("that the user needs no more is closed, and takes no claim", async () => {
    await handedOver();
    const waiting = bot.ticket();
    await bot.ask("start over");
    expect(wordsIn(bot.ticket().blocks)).toContain("Closed without a solution, without a person");
    expect(lines(bot.thread()).at(-1)).toContain("The user needs no help any more.");
    expect(labels()).toEqual([""]);
    await bot.interaction(pressOf(waiting, grace, "Claim"));
    await bot.sent();
    expect(await bot.whispers(grace, 1)).toEqual(["This case is with no person any more. Nothing was sent."]);
  });

  it("is one ticket where it turns out to be dangerous, and calls again", async () => {
    await handedOver();
    await bot.ask("the case smells burnt");
    expect(bot.tickets()).toHaveLength(1);
    expect(wordsIn(bot.ticket().blocks)).toMatch(/^🔴 URGENT · /);
    const [again] = bot.thread().slice(-1);
    expect([again?.broadcast, wordsIn(again?.blocks)]).toEqual([true, expect.stringContaining("Called for again: ")]);
  });
});

describe("a case that somebody takes", () => {
  it("is theirs, and the next who presses is told", async () => {
    await handedOver();
    const waiting = bot.ticket();
    await Promise.all([
      bot.interaction(pressOf(waiting, grace, "Claim")),
      bot.interaction(pressOf(waiting, linus, "Claim")),
    ]);
    await bot.sent();
    const [winner] = (await bot.log()).flatMap((event) => (event.type === "HandoffClaimed" ? [event.by.name] : []));
    const loser = winner === "Grace" ? linus : grace;
    expect((await bot.log()).filter(({ type }) => type === "HandoffClaimed")).toHaveLength(1);
    expect(await bot.whispers(loser, 1)).toEqual([expect.stringContaining(`${winner} has this case.`)]);
    expect(bot.fake.whispers).toHaveLength(1);
    expect(wordsIn(bot.ticket().blocks)).toContain(`${winner} has taken it`);
    expect(labels()).toEqual(expect.arrayContaining(["Hand back", "Close", "Note", "Release"]));
    expect(labels()).not.toContain("Claim");
  });

  it("is talked about both ways, word by word, in order and once each", async () => {
    await claimed();
    const before = bot.side().length;
    const below = bot.thread().length;
    for (const n of [1, 2, 3]) {
      await bot.write(grace, `question ${n}`);
      await bot.ask(`answer ${n}`);
    }
    expect(lines(bot.side().slice(before))).toEqual([1, 2, 3].map((n) => `*Grace (support)*\nquestion ${n}`));
    expect(lines(bot.thread().slice(below))).toEqual([1, 2, 3].map((n) => `*Ada*\nanswer ${n}`));
  });

  it("passes files on that it cannot have itself, with where they can be looked at", async () => {
    await claimed();
    const file = {
      id: "F9",
      name: "manual.pdf",
      mimetype: "application/pdf",
      permalink: "https://x.slack.com/files/F9",
    };
    await bot.write(grace, "see page 3", { subtype: "file_share", files: [file] });
    const [words, shared] = bot.side().slice(-2);
    expect(wordsIn(words?.blocks)).toBe("*Grace (support)*\nsee page 3");
    expect(wordsIn(shared?.blocks)).toEqual(
      expect.stringMatching(
        /^\*Grace \(support\)\*\n📎 manual\.pdf \(application\/pdf\)\n<https:\/\/support\.example\/files\/[0-9a-f]{40}\|open>$/,
      ),
    );
    await bot.ask("", { subtype: "file_share", files: [{ ...file, name: "photo.png", mimetype: "image/png" }] });
    expect(lines(bot.thread()).at(-1)).toContain("*Ada*\n📎 photo.png (image/png)");
  });

  it("keeps a note to the desk, whether by prefix or by button", async () => {
    await claimed();
    await bot.write(grace, "// he sounds like a Zebrafink");
    await bot.fill(linus, "Note", { text: { typed: "Zebrafink again" } });
    await bot.expected(() => bot.thread().length === 4);
    expect(JSON.stringify(bot.fake.messages().filter(({ channel }) => channel !== desk))).not.toContain("Zebrafink");
    expect(lines(bot.thread()).at(-1)).toBe("*📝 Linus, a note*\nZebrafink again");
    expect((await bot.log()).filter(({ type }) => type === "AgentNoted")).toHaveLength(2);
  });

  it("tells somebody else who writes there that nothing was sent", async () => {
    await claimed();
    const before = bot.side().length;
    await bot.write(linus, "try a reset");
    expect(bot.side()).toHaveLength(before);
    expect(await bot.whispers(linus, 1)).toEqual([expect.stringContaining("Grace has this case. Nothing was sent")]);
    expect(bot.fake.whispers.at(-1)).toMatchObject({ channel: desk, thread_ts: bot.ticket().ts });
  });

  it("shows no form to somebody else, and says why", async () => {
    await claimed();
    await bot.press(linus, "Close");
    expect(bot.fake.views).toEqual([]);
    expect(await bot.whispers(linus, 1)).toEqual([expect.stringContaining("Grace has this case.")]);
  });

  it("is let go, and taken by another", async () => {
    await claimed();
    await bot.press(grace, "Release");
    expect(labels()).toEqual(["Claim", "Note"]);
    await bot.press(linus, "Claim");
    await bot.write(linus, "hello");
    expect(lines(bot.side()).at(-1)).toBe("*Linus (support)*\nhello");
  });

  it("sends a step or a question by one press, in the person's name, and shows the desk what it sent", async () => {
    await claimed();
    await bot.press(grace, "Send or ask …", "Send: Put both buds");
    expect(lines(bot.side()).at(-1)).toContain("*Grace (support)*\nPut both buds into the case");
    expect(lines(bot.thread()).at(-1)).toContain("*Grace, to the user*\nPut both buds into the case");
    const { view } = await bot.fill(
      grace,
      "Send or ask …",
      { send: { chosen: "ask|model" } },
      "Another step or question",
    );
    expect(wordsIn(view)).toContain("Send: ");
    expect(lines(bot.side()).at(-1)).toContain(bot.knowledge.slots.get("model")?.question ?? "?");
  });

  it("goes back to the bot at a step, and is solved", async () => {
    await claimed();
    const { view } = await bot.fill(grace, "Hand back", { step: { chosen: "hand_back|connect_headphones|forget" } });
    expect(wordsIn(view)).toContain("where it was");
    expect(wordsIn(bot.ticket().blocks)).toContain("Grace handed it back to the bot");
    expect(labels()).toEqual([""]);
    expect(lines(bot.side()).at(-1)).toContain("Forget this device");
    await bot.ask("it works now");
    await bot.ask("yes");
    expect(wordsIn(bot.ticket().blocks)).toContain("Solved");
    expect(lines(bot.thread()).at(-1)).toContain("🏁 Solved with the bot.");
  });

  it("goes back to where the bot was by one press on nothing else", async () => {
    await claimed();
    await bot.fill(grace, "Hand back", { step: { chosen: "here" } });
    expect(lines(bot.side()).at(-1)).toContain("Put both buds into the case");
  });

  it("goes back at a step by the menu", async () => {
    await claimed();
    await bot.press(grace, "Send or ask …", "Hand back at: Put both buds");
    expect(lines(bot.side()).at(-1)).toContain("Put both buds into the case");
  });

  it("is closed with its cause, and what would have solved it", async () => {
    await claimed();
    const { answer } = await bot.fill(grace, "Close", {
      cause: { typed: "the charging pins were dirty" },
      solved: { chosen: "yes" },
      step: { chosen: "hand_back|connect_headphones|charge_dark" },
      remark: { typed: "cleaned with a cotton bud" },
    });
    expect(answer).toBe("");
    expect((await bot.log()).find(({ type }) => type === "HandoffClosed")).toMatchObject({
      result: "closed",
      cause: "the charging pins were dirty",
      solved: true,
      remark: "cleaned with a cotton bud",
      step: { flow: "connect_headphones", step: "charge_dark" },
      by: { name: "Grace" },
    });
    expect(wordsIn(bot.ticket().blocks)).toContain("Solved by Grace: the charging pins were dirty");
    const closing = lines(bot.thread()).filter((words) => words.includes("🏁"));
    expect(closing).toEqual([expect.stringContaining("Remark: cleaned with a cotton bud")]);
    expect(labels()).toEqual([""]);
    await bot.write(grace, "one more thing");
    expect(await bot.whispers(grace, 1)).toEqual(["This case is with no person any more. Nothing was sent."]);
  });

  it("is not closed without a cause", async () => {
    await claimed();
    const { answer } = await bot.fill(grace, "Close", { cause: { typed: "  " }, solved: { chosen: "no" } });
    expect(JSON.parse(answer)).toMatchObject({ response_action: "errors", errors: { cause: expect.any(String) } });
    expect((await bot.log()).some(({ type }) => type === "HandoffClosed")).toBe(false);
  });
});

describe("a case handed over a second time", () => {
  it("keeps its ticket, which says so and what was said since", async () => {
    await claimed();
    await bot.fill(grace, "Hand back", { step: { chosen: "here" } });
    const before = bot.thread().length;
    await bot.ask("no, nothing");
    await bot.ask(person);
    expect(bot.tickets()).toHaveLength(1);
    const [again, ...parts] = bot.thread().slice(before);
    const [since, ...more] = parts.filter(({ files }) => files.length === 0);
    expect([more.length, parts.length]).toEqual([0, 2]);
    expect([again?.broadcast, wordsIn(again?.blocks)]).toEqual([true, expect.stringContaining("Handed over again")]);
    expect(wordsIn(since?.blocks)).toContain("What was said since");
    expect(wordsIn(since?.blocks)).toContain("👤 Ada\nno, nothing");
    expect(wordsIn(since?.blocks)).not.toContain("still no light");
    expect(wordsIn(since?.blocks)).not.toContain("taken by");
    expect(labels()).toEqual(["Claim", "Note"]);
    await bot.press(linus, "Claim");
    await bot.write(linus, "here i am");
    expect(lines(bot.side()).at(-1)).toBe("*Linus (support)*\nhere i am");
  });

  it("after it was closed is another ticket, and what is done at the old one touches it not", async () => {
    await claimed();
    const old = bot.ticket();
    await bot.fill(grace, "Close", { cause: { typed: "pins" }, solved: { chosen: "no" } });
    await bot.ask("my mi buds 4 pro have no sound on one side");
    await bot.ask(person);
    expect(bot.tickets()).toHaveLength(2);
    await bot.interaction(pressOf(old, grace, "Note"));
    await bot.write(grace, "hello?");
    await bot.sent();
    expect(bot.fake.views).toHaveLength(1);
    expect(await bot.whispers(grace, 2)).toHaveLength(2);
    expect(lines(bot.side()).join()).not.toContain("hello?");
  });
});

describe("what is written in the thread of a ticket", () => {
  it("opens no case with the bot, mentioned or not, edited or not, in time or not", async () => {
    await claimed();
    const at = `<@${self.user}>`;
    const thread_ts = bot.ticket().ts;
    const where = { channel: desk, user: linus, thread_ts };
    await bot.write(linus, `${at} my buds wont connect`);
    await bot.event(mention(`${at} my buds wont connect`, "1700000950.000100", where));
    await bot.event(message(at, "1700000951.000100", { ...where, user: grace }));
    await bot.event({
      ...changed(`${at} my buds wont connect`, "hi", "1700000952.000100", { user: linus, thread_ts }),
      channel: desk,
    });
    // A ticket that has just been posted and is not known yet.
    await bot.event(
      mention(`${at} my buds wont connect`, "1700000953.000100", { ...where, thread_ts: "1700000940.000100" }),
    );
    await bot.sent();
    expect((await bot.store.list(9)).map(({ conversation }) => conversation)).toEqual([`T1:C1:${root}`]);
    expect(lines(bot.side()).join()).not.toContain("my buds wont connect");
  });

  it("is sent once, however often it arrives, and without the mention", async () => {
    await claimed();
    const text = `<@${self.user}> is it the left one?`;
    const ts = await bot.write(grace, text);
    await bot.event(mention(text, ts, { channel: desk, user: grace, thread_ts: bot.ticket().ts }));
    await bot.event(message(text, ts, { channel: desk, user: grace, thread_ts: bot.ticket().ts }));
    await bot.sent();
    expect(lines(bot.side()).filter((words) => words.includes("is it the left one?"))).toEqual([
      "*Grace (support)*\nis it the left one?",
    ]);
  });

  it("by another program is left alone", async () => {
    await claimed();
    const before = bot.side().length;
    await bot.write(grace, "automatic", { bot_id: "B7", subtype: "bot_message" });
    expect(bot.side()).toHaveLength(before);
  });

  it("by somebody whose name Slack does not tell in time goes out all the same, and later with the name", async () => {
    await handedOver();
    const release = bot.fake.hold("users.info");
    await bot.press(grace, "Claim");
    await bot.write(grace, "hello");
    expect(lines(bot.side()).at(-1)).toBe("*Support*\nhello");
    release();
    await bot.write(grace, "hello again");
    expect(lines(bot.side()).at(-1)).toBe("*Grace (support)*\nhello again");
  });

  it("by somebody whom Slack does not name goes out all the same", async () => {
    bot.fake.names.delete(grace);
    await claimed();
    await bot.write(grace, "hello");
    expect(lines(bot.side()).at(-1)).toBe("*Support*\nhello");
  });
});

describe("the words of a user", () => {
  const hostile = [
    "<!channel> <@U1> <https://evil.example|click> *bold* _it_ ~s~ `code`",
    "> quote & <b>html</b>\u0000\u0007\u202e reversed\u2066",
    `${"x".repeat(10_000)} end`,
  ].join("\n");
  const raw = hostile.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  it("are text at the desk, whatever they are", async () => {
    bot.fake.names.set(ada, "*Ada* <!here>");
    await bot.ask(`my mi buds 4 pro wont connect ${raw}`);
    await bot.ask(person);
    await bot.press(grace, "Claim");
    await bot.ask(raw);
    await bot.write(grace, raw);
    const all = bot.fake.messages().filter(({ channel, text }) => channel === desk || text.includes("Grace"));
    expect(wordsIn(all)).toContain("*bold* _it_ ~s~ `code`");
    for (const sign of ["\u0000", "\u0007", "\u202e", "\u2066"]) expect(wordsIn(all)).not.toContain(sign);
    for (const { blocks, text } of all) {
      expect(markupIn(blocks)).not.toMatch(/<[!@#]|evil\.example|\*bold|_it_/);
      // The text for notifications is read by Slack.
      expect(text).not.toMatch(/<(?!https:\/\/slack)/);
    }
    expect(wordsIn(bot.thread().at(-1)?.blocks)).toContain("x".repeat(2500));
  });
});
