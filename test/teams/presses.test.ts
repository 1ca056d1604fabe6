import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packOf } from "../support/pack.ts";
import { meaning } from "../support/scene.ts";
import type { Json, Posted } from "./support/app.ts";
import { cardOf, optionsOf, type TeamsBot, teamsBot, wordsOf } from "./support/bot.ts";
import { bob, group, invoke, mention, message, personal } from "./support/payloads.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";

let bot: TeamsBot;
beforeEach(async () => {
  bot = await teamsBot();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

async function asked(place: string): Promise<Posted> {
  await bot.deliver(message(problem, place));
  const [first] = await bot.said(place, 1);
  if (first === undefined) throw new Error("nothing was said");
  return first;
}
const optionOf = (posted: Posted, option: string) => {
  const found = optionsOf(posted).find((one) => one.option === option);
  if (found === undefined) throw new Error(`nothing to press for ${option}`);
  return found;
};
const presses = async (place: string) =>
  (await bot.events(place)).flatMap((event) => (event.type === "ChoiceMade" ? [event.counted] : []));
const bodyOf = async (response: Response): Promise<Json> => JSON.parse(await response.text());

describe("a button", () => {
  it("that is executed gets the card back with what was chosen, and the card is updated for all", async () => {
    const first = await asked(personal);
    const response = await bot.deliver(optionOf(first, "no").execute());
    expect(response.status).toBe(200);
    const { type, value } = await bodyOf(response);
    expect(type).toBe("application/vnd.microsoft.card.adaptive");
    expect(JSON.stringify(value)).toContain("✓ Still no light");
    const [answered, next] = await bot.said(personal, 2);
    if (answered === undefined || next === undefined) throw new Error("nothing was said");
    expect([wordsOf(answered).includes("✓ Still no light"), optionsOf(answered), answered.edits]).toEqual([
      true,
      [],
      1,
    ]);
    expect(optionsOf(next).length).toBeGreaterThan(1);
  });

  it("says in a group chat who has answered, on the card of whoever pressed and for all", async () => {
    await bot.deliver(mention(problem, group));
    const [first] = await bot.said(group, 1);
    if (first === undefined) throw new Error("nothing was said");
    const body = await bodyOf(await bot.deliver(optionOf(first, "no").execute({ from: bob })));
    expect(JSON.stringify(body.value)).toMatch(/✓ Still no light.*Bob/);
    const [answered] = await bot.said(group, 2);
    expect(answered && wordsOf(answered)).toMatch(/✓ Still no light\nBob$/);
  });

  it("does not say so in a chat of two, where nobody else can", async () => {
    const first = await asked(personal);
    const body = await bodyOf(await bot.deliver(optionOf(first, "no").execute()));
    expect(JSON.stringify(body.value)).not.toContain('"Ada"');
  });

  it("that is submitted, by a client that executes nothing, is the same answer", async () => {
    const first = await asked(personal);
    expect((await bot.deliver(optionOf(first, "no").submit())).status).toBe(200);
    const [answered] = await bot.said(personal, 2);
    expect(answered && wordsOf(answered)).toContain("✓ Still no light");
    expect(await presses(personal)).toEqual([true]);
  });

  it("pressed twice is one answer, and so is one press delivered twice", async () => {
    const first = await asked(personal);
    const press = optionOf(first, "no").submit();
    await bot.deliver(press);
    await bot.deliver(press);
    await bot.said(personal, 2);
    await bot.deliver(optionOf(first, "no").submit());
    await bot.settled();
    expect(await presses(personal)).toEqual([true, false]);
    expect(bot.microsoft.said(personal)).toHaveLength(2);
  });

  it("of an older question is met by the present one, and says so", async () => {
    const first = await asked(personal);
    await bot.deliver(optionOf(first, "no").execute());
    await bot.said(personal, 2);
    const body = await bodyOf(await bot.deliver(optionOf(first, "yes").execute()));
    expect(body.value).toContain("answered already");
    expect(await presses(personal)).toEqual([true, false]);
    await bot.said(personal, 3);
  });

  it("of somebody else's question, where only they may press, is not counted, and whoever pressed learns why", async () => {
    await bot.stop();
    const knowledge = packOf({ presses: "requester" });
    bot = await teamsBot({ brain: { knowledge, understand: () => meaning({ intent: "no_coffee" }) } });
    await bot.deliver(mention("no coffee", group));
    const [first] = await bot.said(group, 1);
    const [option] = first === undefined ? [] : optionsOf(first);
    if (option === undefined) throw new Error("nothing to press");
    const body = await bodyOf(await bot.deliver(option.execute({ from: bob })));
    expect(body).toMatchObject({ statusCode: 200, value: "Only the person who asked can answer this one." });
    await bot.settled();
    expect(await presses(group)).toEqual([false]);
    expect(bot.microsoft.said(group)).toHaveLength(1);
    expect(await bodyOf(await bot.deliver(option.execute()))).toMatchObject({ value: { type: "AdaptiveCard" } });
  });

  it("gives way to the answer also when that was given in words", async () => {
    const first = await asked(personal);
    await bot.deliver(message("still no light", personal));
    const [answered] = await bot.said(personal, 2);
    expect(answered && [optionsOf(answered), wordsOf(answered).includes("✓ Still no light")]).toEqual([[], true]);
    expect(optionsOf(first).length).toBeGreaterThan(0);
  });

  it("of a card that somebody has deleted still answers", async () => {
    const first = await asked(personal);
    bot.microsoft.remove(first.id);
    await bot.deliver(optionOf(first, "no").execute());
    await bot.said(personal, 1);
    await bot.settled();
    expect(bot.microsoft.said(personal)).toHaveLength(1);
  });
});

describe("a menu", () => {
  it("is answered by what was picked in it", async () => {
    await bot.deliver(message("my headphones won't connect", personal));
    const [first] = await bot.said(personal, 1);
    if (first === undefined) throw new Error("nothing was said");
    expect(cardOf(first)?.body.some(({ type }) => type === "Input.ChoiceSet")).toBe(true);
    const option = optionsOf(first)[1];
    if (option === undefined) throw new Error("nothing to pick");
    await bot.deliver(option.execute());
    const [answered] = await bot.said(personal, 2);
    expect(answered && wordsOf(answered)).toContain(`✓ ${option.label}`);
  });
});

describe("an invoke", () => {
  it("that is no press of the bot's is answered 400, one of an unknown name 501", async () => {
    const foreign = { action: { type: "Action.Execute", verb: "choose", data: { other: true } } };
    expect((await bot.deliver(invoke("adaptiveCard/action", foreign, personal))).status).toBe(400);
    expect((await bot.deliver(invoke("fileConsent/invoke", {}, personal))).status).toBe(501);
  });
});
