import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failing } from "../channels/failing.ts";
import { isObject } from "./blockkit/shape.ts";
import { viewProblems } from "./blockkit/validate.ts";
import { type SlackBot, slackBot } from "./support/bot.ts";
import { bot as self } from "./support/fake.ts";
import { changed, command, direct, mention, message, press, shortcut, submission } from "./support/payloads.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";
const root = "1700000001.000100";
let bot: SlackBot;
beforeEach(async () => {
  bot = await slackBot();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.faults).toEqual([]);
});

/** The last modal that was opened or updated. */
const modal = async (count = 1) => {
  await bot.expected(() => bot.fake.views.length >= count);
  const view = bot.fake.views.at(-1)?.view;
  if (!isObject(view)) throw new Error("no modal was opened");
  return { view, words: JSON.stringify(view.blocks), goal: String(view.private_metadata) };
};

describe("/stepwise", () => {
  it.each(["", "help"])("%j says how to begin", async (text) => {
    const response = await bot.command(command(text));
    expect(await response.text()).toContain("/stepwise paste");
    expect(bot.fake.calls).toEqual([]);
  });

  it("with words begins a thread in the direct messages, the words on top", async () => {
    expect(await (await bot.command(command(problem))).text()).toContain("direct messages");
    const [top] = await bot.said("DU1", null, 1);
    expect(JSON.stringify(top?.blocks)).toContain(problem);
    const [said] = await bot.said("DU1", top?.ts ?? "", 1);
    expect(said?.text).toContain("Mi Buds 4 Pro");
    await bot.event(direct("still no light", "1700000005.000100", { channel: "DU1", thread_ts: top?.ts }));
    expect(await bot.said("DU1", top?.ts ?? "", 2)).toHaveLength(2);
    expect((await bot.store.list(9)).map(({ conversation }) => conversation)).toEqual([`T1:DU1:${top?.ts}`]);
  });

  it("with more than Slack takes is cut between signs, not within what Slack makes of one", async () => {
    await bot.command(command("&amp;".repeat(2900)));
    const [top] = await bot.said("DU1", null, 1);
    expect(top?.text).toMatch(/^(&amp;)+…$/);
    await bot.said("DU1", top?.ts ?? "", 1);
  });

  it("tells the person when Slack does not answer", async () => {
    bot.fake.lose("conversations.open");
    await bot.command(command(problem));
    await bot.expected(() => bot.fake.responses.length === 1);
    expect(bot.fake.responses).toMatchObject([
      { response_type: "ephemeral", text: expect.stringContaining("try again") },
    ]);
    await bot.expected(() => bot.faults.length === 1);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "SlackFault", code: "no_answer" }]);
  });
});

describe("an agent who pastes a text", () => {
  it("reads what is known, trees, the best question, a reply and a note, corrects it, and goes on in a thread", async () => {
    await bot.command(command("paste", "U9"));
    const empty = await modal();
    expect(empty.view.callback_id).toBe("paste_read");

    const read = await bot.interaction(
      submission("paste_read", empty.goal, "My Mi Buds 4 Pro do not connect. <!channel>"),
    );
    const answer = (await read.json()) as { response_action: string; view: Record<string, unknown> };
    expect(answer.response_action).toBe("update");
    expect(viewProblems(answer.view)).toEqual([]);
    const shown = JSON.stringify(answer.view);
    for (const words of [
      "Model: Mi Buds 4 Pro",
      "Connect headphones",
      "Best to ask",
      "A reply to send",
      "A note for the file",
    ])
      expect(shown).toContain(words);

    const state = { values: { paste_text: { text: { value: problem } } } };
    const view = { id: "V1", hash: "h", private_metadata: empty.goal, state };
    await bot.interaction(
      press({ type: "button", action_id: "paste_again", block_id: "paste_again", value: "" }, { view }, "U9"),
    );
    expect((await modal(2)).words).toContain("Phone or computer: Android phone");

    expect((await bot.interaction(submission("paste_result", empty.goal, problem))).status).toBe(200);
    const [top] = await bot.said("DU9", null, 1);
    expect(await bot.said("DU9", top?.ts ?? "", 1)).toHaveLength(1);
  });

  it("does not have to wait for a Slack that is slow: the modal closes, and the thread comes when it can", async () => {
    const release = bot.fake.hold("conversations.open");
    const response = await bot.interaction(submission("paste_result", '{"kind":"direct"}', problem));
    expect([response.status, await response.text()]).toEqual([200, ""]);
    release();
    const [top] = await bot.said("DU9", null, 1);
    expect(await bot.said("DU9", top?.ts ?? "", 1)).toHaveLength(1);
  });

  it("who pasted nothing is asked to", async () => {
    const response = await bot.interaction(submission("paste_read", '{"kind":"direct"}', "  "));
    expect(await response.json()).toEqual({
      response_action: "errors",
      errors: { paste_text: expect.stringContaining("first") },
    });
  });
});

describe("“Help with this” on somebody else's message", () => {
  it("shows what is made of it, and opens a case in its thread in the name of its author", async () => {
    await bot.interaction(shortcut({ text: problem, ts: root }));
    const { goal, words } = await modal();
    expect(words).toContain("Model: Mi Buds 4 Pro");

    await bot.interaction(submission("paste_result", goal, problem));
    const [why, said] = await bot.said("C1", root, 2);
    expect(JSON.stringify(why?.blocks)).toContain("<@U9>");
    expect(said?.text).toContain("Mi Buds 4 Pro");
    expect((await bot.events(`T1:C1:${root}`)).find(({ type }) => type === "UserUttered")).toMatchObject({
      by: { id: "T1:U2" },
      text: problem,
    });
    await bot.event(message("the frobnicator is zorbed", "1700000005.000100", { thread_ts: root, user: "U2" }));
    expect(await bot.said("C1", root, 3)).toHaveLength(3);
  });

  const speakers = async () =>
    (await bot.events(`T1:C1:${root}`)).flatMap((event) => (event.type === "UserUttered" ? [event.by.id] : []));

  it("makes what its author changes in it later a correction", async () => {
    await bot.interaction(shortcut({ text: `${problem} yes there is light`, ts: root }));
    await bot.interaction(submission("paste_result", (await modal()).goal, `${problem} yes there is light`));
    await bot.said("C1", root, 2);
    await bot.event(
      changed(problem, `${problem} yes there is light`, root, {
        user: "U2",
        edited: { user: "U2", ts: `${root}5` },
      }),
    );
    await bot.said("C1", root, 3);
    const edits = (await bot.events(`T1:C1:${root}`)).flatMap((event) =>
      event.type === "UserUttered" ? [event.edits] : [],
    );
    expect(edits).toEqual([null, expect.stringContaining(`slack:T1:C1:${root}:`)]);
  });

  it("is the agent's own word where they have changed it", async () => {
    await bot.interaction(shortcut({ text: problem, ts: root }));
    await bot.interaction(submission("paste_result", (await modal()).goal, "how do i factory reset mi buds 4 pro"));
    await bot.said("C1", root, 2);
    expect(await speakers()).toEqual(["T1:U9"]);
  });

  it("is the agent's own word in a case that is under way: nobody answers in another's name", async () => {
    await bot.event(mention(`<@${self.user}> how do i factory reset mi buds 4 pro`, root, { user: "U2" }));
    await bot.said("C1", root, 1);
    await bot.interaction(shortcut({ text: "yes, go ahead", ts: "1700000003.000100", thread_ts: root }));
    await bot.interaction(submission("paste_result", (await modal()).goal, "yes, go ahead"));
    await bot.said("C1", root, 3);
    expect(await speakers()).toEqual(["T1:U2", "T1:U9"]);
  });

  it("in a channel the bot is not in says what to do, and the fault is known", async () => {
    await bot.interaction(shortcut({ text: problem, ts: root }, "C9"));
    const { goal } = await modal();
    const response = await bot.interaction(submission("paste_result", goal, problem));
    expect(JSON.stringify(await response.json())).toContain("/invite");
    expect(await bot.store.list(9)).toEqual([]);
    await bot.expected(() => bot.faults.length > 0);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "Refused" }]);
  });

  it("that could not be stored is tried again, and introduced once", async () => {
    await bot.stop();
    let isFull = true;
    bot = await slackBot({ store: failing(() => (isFull ? new Error("disk full") : null)) });
    await bot.interaction(shortcut({ text: problem, ts: root }));
    const sent = submission("paste_result", (await modal()).goal, problem);
    expect(JSON.stringify(await (await bot.interaction(sent)).json())).toContain("try again");
    await bot.expected(() => bot.faults.length > 0);
    expect(bot.faults.splice(0)).toMatchObject([{ message: "disk full" }]);
    isFull = false;
    await bot.interaction(sent);
    await bot.said("C1", root, 2);
    await bot.settled();
    expect(bot.fake.thread("C1", root)).toHaveLength(2);
  });

  it("whose introduction arrived while its answer got lost is introduced once", async () => {
    await bot.interaction(shortcut({ text: problem, ts: root }));
    const sent = submission("paste_result", (await modal()).goal, problem);
    bot.fake.lose("chat.postMessage");
    expect(JSON.stringify(await (await bot.interaction(sent)).json())).toContain("try again");
    await bot.expected(() => bot.faults.length > 0);
    expect(bot.faults.splice(0)).toMatchObject([{ name: "SlackFault", code: "no_answer" }]);
    await bot.interaction(sent);
    await bot.said("C1", root, 2);
    await bot.settled();
    expect(bot.fake.thread("C1", root)).toHaveLength(2);
  });

  it("belongs to the organisation the app was installed in, whatever workspace the modal is shown in", async () => {
    const org = { is_enterprise_install: true, enterprise: { id: "E1" }, view: { app_installed_team_id: "T7" } };
    await bot.interaction(submission("paste_result", '{"kind":"direct"}', problem, "U9", org));
    const [top] = await bot.said("DU9", null, 1);
    await bot.said("DU9", top?.ts ?? "", 1);
    expect((await bot.store.list(9)).map(({ conversation }) => conversation)).toEqual([`E1:DU9:${top?.ts}`]);
  });

  it("without words opens the empty modal", async () => {
    await bot.interaction(shortcut({ text: "", ts: root }));
    expect((await modal()).view.callback_id).toBe("paste_read");
  });
});

describe("the app's home", () => {
  const opened = (user: string) =>
    bot.event({ type: "app_home_opened", user, channel: "D1", tab: "home", event_ts: root });
  const homeOf = async (user: string, count = 1) => {
    await bot.expected(() => bot.fake.called("views.publish").length >= count);
    return JSON.stringify(bot.fake.homes.get(user));
  };

  it("shows how to begin, and that nothing is open", async () => {
    await opened("U1");
    const home = await homeOf("U1");
    expect(home).toContain("Nothing is open");
    for (const { label } of bot.knowledge.openers) expect(home).toContain(label);
  });

  it("shows a person's own open cases with their address, and nobody else's", async () => {
    await bot.event(mention(`<@${self.user}> ${problem}`, root));
    await bot.said("C1", root, 1);
    await opened("U1");
    const home = await homeOf("U1");
    expect(home).toContain(problem);
    expect(home).toContain(`/archives/C1/p${root}`);
    await opened("U2");
    expect(await homeOf("U2", 2)).toContain("Nothing is open");
  });

  it("begins a case with a press", async () => {
    const [opener] = bot.knowledge.openers;
    await bot.interaction(
      press({ type: "button", action_id: "home_begin_0", block_id: "begin", value: opener?.label }),
    );
    const [top] = await bot.said("DU1", null, 1);
    expect(await bot.said("DU1", top?.ts ?? "", 1)).toHaveLength(1);
    expect(await homeOf("U1")).toContain(opener?.label);
  });

  it("is not drawn for the other tab", async () => {
    await bot.event({ type: "app_home_opened", user: "U1", channel: "D1", tab: "messages", event_ts: root });
    await bot.settled();
    expect(bot.fake.calls).toEqual([]);
  });
});

describe("the assistant's pane", () => {
  const thread = "1700000009.000100";
  const opened = () =>
    bot.event({
      type: "assistant_thread_started",
      assistant_thread: { user_id: "U1", channel_id: "D1", thread_ts: thread, context: {} },
      event_ts: thread,
    });
  beforeEach(async () => {
    await opened();
    await bot.said("D1", thread, 1);
    await bot.expected(() => bot.fake.prompts.length === 1);
  });

  it("greets and suggests how to begin", () => {
    const [openers] = bot.fake.prompts;
    expect(bot.fake.thread("D1", thread)[0]?.text).toContain("Hello");
    expect(openers).toMatchObject({ channel_id: "D1", thread_ts: thread });
  });

  it("greets once, however often Slack says that it was opened", async () => {
    await Promise.all([opened(), opened()]);
    await bot.event(direct(problem, "1700000010.000100", { thread_ts: thread }));
    await bot.said("D1", thread, 2);
    await bot.slack.stop();
    expect([bot.fake.thread("D1", thread).length, bot.fake.prompts.length]).toEqual([2, 1]);
  });

  it("is a conversation of its own, and says that the bot is at work", async () => {
    await bot.event(direct(problem, "1700000010.000100", { thread_ts: thread }));
    const [, said] = await bot.said("D1", thread, 2);
    expect(said?.text).toContain("Mi Buds 4 Pro");
    expect(bot.fake.statuses[0]).toMatchObject({ channel_id: "D1", thread_ts: thread });
    await bot.event(direct(problem, "1700000011.000100"));
    await bot.said("D1", null, 1);
    expect((await bot.store.list(9)).map(({ conversation }) => conversation).sort()).toEqual([
      "T1:D1",
      `T1:D1:${thread}`,
    ]);
  });

  it("does not care what channel a person looks at", async () => {
    const response = await bot.event({
      type: "assistant_thread_context_changed",
      assistant_thread: { user_id: "U1", channel_id: "D1", thread_ts: thread, context: { channel_id: "C1" } },
      event_ts: thread,
    });
    expect(response.status).toBe(200);
  });
});
