import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSlack } from "../../../src/adapters/slack/channel.ts";
import type { SlackSettings } from "../../../src/adapters/slack/settings.ts";
import { conversationId } from "../../../src/dialog/ids.ts";
import type { Store } from "../../../src/dialog/ports.ts";
import { createSender } from "../../../src/sender.ts";
import { createMemoryStore } from "../../../src/store/memory.ts";
import { type Brain, createTurns } from "../../../src/turn.ts";
import { until } from "../../durable/process.ts";
import { realBrain } from "../../support/real.ts";
import { botToken, type FakeSlack, fakeSlack, type Posted } from "./fake.ts";
import * as payloads from "./payloads.ts";
import { type Signing, sendCommand, sendEvent, sendInteraction, signingSecret } from "./signed.ts";

export interface BotOptions {
  readonly settings?: Partial<SlackSettings>;
  readonly store?: Store;
  readonly brain?: Brain;
  readonly fake?: FakeSlack;
}

/** The bot with the real Bolt on a port of its own, and a Slack of the tests for it to call. */
export async function slackBot({ settings = {}, store = createMemoryStore(), brain, fake }: BotOptions = {}) {
  const slackSide = fake ?? (await fakeSlack());
  const knowing = brain ?? (await realBrain());
  const faults: unknown[] = [];
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const slack = createSlack({
    settings: {
      apiUrl: slackSide.url,
      mode: { kind: "http", signingSecret },
      auth: { kind: "token", botToken },
      unasked: [],
      ...settings,
    },
    brain: () => knowing,
    receive: (activity) => turns.receive(activity),
    store,
    clock,
    failed: (error) => faults.push(error),
  });
  const sender = createSender({
    outbox: store.outbox,
    outlets: new Map([[slack.name, slack.outlet]]),
    clock,
    chance: () => 0,
    failed: (error) => faults.push(error),
  });
  const turns = createTurns({
    store,
    brain: () => knowing,
    clock,
    outside: { channels: new Set([slack.name]), desks: new Map() },
    publish: () => sender.wake(),
    failed: (error) => faults.push(error),
  });
  const server = createServer((request, response) => slack.http?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${base}/slack/events`;

  const expected = async (wanted: () => boolean | Promise<boolean>): Promise<void> => {
    try {
      await until(async () => wanted(), 20_000);
    } catch (error) {
      throw new Error(`${String(error)}; what failed meanwhile: ${faults.map(String).join("; ") || "nothing"}`);
    }
  };

  return {
    fake: slackSide,
    store,
    turns,
    sender,
    slack,
    faults,
    base,
    url,
    knowledge: knowing.knowledge,
    expected,
    event: (event: Readonly<Record<string, unknown>>, signing?: Signing) =>
      sendEvent(url, payloads.envelope(event), signing),
    raw: (payload: unknown, signing?: Signing) => sendEvent(url, payload, signing),
    interaction: (payload: Readonly<Record<string, unknown>> | undefined, signing?: Signing) =>
      sendInteraction(url, { ...payload, response_url: slackSide.respondUrl }, signing),
    command: (form: Readonly<Record<string, string>>, signing?: Signing) =>
      sendCommand(url, { ...form, response_url: slackSide.respondUrl }, signing),
    /** What the bot says in a thread once it has said that many messages there. */
    async said(channel: string, thread: string | null, count: number): Promise<readonly Posted[]> {
      await expected(() => slackSide.thread(channel, thread).length >= count);
      return slackSide.thread(channel, thread);
    },
    events: (conversation: string) => store.events(conversationId(conversation)),
    /** Time passes for the outbox. */
    async later(ms: number): Promise<void> {
      ahead += ms;
      sender.wake();
      await sender.idle();
    },
    /** Nothing is under way any more. */
    async settled(): Promise<void> {
      await turns.idle();
      sender.wake();
      await sender.idle();
    },
    async stop(): Promise<void> {
      await turns.idle();
      await sender.stop();
      await slack.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (fake === undefined) await slackSide.close();
    },
  };
}
export type SlackBot = Awaited<ReturnType<typeof slackBot>>;

/** The buttons of a message: what stands on each and how to press it. */
export function buttonsOf({ blocks, channel, ts, thread_ts }: Posted) {
  return blocks.flatMap((block) =>
    block.type !== "actions" || !Array.isArray(block.elements)
      ? []
      : block.elements.map(
          (element: { action_id: string; value?: string; text?: { text: string }; options?: Choice[] }) => ({
            label: element.text?.text ?? "",
            value: element.value,
            options: (element.options ?? []).map(({ text, value }) => ({ label: text.text, value })),
            press: (user = "U1", value = element.value) =>
              payloads.press(
                element.options === undefined
                  ? { type: "button", action_id: element.action_id, block_id: block.block_id, value }
                  : {
                      type: "static_select",
                      action_id: element.action_id,
                      block_id: block.block_id,
                      selected_option: { value },
                    },
                {
                  channel: { id: channel },
                  message: { ts, thread_ts },
                  container: { type: "message", message_ts: ts, channel_id: channel },
                },
                user,
              ),
          }),
        ),
  );
}

interface Choice {
  readonly text: { readonly text: string };
  readonly value: string;
}
