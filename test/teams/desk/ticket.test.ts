import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conversationId, deliveryId } from "../../../src/dialog/ids.ts";
import { app } from "../support/app.ts";
import type { TeamsBot } from "../support/bot.ts";
import {
  below,
  buttonsOf,
  choicesIn,
  deskBot,
  deskChannel,
  handedOver,
  inChannel,
  press,
  pressed,
  problem,
  say,
  settledAt,
  shownIn,
  ticketIn,
  ticketsIn,
  write,
} from "../support/desk.ts";
import { fakeMicrosoft } from "../support/microsoft.ts";
import { activity, message, personal } from "../support/payloads.ts";

let bot: TeamsBot;
beforeEach(async () => {
  bot = await deskBot();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

const refused = { status: 403, body: { error: { code: "BotNotInConversationRoster", message: "x" } } };

describe("a hand-over", () => {
  it("begins a thread in the channel: what it is about, who, why, what is known, what comes next", async () => {
    await handedOver(bot);
    const [ticket, ...others] = ticketsIn(bot);
    if (ticket === undefined) throw new Error("no ticket");
    expect(others).toEqual([]);
    const lines = shownIn(ticket);
    expect(lines.slice(0, 6)).toEqual([
      "Connect headphones to a phone or computer",
      `“${problem}”`,
      "Ada, on Teams · why a person: asked for a person · for audio · the whole case",
      "The bot asked: Does any light come on now?",
      "They said last: “person”",
      "Nobody has taken it yet",
    ]);
    expect(lines).toEqual(
      expect.arrayContaining(["• Model: Mi Buds 4 Pro", "Not tried yet, what the bot would say next"]),
    );
    expect(JSON.stringify(ticket.activity)).toContain(
      `"url":"https://support.example/#/case/${encodeURIComponent(personal)}"`,
    );
    expect(ticket.activity.summary).toContain("Connect headphones");
    expect([...buttonsOf(ticket).keys()]).toEqual(["Claim", "Note: Keep the note"]);
  });

  it("is begun as the documentation of Teams says, for the tenant of the bot", async () => {
    await handedOver(bot);
    const begun = bot.microsoft.calls.find(({ path }) => path === "/v3/conversations");
    expect(begun?.body).toMatchObject({
      isGroup: true,
      bot: { id: app.bot },
      tenantId: app.tenant,
      channelData: { channel: { id: deskChannel }, tenant: { id: app.tenant } },
      activity: { type: "message", channelData: { stepwise: { id: expect.stringMatching(/^[0-9a-f]{32}$/) } } },
    });
  });

  it("is followed by every word so far, in its thread", async () => {
    await handedOver(bot);
    const [transcript, ...others] = below(bot);
    expect(others).toEqual([]);
    expect(transcript).toMatch(/^What was said so far\nAda \(user\)\n/);
    for (const words of [problem, "Does any light come on now?", "Yes, there is light · Still no light", "person"])
      expect(transcript).toContain(words);
  });

  it("that is a matter of safety says so first", async () => {
    await handedOver(bot, ["smoke comes out of my mi buds 4 pro"]);
    expect(shownIn(ticketIn(bot))[0]).toMatch(/^URGENT {2}/);
  });

  it("shows steps with what came of them", async () => {
    await handedOver(bot, [problem, "still no light", "person"]);
    const lines = shownIn(ticketIn(bot));
    expect(lines[lines.indexOf("Tried so far") + 1]).toMatch(/^✗ .+ \(did not help\)$/);
  });

  it("is reminded of once nobody has taken it in time, in the thread", async () => {
    await handedOver(bot);
    await bot.later(16 * 60_000);
    await bot.turns.tick();
    await settledAt(bot);
    expect(below(bot).at(-1)).toBe("⏰ Nobody has taken this case yet.");
  });

  it("that follows a hand-back leaves one ticket, drawn anew, and says so in its thread", async () => {
    await handedOver(bot);
    await press(bot, "Claim");
    await press(bot, "Hand back: Hand back to the bot", { at: "here" });
    expect(shownIn(ticketIn(bot))).toContain("Grace handed it back to the bot");
    expect([...buttonsOf(ticketIn(bot)).keys()]).toEqual([]);
    await say(bot, "please get me a person again");
    await settledAt(bot);
    expect(ticketsIn(bot)).toHaveLength(1);
    expect(shownIn(ticketIn(bot))).toContain("Nobody has taken it yet");
    expect([...buttonsOf(ticketIn(bot)).keys()]).toEqual(["Claim", "Note: Keep the note"]);
    const again = below(bot).slice(-2);
    expect(again[0]).toBe("It comes back to you: asked for a person. The ticket above is up to date.");
    expect(again[1]).toMatch(/^What was said since\n/);
    expect(again[1]).toContain("please get me a person again");
    expect(again[1]).not.toContain(problem);
  });

  it("of another case of the same chat has a ticket of its own; the old one stays closed", async () => {
    await handedOver(bot);
    const first = ticketIn(bot);
    await press(bot, "Claim");
    await press(bot, "Close: Close the case", { cause: "empty battery", solved: "yes" });
    const claim = buttonsOf(first).get("Claim") ?? {};
    await handedOver(bot, ["reset my redmi buds 5 pro", "I want a person"]);
    expect(ticketsIn(bot)).toHaveLength(2);
    expect(shownIn(ticketsIn(bot)[0] ?? first)).toContain("Solved by Grace: empty battery");
    expect(await pressed(bot, first, claim)).toMatchObject({ value: expect.stringContaining("has ended") });
    expect((await bot.events(personal)).filter(({ type }) => type === "HandoffClaimed")).toHaveLength(1);
  });
});

describe("where Teams takes what the bot begins", () => {
  const begunAt = () => bot.microsoft.calls.filter(({ path }) => path === "/v3/conversations").length;

  it("is learnt from anything it sends, such as that the app was added to the team", async () => {
    await bot.stop();
    const microsoft = await fakeMicrosoft();
    const cloud = { ...microsoft.cloud, service: "http://127.0.0.1:1/" };
    bot = await deskBot({ microsoft, settings: { cloud } });
    await bot.deliver(activity("conversationUpdate", deskChannel, { membersAdded: [{ id: app.bot }] }));
    await handedOver(bot);
    expect(begunAt()).toBe(1);
    expect(ticketsIn(bot)).toHaveLength(1);
    // A channel of people who help is not told how to be helped.
    expect(bot.microsoft.said(deskChannel)).toEqual([]);
    await bot.stop();
    await microsoft.close();
    bot = await deskBot();
  });

  it("is what Microsoft has for all, where Teams has sent nothing yet and somebody on the page needs a person", async () => {
    const by = { id: "visitor", name: null };
    for (const [i, text] of [problem, "person"].entries()) {
      const place = { conversation: conversationId("page"), channel: "web", place: "direct", addressed: true } as const;
      const { done } = await bot.turns.receive({
        ...place,
        id: deliveryId(`web:${i}`),
        at: Date.now(),
        by,
        said: { kind: "text", text },
      });
      await done;
    }
    await settledAt(bot);
    expect(begunAt()).toBe(1);
    expect(shownIn(ticketIn(bot))).toContain(
      "visitor, on Web · why a person: asked for a person · for audio · the whole case",
    );
    await press(bot, "Claim");
    await write(bot, "Hello from Teams");
    const replies = (await bot.store.events(conversationId("page"))).filter(({ type }) => type === "AgentReplied");
    expect(replies).toMatchObject([{ text: "Hello from Teams", by: { id: "aad-grace", name: "Grace" } }]);
  });
});

describe("a Teams that", () => {
  it("refuses to update the ticket keeps nothing from its thread", async () => {
    await handedOver(bot);
    bot.microsoft.remove(ticketIn(bot).id);
    await say(bot, "are you there?");
    await settledAt(bot);
    const thread = inChannel(bot).map((one) => shownIn(one).join("\n"));
    expect(thread.at(-1)).toBe("Ada (user)\nare you there?");
  });

  it("does not let the bot into the channel says why to whoever looks, and the user loses nothing", async () => {
    await bot.deliver(message(problem, personal));
    await bot.settled();
    bot.microsoft.forbid(deskChannel, refused);
    await handedOver(bot, ["person"]);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "Refused" }]);
    expect(inChannel(bot)).toEqual([]);
    expect(bot.microsoft.said(personal)).toHaveLength(2);
    expect(await bot.store.outbox.unsent(9)).toMatchObject([
      { to: "desk:teams", state: "given_up", fault: expect.stringContaining("add it there") },
      { to: "desk:teams/transcript", state: "waiting" },
    ]);
    // What comes later finds no ticket, and waits for none.
    await say(bot, "are you there?");
    expect((await bot.store.outbox.unsent(9)).map(({ to }) => to)).not.toContain("teams");
    bot.microsoft.forbid(deskChannel, null);
    await bot.store.outbox.retry(null, Date.now());
    for (let n = 0; n < 2; n++) await bot.later(3_600_000);
    expect(ticketsIn(bot)).toHaveLength(1);
    expect(below(bot)[0]).toMatch(/^What was said so far/);
  });

  it("loses its answer, and may not be looked at, gets the ticket again; the later one counts, and the first says so", async () => {
    await bot.deliver(message(problem, personal));
    await bot.settled();
    bot.microsoft.loseThread();
    await handedOver(bot, ["person"]);
    for (let n = 0; n < 3; n++) await bot.later(3_000);
    const [first, second] = ticketsIn(bot);
    if (first === undefined || second === undefined) throw new Error("expected two tickets");
    const claim = buttonsOf(first).get("Claim") ?? {};
    expect(await pressed(bot, first, claim)).toMatchObject({
      value: expect.stringContaining("another message of mine"),
    });
    expect(await pressed(bot, second, claim)).toMatchObject({ value: { type: "AdaptiveCard" } });
    expect(below(bot)[0]).toMatch(/^What was said so far/);
  });
});

describe("the forms of a ticket", () => {
  it("offer what the bot would try next first, then the other steps of the tree, and what it still needs to know", async () => {
    await handedOver(bot);
    await press(bot, "Claim");
    const ticket = ticketIn(bot);
    const steps = choicesIn(ticket, "next").map(({ value }) => value);
    expect(steps.slice(0, 2)).toEqual(["connect_headphones/charge_dark", "connect_headphones/power_cycle"]);
    expect(new Set(steps).size).toBe(steps.length);
    expect(choicesIn(ticket, "at")[0]).toEqual({ title: "Where it was", value: "here" });
    expect(choicesIn(ticket, "at").slice(1)).toEqual(choicesIn(ticket, "next"));
    expect(choicesIn(ticket, "solution")[0]?.value).toBe("none");
    expect(choicesIn(ticket, "slot").length).toBeGreaterThan(0);
  });
});
