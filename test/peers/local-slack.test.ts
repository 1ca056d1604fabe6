import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../durable/process.ts";
import { launched } from "../support/browser.ts";
import { localSlack, self } from "./local-slack.ts";

/** Pictures to look at: what a conversation came to in an independent Slack. */
const shots = join(import.meta.dirname, "../../shots");
mkdirSync(shots, { recursive: true });

interface Script {
  readonly name: string;
  readonly opens: string;
  /** `press`: the label of a button; `type`: words in the thread; `pick`: an entry of the menu. */
  readonly turns: readonly ({ readonly press: string } | { readonly pick: string } | { readonly type: string })[];
  readonly ends: RegExp;
}

const scripts: readonly Script[] = [
  {
    name: "connect-solved",
    opens: "cant get my buds to pair with my iphone 13",
    turns: [
      { pick: "Mi Buds 4 Pro" },
      { press: "I can't tell" },
      { type: "yes, fully charged" },
      { type: "yes theyre back on" },
      { type: "gone" },
      { type: "yes i hear it" },
      { type: "yep i see them" },
      { type: "it works" },
    ],
    ends: /it works, so we are done/,
  },
  {
    name: "reset-with-consent",
    opens: "how do i factory reset mi buds 4 pro",
    turns: [
      { press: "Yes, go ahead" },
      { type: "it is off" },
      { type: "yes" },
      { type: "go on" },
      { type: "charged" },
      { type: "no update" },
      { type: "yes it did" },
      { type: "done" },
      { type: "my iphone" },
      { type: "yes" },
      { type: "connected" },
      { type: "it works" },
    ],
    ends: /it works, so we are done/,
  },
  {
    name: "two-speakers-escalated",
    opens: "when i connect the second portable speaker 3 the first one stops playing",
    turns: [{ press: "Both picked in the phone" }, { type: "can i talk to a human please" }],
    ends: /I have passed this on to the/,
  },
];

describe.each(["events", "socket"] as const)("an independent Slack over %s", (mode) => {
  let peer: Awaited<ReturnType<typeof localSlack>>;
  let browser: Browser;
  beforeAll(async () => {
    peer = await localSlack(mode);
    browser = await launched();
  });
  afterAll(async () => {
    await browser.close();
    await peer.stop();
  });

  it.each(scripts)("takes a person through a whole conversation: $name", async ({ name, opens, turns, ends }) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    page.setDefaultTimeout(10_000);
    await page.goto(peer.url);
    const write = async (field: string, words: string): Promise<void> => {
      const box = page.getByPlaceholder(field);
      await box.click();
      await box.fill(words);
      await page.keyboard.press("Enter");
    };
    await write("Message #general", `<@${self}> ${opens}`);
    const root = async () => (await peer.messages()).findLast(({ text }) => text.includes(opens))?.ts;
    const said = async () => {
      const top = await root();
      return (await peer.messages()).filter(({ thread_ts, user }) => thread_ts === top && user === self);
    };
    await until(async () => (await said()).length === 1, 30_000);
    // The page may not have drawn the newest thread yet.
    const threads = (await peer.messages()).filter(({ thread_ts, ts }) => thread_ts === undefined || thread_ts === ts);
    await page
      .getByText(/\d+ repl(y|ies)/)
      .nth(threads.length - 1)
      .click();
    for (const [i, turn] of turns.entries()) {
      if ("type" in turn) await write("Reply in thread", turn.type);
      else if ("pick" in turn) await page.getByRole("combobox").last().selectOption({ label: turn.pick });
      else await page.getByRole("button", { name: turn.press, exact: true }).last().click();
      await until(async () => (await said()).length === i + 2, 30_000);
    }
    const messages = await said();
    expect(messages.at(-1)?.text).toMatch(ends);
    // Everything asked is answered: nothing is left to press.
    const left = messages.filter(({ blocks }) => blocks?.some(({ type }) => type === "actions"));
    expect(left).toEqual([]);
    await page
      .getByText(messages.at(-1)?.text.split("\n")[0] ?? "")
      .last()
      .scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(shots, `local-slack-${mode}-${name}.png`) });
    await page.close();
  });
});
