import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { entryOf, packOf } from "../support/pack.ts";
import { meaning } from "../support/scene.ts";
import { buttonsOf, type SlackBot, slackBot } from "./support/bot.ts";
import { bot as self } from "./support/fake.ts";
import { mention, message } from "./support/payloads.ts";

const at = `<@${self.user}>`;
const root = "1700000001.000100";
const conversation = `T1:C1:${root}`;
let bot: SlackBot;
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

const typesOf = async () => (await bot.events(conversation)).map(({ type }) => type);
const words = (block: unknown): string => JSON.stringify(block);

describe("a question with buttons", () => {
  beforeEach(async () => {
    bot = await slackBot();
    await bot.event(mention(`${at} my mi buds 4 pro won't connect to my pixel, the light is off`, root));
  });

  it("goes on with a press; the buttons give way to what was chosen and by whom", async () => {
    const [first] = await bot.said("C1", root, 1);
    if (first === undefined) throw new Error("nothing was said");
    const button = buttonsOf(first).find(({ label }) => label === "Still no light");
    expect((await bot.interaction(button?.press("U2"))).status).toBe(200);
    const [answered, next] = await bot.said("C1", root, 2);
    if (answered === undefined || next === undefined) throw new Error("nothing was said");
    expect(next.text).toContain("lid");
    expect([buttonsOf(answered).length, answered.edits]).toEqual([0, 1]);
    expect(words(answered.blocks.at(-1))).toContain("✓ Still no light");
    expect(words(answered.blocks.at(-1))).toContain("<@U2>");
    expect(buttonsOf(next).length).toBeGreaterThan(1);
  });

  it("counts a press once, however often it is pressed", async () => {
    const [first] = await bot.said("C1", root, 1);
    if (first === undefined) throw new Error("nothing was said");
    const [yes, no] = buttonsOf(first);
    await Promise.all([1, 2, 3].map(() => bot.interaction(yes?.press())));
    await bot.said("C1", root, 2);
    await bot.interaction(no?.press());
    await bot.expected(async () => (await typesOf()).filter((type) => type === "ChoiceMade").length === 4);
    const counted = (await bot.events(conversation)).filter((event) => event.type === "ChoiceMade" && event.counted);
    expect(counted).toHaveLength(1);
    expect((await bot.said("C1", root, 3)).at(-1)?.text).toContain("already answered");
  });

  it("loses its buttons when it is answered in words, and shows what they were taken for", async () => {
    await bot.said("C1", root, 1);
    await bot.event(message("still no light", "1700000005.000100", { thread_ts: root }));
    const [answered] = await bot.said("C1", root, 2);
    if (answered === undefined) throw new Error("nothing was said");
    expect(buttonsOf(answered)).toEqual([]);
    expect(words(answered.blocks.at(-1))).toContain("✓ Still no light");
    expect(words(answered.blocks.at(-1))).toContain("<@U1>");
  });

  it("that is asked again loses its buttons above, with nothing chosen", async () => {
    await bot.said("C1", root, 1);
    await bot.event(message("why do you ask?", "1700000005.000100", { thread_ts: root }));
    const [left, again] = await bot.said("C1", root, 2);
    if (left === undefined || again === undefined) throw new Error("nothing was said");
    expect([buttonsOf(left).length, buttonsOf(again).length > 0]).toEqual([0, true]);
    expect(words(left.blocks)).not.toContain("✓");
  });

  it("is answered even where somebody has deleted it", async () => {
    const [first] = await bot.said("C1", root, 1);
    bot.fake.remove("C1", first?.ts ?? "");
    await bot.event(message("still no light", "1700000005.000100", { thread_ts: root }));
    expect(await bot.said("C1", root, 1)).toHaveLength(1);
  });
});

describe("a question with more options than there is room for", () => {
  it("shows a menu, whose choice counts like a press", async () => {
    const machines = Array.from({ length: 30 }, (_, i) => entryOf(`machine_${i}`, { tank: `tank ${i}` }));
    const knowledge = packOf({ catalogue: new Map([["machines", new Map(machines.map((one) => [one.id, one]))]]) });
    bot = await slackBot({ brain: { knowledge, understand: () => meaning({ intent: "no_coffee" }) } });
    await bot.event(mention(`${at} no coffee`, root));
    const [first] = await bot.said("C1", root, 1);
    if (first === undefined) throw new Error("nothing was said");
    const [menu] = buttonsOf(first);
    expect(menu?.options).toHaveLength(31);
    await bot.interaction(menu?.press("U1", "machine_29"));
    const [answered, next] = await bot.said("C1", root, 2);
    expect(words(answered?.blocks.at(-1))).toContain("✓ MACHINE_29");
    expect(next?.text).toContain("tank 29");
  });
});

describe("where only the person who asked may press", () => {
  it("another's press is recorded, changes nothing, and whoever pressed is told why", async () => {
    const knowledge = packOf({ presses: "requester" });
    bot = await slackBot({ brain: { knowledge, understand: () => meaning({ intent: "no_coffee" }) } });
    await bot.event(mention(`${at} no coffee`, root));
    const [first] = await bot.said("C1", root, 1);
    if (first === undefined) throw new Error("nothing was said");
    await bot.interaction(buttonsOf(first)[0]?.press("U2"));
    await bot.expected(() => bot.fake.whispers.length === 1);
    expect(bot.fake.whispers).toMatchObject([{ channel: "C1", thread_ts: root, user: "U2" }]);
    expect((await bot.events(conversation)).at(-1)).toMatchObject({
      type: "ChoiceMade",
      by: { id: "T1:U2" },
      counted: false,
    });
    await bot.interaction(buttonsOf(first)[0]?.press("U1"));
    await bot.said("C1", root, 2);
    expect(bot.fake.whispers).toHaveLength(1);
  });
});
