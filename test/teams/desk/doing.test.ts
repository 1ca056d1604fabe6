import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TeamsBot } from "../support/bot.ts";
import {
  below,
  bob,
  buttonsOf,
  deskBot,
  deskChannel,
  grace,
  handedOver,
  inChannel,
  linksIn,
  press,
  problem,
  say,
  seen,
  settledAt,
  shownIn,
  submitted,
  ticketIn,
  write,
} from "../support/desk.ts";
import { edited, freshId, invoke, mention, message, personal } from "../support/payloads.ts";

let bot: TeamsBot;
beforeEach(async () => {
  bot = await deskBot();
  await handedOver(bot);
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

const typesOf = async () => (await bot.events(personal)).map(({ type }) => type);
const eventsOf = async (type: string) => (await bot.events(personal)).filter((event) => event.type === type);

describe("a ticket", () => {
  it("that is claimed says by whom, here and to the user, and offers what can be done", async () => {
    expect(await press(bot, "Claim")).toMatchObject({
      type: "application/vnd.microsoft.card.adaptive",
      value: { type: "AdaptiveCard" },
    });
    expect(shownIn(ticketIn(bot))).toContain("Grace has taken it");
    expect([...buttonsOf(ticketIn(bot)).keys()]).toEqual([
      "Hand back: Hand back to the bot",
      "Close: Close the case",
      "Send a step: Send it to them",
      "Send a step: Hand back there",
      "Ask: Ask them",
      "Note: Keep the note",
      "Release",
    ]);
    expect(below(bot).at(-1)).toBe("Grace has taken it. What they write to me here goes to the user.");
    expect(seen(bot).at(-1)).toMatch(/^Grace has taken your case/);
    expect(await eventsOf("HandoffClaimed")).toMatchObject([{ by: { id: "aad-grace", name: "Grace" }, desk: "teams" }]);
  });

  it("claimed by a second person is not, and they are told who has it", async () => {
    await press(bot, "Claim");
    const claim = { stepwise: "desk", do: "claim" };
    const ticket = ticketIn(bot);
    await submitted(bot, ticket, claim, bob);
    await bot.settled();
    expect(below(bot).at(-1)).toMatch(/^Bob: Grace has this case\. Nothing was sent/);
    expect(await eventsOf("HandoffClaimed")).toHaveLength(1);
  });

  it("answers a press on the card itself where the client can show it, to whoever pressed alone", async () => {
    await press(bot, "Claim");
    const before = inChannel(bot).length;
    expect(await press(bot, "Release", {}, bob)).toMatchObject({
      type: "application/vnd.microsoft.activity.message",
      value: expect.stringMatching(/^Grace has this case/),
    });
    expect(inChannel(bot)).toHaveLength(before);
  });

  it("that is pressed once and delivered twice is one claim", async () => {
    const ticket = ticketIn(bot);
    const data = { stepwise: "desk", do: "note", note: "a broken hinge" };
    const activity = invoke(
      "adaptiveCard/action",
      { action: { type: "Action.Execute", verb: "desk", data } },
      ticket.conversation,
      { from: grace },
    );
    await bot.deliver(activity);
    await bot.deliver(activity);
    await bot.settled();
    expect(await eventsOf("AgentNoted")).toHaveLength(1);
    expect(below(bot).filter((words) => words.includes("a broken hinge"))).toHaveLength(1);
  });

  it("that is let go of can be claimed by somebody else", async () => {
    await press(bot, "Claim");
    await press(bot, "Release");
    expect(shownIn(ticketIn(bot))).toContain("Nobody has taken it yet");
    expect(below(bot).at(-1)).toMatch(/^Grace has let go of it/);
    await press(bot, "Claim", {}, bob);
    expect(shownIn(ticketIn(bot))).toContain("Bob has taken it");
  });

  it("pressed from anywhere but the channel of the desk does nothing", async () => {
    const data = { stepwise: "desk", do: "claim" };
    const response = await bot.deliver(
      invoke("adaptiveCard/action", { action: { type: "Action.Execute", verb: "desk", data } }, personal),
    );
    expect(await response.json()).toMatchObject({ value: expect.stringContaining("belongs to no case") });
    expect(await typesOf()).not.toContain("HandoffClaimed");
  });
});

describe("what is said", () => {
  beforeEach(() => press(bot, "Claim"));

  it("goes both ways, three messages each, each under a name", async () => {
    for (const n of [1, 2, 3]) {
      await write(bot, `from Grace ${n}`);
      await say(bot, `from Ada ${n}`);
    }
    expect(seen(bot).slice(-3)).toEqual([1, 2, 3].map((n) => `Grace (support)\nfrom Grace ${n}`));
    expect(below(bot).slice(-3)).toEqual([1, 2, 3].map((n) => `Ada (user)\nfrom Ada ${n}`));
  });

  it("needs no mention where Teams delivers everything, and is none of the bot's business between colleagues", async () => {
    const { conversation } = ticketIn(bot);
    await bot.deliver(message("plain words", conversation, { from: grace }));
    const names = { type: "mention", text: "<at>Bob</at>", mentioned: { id: bob.id, name: "Bob" } };
    await bot.deliver(message("<at>Bob</at> she sounds angry", conversation, { from: grace, entities: [names] }));
    await bot.settled();
    expect(seen(bot).at(-1)).toBe("Grace (support)\nplain words");
    expect(JSON.stringify(await bot.events(personal))).not.toContain("angry");
  });

  it("by a third person is refused with a word, by name, and reaches nobody", async () => {
    await write(bot, "I know better", { from: bob });
    expect(below(bot).at(-1)).toMatch(/^Bob: Grace has this case\. Nothing was sent/);
    expect(seen(bot).join()).not.toContain("I know better");
  });

  it("as a note is seen nowhere on the user's side", async () => {
    await write(bot, "// she is angry");
    await write(bot, "note: be gentle", { from: bob });
    await press(bot, "Note: Keep the note", { note: "a broken hinge" });
    expect(await eventsOf("AgentNoted")).toMatchObject([
      { text: "she is angry" },
      { text: "be gentle" },
      { text: "a broken hinge" },
    ]);
    expect(below(bot).at(-1)).toBe("Grace (note, not for the user)\na broken hinge");
    await settledAt(bot);
    const user = JSON.stringify(bot.microsoft.calls.filter(({ path }) => path.includes(encodeURIComponent(personal))));
    for (const words of ["angry", "gentle", "hinge"]) expect(user).not.toContain(words);
  });

  it("as a step or a question of the ticket goes to the user, and stands in the thread", async () => {
    await press(bot, "Send a step: Send it to them", { next: "connect_headphones/power_cycle" });
    expect(seen(bot).at(-1)).toMatch(/^Grace \(support\)\nPut both buds into the case/);
    expect(below(bot).at(-1)).toBe(seen(bot).at(-1));
    await press(bot, "Ask: Ask them", { slot: "host_version" });
    expect(seen(bot).at(-1)).toBe("Grace (support)\nWhich version of the system does it run?");
    expect(below(bot).at(-1)).toBe(seen(bot).at(-1));
    expect(await press(bot, "Ask: Ask them", { slot: "gone" })).toMatchObject({
      value: expect.stringContaining("no such step or question"),
    });
  });

  it("as a file comes with its name and where it can be opened, both ways", async () => {
    const file = (name: string, contentUrl: string) => ({
      contentType: "application/vnd.microsoft.teams.file.download.info",
      name,
      contentUrl,
      content: { downloadUrl: "https://contoso.sharepoint.example/secret-token" },
    });
    const body = { contentType: "text/html", content: "<p>look</p>" };
    const pasted = { contentType: "image/png", contentUrl: "https://smba.example/v3/attachments/0-a/views/original" };
    await say(bot, "look", { attachments: [body, file("light.png", "https://contoso.sharepoint.example/light.png")] });
    await say(bot, "", { attachments: [pasted] });
    expect(below(bot).slice(-3)).toEqual(["Ada (user)\nlook", "Ada (user)\n📎 light.png", "Ada (user)\n📎 picture"]);
    const thread = bot.microsoft.said(ticketIn(bot).conversation);
    expect(thread.slice(-2).map(linksIn)).toEqual([
      ["https://contoso.sharepoint.example/light.png"],
      [expect.stringMatching(/^https:\/\/support\.example\/files\/[0-9a-f]{40}$/)],
    ]);
    await write(bot, "", { attachments: [file("guide.pdf", "javascript:alert(1)")] });
    await write(bot, "read this", { attachments: [file("guide.pdf", "https://contoso.sharepoint.example/guide.pdf")] });
    expect(seen(bot).slice(-3)).toEqual([
      "Grace (support)\n📎 guide.pdf",
      "Grace (support)\nread this",
      "Grace (support)\n📎 guide.pdf",
    ]);
    const chat = bot.microsoft.said(personal);
    expect(chat.slice(-3).map(linksIn)).toEqual([[], [], ["https://contoso.sharepoint.example/guide.pdf"]]);
    expect(JSON.stringify(bot.microsoft.calls)).not.toContain("secret-token");
  });

  it("and edited later stays as it was sent, and says so", async () => {
    const said = mention("tpyo", ticketIn(bot).conversation, { from: grace });
    await bot.deliver(said);
    await bot.settled();
    await bot.deliver(edited(said, "<at>Stepwise</at> typo"));
    await bot.settled();
    expect(seen(bot).at(-1)).toBe("Grace (support)\ntpyo");
    expect(below(bot).at(-1)).toMatch(/^Grace: What was sent stays as it was/);
  });

  it("is relayed once, however often Teams delivers it", async () => {
    const said = mention("once", ticketIn(bot).conversation, { from: grace });
    for (const _ of [1, 2, 3]) await bot.deliver(said);
    await bot.settled();
    expect(seen(bot).filter((words) => words.includes("once"))).toHaveLength(1);
  });
});

describe("a case that is handed back", () => {
  beforeEach(() => press(bot, "Claim"));

  it("at a step goes on there with the bot, to its end; the ticket shows it", async () => {
    await press(bot, "Send a step: Hand back there", { next: "connect_headphones/power_cycle" });
    expect(below(bot).at(-1)).toBe("Grace has handed it back to the bot.");
    expect(shownIn(ticketIn(bot))).toContain("Grace handed it back to the bot");
    expect(seen(bot).at(-1)).toContain("Put both buds into the case");
    await say(bot, "it works now");
    await say(bot, "yes");
    await settledAt(bot);
    expect(await eventsOf("CaseClosed")).toMatchObject([{ outcome: "resolved" }]);
    expect(shownIn(ticketIn(bot))).toContain("Solved, without a person");
    expect(below(bot).at(-1)).toBe("The case has ended without a person: resolved.");
  });

  it("where it was goes on with the question that waited", async () => {
    await press(bot, "Hand back: Hand back to the bot", { at: "here" });
    expect(seen(bot).at(-1)).toContain("Does any light come on now?");
    await write(bot, "one more thing");
    expect(below(bot).at(-1)).toMatch(/^Grace: This case is with no person any more/);
  });
});

describe("a case that is closed", () => {
  beforeEach(() => press(bot, "Claim"));

  it("keeps the cause, whether it is solved, the step that would have helped, and a remark for colleagues", async () => {
    const fields = {
      cause: "an empty battery",
      solved: "yes",
      solution: "connect_headphones/charge_dark",
      remark: "sent a cable",
    };
    await press(bot, "Close: Close the case", fields);
    expect(await eventsOf("HandoffClosed")).toMatchObject([
      {
        result: "closed",
        cause: "an empty battery",
        solved: true,
        remark: "sent a cable",
        step: { flow: "connect_headphones", step: "charge_dark" },
      },
    ]);
    expect(shownIn(ticketIn(bot))).toContain("Solved by Grace: an empty battery");
    expect(buttonsOf(ticketIn(bot)).size).toBe(0);
    expect(below(bot).at(-1)).toBe("Grace has closed it, solved: an empty battery\nsent a cable");
    expect(seen(bot).join()).not.toContain("sent a cable");
  });

  it("without a cause is not closed, also where a client lets it through", async () => {
    expect(await press(bot, "Close: Close the case", { solved: "no", cause: " " })).toMatchObject({
      value: "Say first what it was in truth.",
    });
    expect(await typesOf()).not.toContain("CaseClosed");
  });
});

describe("the channel of a desk", () => {
  it("opens no case, whatever is said to the bot there", async () => {
    const elsewhere = `${deskChannel};messageid=1699999999999`;
    for (const place of [elsewhere, ticketIn(bot).conversation]) {
      await bot.deliver(mention(problem, place, { from: bob }));
      await bot.deliver(message(problem, place, { from: bob }));
    }
    const payload = {
      id: freshId(),
      body: { contentType: "html", content: `<p>${problem}</p>` },
      from: { user: { id: bob.id, displayName: "Bob" } },
    };
    await bot.deliver(
      invoke("composeExtension/fetchTask", { commandId: "helpWithThis", messagePayload: payload }, elsewhere, {
        from: bob,
      }),
    );
    await settledAt(bot);
    expect((await bot.store.list(9)).map(({ conversation }) => conversation)).toEqual([personal]);
    expect(bot.microsoft.said(elsewhere).map(shownIn)).toEqual([
      [expect.stringMatching(/^Cases come to this channel/)],
    ]);
  });

  it("says how it works to somebody who names the bot and says nothing", async () => {
    await write(bot, "");
    expect(below(bot).at(-1)).toMatch(/^Cases come to this channel/);
  });

  it("still knows its threads after a restart", async () => {
    const { microsoft, store } = bot;
    await press(bot, "Claim");
    const again = await deskBot({ microsoft, store });
    await write(again, "I am back");
    expect(seen(again).at(-1)).toBe("Grace (support)\nI am back");
    await again.stop();
    expect(again.faults).toEqual([]);
  });

  it("keeps its tickets as long as a case takes: what was sent is forgotten after a week", async () => {
    await press(bot, "Claim");
    await bot.store.prune(Date.now() + 8 * 86_400_000);
    await say(bot, "still here");
    expect(below(bot).at(-1)).toBe("Ada (user)\nstill here");
  });
});
