import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conversationId, deliveryId } from "../../../src/dialog/ids.ts";
import { type TeamsBot, teamsBot } from "../support/bot.ts";
import { handedOver, problem, say, settledAt } from "../support/desk.ts";
import { message, personal } from "../support/payloads.ts";

let bot: TeamsBot;
beforeEach(async () => {
  bot = await teamsBot({ settings: { handoffEvent: true } });
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

describe("the Bot Framework's event", () => {
  it("goes into the conversation of the user, once, with what a hub sends it on by and every word so far", async () => {
    await handedOver(bot);
    await say(bot, "person");
    await settledAt(bot);
    const [sent, ...others] = bot.microsoft.events();
    expect(others).toEqual([]);
    expect(sent?.path).toBe(`/v3/conversations/${encodeURIComponent(personal)}/activities`);
    expect(sent?.body).toMatchObject({
      type: "event",
      name: "handoff.initiate",
      conversation: { id: personal },
      relatesTo: { conversation: { id: personal }, channelId: "msteams" },
      value: { skill: "audio", reason: "asked_for_person", priority: "normal", known: { Model: "Mi Buds 4 Pro" } },
    });
    // As botbuilder's own EventFactory writes it.
    const [transcript] = Array.isArray(sent?.body.attachments) ? sent.body.attachments : [];
    expect(transcript).toMatchObject({ name: "Transcript", contentType: "application/json" });
    const { activities } = transcript.content;
    expect(activities[0]).toMatchObject({ type: "message", text: problem, from: { name: "Ada", role: "user" } });
    expect(activities.map(({ from }: { from: { role: string } }) => from.role)).toEqual(["user", "bot", "user"]);
  });

  it("goes out again for the next hand-over", async () => {
    await handedOver(bot);
    const agent = { kind: "agent", desk: "web" } as const;
    for (const [i, action] of [{ do: "claim" } as const, { do: "hand_back", at: null } as const].entries()) {
      const { done } = await bot.turns.receive({
        id: deliveryId(`web:${i}`),
        conversation: conversationId(personal),
        channel: "teams",
        at: Date.now(),
        by: { id: "grace", name: "Grace" },
        place: "direct",
        addressed: true,
        said: { ...agent, action },
      });
      await done;
    }
    await say(bot, "person");
    await settledAt(bot);
    expect(bot.microsoft.events()).toHaveLength(2);
  });

  it("is for conversations of Teams alone", async () => {
    for (const [i, text] of [problem, "person"].entries()) {
      const { done } = await bot.turns.receive({
        id: deliveryId(`web:${i}`),
        conversation: conversationId("page"),
        channel: "web",
        at: Date.now(),
        by: { id: "visitor", name: null },
        place: "direct",
        addressed: true,
        said: { kind: "text", text },
      });
      await done;
    }
    await settledAt(bot);
    expect((await bot.events("page")).map(({ type }) => type)).toContain("HandoffOffered");
    expect(bot.microsoft.events()).toEqual([]);
    expect(await bot.store.outbox.unsent(9)).toEqual([]);
  });

  it("fits into a message, however much was said", async () => {
    for (let n = 0; n < 6; n++) await bot.deliver(message(`${n} ${"words and more words ".repeat(500)}`, personal));
    await handedOver(bot, ["person"]);
    const [sent] = bot.microsoft.events();
    expect(Buffer.byteLength(JSON.stringify(sent?.body))).toBeLessThan(28 * 1024);
  });

  it("is not sent where nobody asked for it", async () => {
    await bot.stop();
    bot = await teamsBot();
    await handedOver(bot);
    expect(bot.microsoft.events()).toEqual([]);
  });
});
