import { conversationId } from "../../../src/dialog/ids.ts";
import type { Json } from "../blockkit/shape.ts";
import { type BotOptions, slackBot } from "./bot.ts";
import { type Posted, bot as self } from "./fake.ts";
import { filledIn, mention, message, press } from "./payloads.ts";

export const desk = "C2";
/** Of the user's thread. */
export const root = "1700000001.000100";
export const problem = "mi buds 4 pro wont connect to my pixel, light is off";

const [ada, grace, linus] = ["U1", "U9", "U8"] as const;
export const people = { ada, grace, linus };

/** The bot with a desk in a channel of its own; Ada asks, Grace helps, Linus sits beside her. */
export async function deskBot(options: BotOptions = {}) {
  const { settings, ...others } = options;
  const bot = await slackBot({
    settings: { desks: [{ name: "slack", install: null, channel: desk }], ...settings },
    ...others,
  });
  bot.fake.names.set(ada, "Ada").set(grace, "Grace").set(linus, "Linus");
  let written = 0;
  const tsOf = (): string => `${1_700_000_100 + ++written}.000100`;
  const ticket = (): Posted => {
    const [one] = bot.fake.thread(desk);
    if (one === undefined) throw new Error("the desk has no ticket");
    return one;
  };
  /** What is due is sent, also what had to wait for its ticket. */
  const sent = async (): Promise<void> => {
    await bot.settled();
    for (let second = 0; second < 4; second++) await bot.later(1000);
    await bot.settled();
  };

  return {
    ...bot,
    sent,
    ticket,
    tickets: () => bot.fake.thread(desk),
    /** Everything below the ticket. */
    thread: () => bot.fake.thread(desk, ticket().ts),
    /** What the user reads. */
    side: () => bot.fake.thread("C1", root),
    log: () => bot.store.events(conversationId(`T1:C1:${root}`)),
    /** Ada says that in her thread. */
    async ask(text: string, more: Json = {}): Promise<void> {
      const isFirst = written === 0;
      const ts = isFirst ? root : tsOf();
      written++;
      await bot.event(
        isFirst ? mention(`<@${self.user}> ${text}`, ts, more) : message(text, ts, { thread_ts: root, ...more }),
      );
      await sent();
    },
    /** Somebody writes that in the ticket's thread; `ts` of the message. */
    async write(user: string, text: string, more: Json = {}): Promise<string> {
      const ts = tsOf();
      await bot.event(message(text, ts, { channel: desk, user, thread_ts: ticket().ts, ...more }));
      await sent();
      return ts;
    },
    /** Presses a button of the ticket, or takes an entry of its menu. */
    async press(user: string, label: string, entry: string | null = null): Promise<void> {
      await bot.interaction(pressOf(ticket(), user, label, entry));
      await sent();
    },
    /** Presses a button that opens a modal, fills that in and sends it off. */
    async fill(user: string, label: string, fields: Parameters<typeof filledIn>[1], entry: string | null = null) {
      const before = bot.fake.views.length;
      await bot.interaction(pressOf(ticket(), user, label, entry));
      await bot.expected(() => bot.fake.views.length > before);
      const view = bot.fake.views.at(-1)?.view as Json;
      const answer = await bot.interaction(filledIn(view, fields, user));
      await sent();
      return { view, answer: await answer.text() };
    },
    /** What one person alone is told, in order, once it is that many. */
    async whispers(user: string, count: number): Promise<readonly string[]> {
      const told = () => bot.fake.whispers.filter((one) => one.user === user).map(({ text }) => String(text));
      await bot.expected(() => told().length >= count);
      return told();
    },
  };
}
export type DeskBot = Awaited<ReturnType<typeof deskBot>>;

/** As Slack sends it; `label` on a button, or `entry` of the menu, by how it begins. */
export function pressOf({ blocks, ts, channel }: Posted, user: string, label: string, entry: string | null = null) {
  for (const { block_id, elements } of blocks as readonly Actions[])
    for (const { type, action_id, text, placeholder, options = [] } of elements ?? []) {
      if ((text ?? placeholder)?.text !== label) continue;
      const chosen = options.find((one) => one.text.text.startsWith(entry ?? " "));
      if (type === "static_select" && chosen === undefined)
        throw new Error(`found no entry ${entry}; there are ${options.map((one) => one.text.text).join(" | ")}`);
      const selected = chosen === undefined ? {} : { selected_option: chosen };
      const where = { channel: { id: channel }, message: { ts } };
      return press({ type, action_id, block_id, ...selected }, where, user);
    }
  throw new Error(`found no button ${label}`);
}

interface Actions {
  readonly block_id?: string;
  readonly elements?: readonly {
    readonly type: string;
    readonly action_id: string;
    readonly text?: { readonly text: string };
    readonly placeholder?: { readonly text: string };
    readonly options?: readonly { readonly text: { readonly text: string }; readonly value: string }[];
  }[];
}

/** Every text in it, in reading order. */
export function wordsIn(value: unknown): string {
  const words: string[] = [];
  const look = (one: unknown): void => {
    if (Array.isArray(one)) for (const each of one) look(each);
    else if (typeof one === "object" && one !== null)
      for (const [key, each] of Object.entries(one))
        if (key === "text" && typeof each === "string") words.push(each);
        else look(each);
  };
  look(value);
  return words.join("\n");
}

/** The parts of it that Slack reads markup in. */
export function markupIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(markupIn).join("\n");
  if (typeof value !== "object" || value === null) return "";
  if ("type" in value && value.type === "mrkdwn" && "text" in value) return String(value.text);
  return Object.values(value).map(markupIn).join("\n");
}
