import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SlackBot, slackBot } from "../slack/support/bot.ts";
import { type DeskBot, deskBot, people } from "../slack/support/desk.ts";
import { bot as self } from "../slack/support/fake.ts";
import { mention, message, shortcut } from "../slack/support/payloads.ts";
import { launched } from "../support/browser.ts";

/** Whole threads as `slack-blocks-to-jsx` draws them: pictures to look at, in `shots/`. */
const shots = join(import.meta.dirname, "../../shots");
const peers = fileURLToPath(new URL("../../peers/", import.meta.url));
const root = "1700000001.000100";

const threads: Readonly<Record<string, readonly string[]>> = {
  "every fact at once": [
    "mi buds 4 pro wont connect to my pixel, light is off",
    "still no light",
    "not sure",
    "actually it's an iphone",
  ],
  "a model to pick": ["my buds wont connect to my iphone"],
  "a light to choose": ["my buds wont connect to my iphone", "mi buds 4 pro", "why do you ask?"],
  "a reset with consent": [
    "how do i factory reset mi buds 4 pro",
    "will a reset delete my eq?",
    "yes, go ahead",
    "it is off",
    "yes",
    "go on",
    "charged",
    "no update",
  ],
  "two problems": [
    "my buds wont connect to my phone. also my two speakers play with an echo",
    "the second one",
    "not sure",
  ],
  "not understood, then a person": [
    "speaker wont connect",
    "blorp",
    "fnord <!channel> *bold*",
    "can i talk to a human please",
  ],
};

const asked = async (bot: DeskBot): Promise<void> => {
  await bot.ask("mi buds 4 pro wont connect to my pixel, light is off. i already restarted the phone");
  await bot.ask("still no light");
  await bot.ask("yes they are on");
  await bot.ask("There was no entry");
  await bot.ask("i want to speak to a person");
};
const { grace } = people;

/** What a desk shows: the ticket, and what hangs below it. */
const tickets: Readonly<Record<string, (bot: DeskBot) => Promise<void>>> = {
  "a ticket that waits": asked,
  "a ticket that is urgent": async (bot) => bot.ask("my speaker smells burnt and is very hot &lt;!channel&gt; *now*"),
  "a ticket that is taken": async (bot) => {
    await asked(bot);
    await bot.press(grace, "Claim");
    await bot.ask("hello? &lt;!channel&gt; *bold*");
    await bot.press(grace, "Send or ask …", "Send:");
  },
  "a ticket that is closed": async (bot) => {
    await asked(bot);
    await bot.press(grace, "Claim");
    await bot.write(grace, "Could you send me a picture of the pins?");
    await bot.ask("here you are", {
      subtype: "file_share",
      files: [{ name: "pins.jpg", mimetype: "image/jpeg", permalink: "https://x.slack.com/files/F1" }],
    });
    await bot.fill(grace, "Close", {
      cause: { typed: "the charging pins were dirty" },
      solved: { chosen: "yes" },
      remark: { typed: "cleaned with a cotton bud" },
    });
  },
};

interface Drawing {
  readonly Message: unknown;
}
interface React {
  readonly createElement: (type: unknown, props: unknown) => unknown;
}
const from = createRequire(join(peers, "package.json"));
const { createElement } = from("react") as React;
const { renderToStaticMarkup } = from("react-dom/server") as {
  readonly renderToStaticMarkup: (node: unknown) => string;
};
const { Message } = from("slack-blocks-to-jsx") as Drawing;
const style = readFileSync(join(peers, "node_modules/slack-blocks-to-jsx/dist/style.css"), "utf8");
const logo = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

const drawn = (name: string, blocks: readonly unknown[]): string =>
  renderToStaticMarkup(
    createElement(Message, {
      blocks,
      logo,
      name,
      time: new Date(0),
      theme: "light",
      data: { users: [{ id: "U1", name: "Ada" }] },
    }),
  );
const spoken = (text: string) => [{ type: "section", text: { type: "plain_text", text } }];

describe("pictures of threads", () => {
  let browser: Browser;
  let bot: SlackBot;
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    browser = await launched();
    bot = await slackBot();
  });
  afterAll(async () => {
    await browser.close();
    await bot.stop();
  });

  async function picture(name: string, html: string): Promise<void> {
    const page = await browser.newPage({ viewport: { width: 680, height: 400 } });
    await page.setContent(`<style>${style} body{font-family:'Liberation Sans';margin:12px}</style>${html}`);
    expect(await page.locator("text=undefined").count()).toBe(0);
    await page.screenshot({ path: join(shots, `slack-${name.replaceAll(/\W+/g, "-")}.png`), fullPage: true });
    await page.close();
  }

  it.each(Object.keys(threads))("%s", async (name) => {
    const own = `${1_700_000_001 + Object.keys(threads).indexOf(name) * 100}.000100`;
    for (const [i, words] of (threads[name] ?? []).entries()) {
      const ts = `${Number.parseInt(own, 10) + i}.000100`;
      const raw = words.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      await bot.event(i === 0 ? mention(`<@${self.user}> ${raw}`, own) : message(raw, ts, { thread_ts: own }));
      await bot.settled();
    }
    const said = bot.fake.thread("C1", own);
    expect(said.length).toBe(threads[name]?.length);
    const html = said.map(
      ({ blocks }, i) => drawn("Ada", spoken(threads[name]?.[i] ?? "")) + drawn("stepwise", blocks),
    );
    await picture(name, html.join(""));
  });

  it.each(Object.keys(tickets))("%s", async (name) => {
    const own = await deskBot();
    await tickets[name]?.(own);
    const html = [own.ticket(), ...own.thread()].map(({ blocks, files }) =>
      drawn("stepwise", files.length === 0 ? blocks : spoken(`📄 ${files[0]?.title}`)),
    );
    await own.stop();
    await picture(name, html.join(""));
  });

  it("the modal of an agent", async () => {
    await bot.interaction(
      shortcut({
        text: "My Mi Buds 4 Pro do not connect to my Pixel. I restarted the phone. The case smells burnt?",
        ts: root,
      }),
    );
    await bot.expected(() => bot.fake.views.length === 1);
    const view = bot.fake.views[0]?.view as { readonly blocks: readonly unknown[] };
    await picture("the modal of an agent", drawn("Paste a message", view.blocks));
  });
});
