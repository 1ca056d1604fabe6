import { createSlack } from "../../../src/adapters/slack/channel.ts";
import type { SlackSettings } from "../../../src/adapters/slack/settings.ts";
import { type RunningOptions, running } from "../../channels/running.ts";
import { botToken, type FakeSlack, fakeSlack, type Posted } from "./fake.ts";
import * as payloads from "./payloads.ts";
import { type Signing, sendCommand, sendEvent, sendInteraction, signingSecret } from "./signed.ts";

export interface BotOptions extends RunningOptions {
  readonly settings?: Partial<SlackSettings>;
  readonly fake?: FakeSlack;
}

/** The bot with the real Bolt on a port of its own, and a Slack of the tests for it to call. */
export async function slackBot({ settings = {}, fake, ...options }: BotOptions = {}) {
  const slackSide = fake ?? (await fakeSlack());
  const { channel: slack, ...rig } = await running(
    options,
    (around) =>
      createSlack({
        ...around,
        settings: {
          apiUrl: slackSide.url,
          mode: { kind: "http", signingSecret },
          auth: { kind: "token", botToken },
          unasked: [],
          desks: [],
          ...settings,
        },
      }),
    ({ http }) => http,
  );
  const url = `${rig.base}/slack/events`;

  return {
    ...rig,
    fake: slackSide,
    slack,
    url,
    event: (event: Readonly<Record<string, unknown>>, signing?: Signing) =>
      sendEvent(url, payloads.envelope(event), signing),
    raw: (payload: unknown, signing?: Signing) => sendEvent(url, payload, signing),
    interaction: (payload: Readonly<Record<string, unknown>> | undefined, signing?: Signing) =>
      sendInteraction(url, { ...payload, response_url: slackSide.respondUrl }, signing),
    command: (form: Readonly<Record<string, string>>, signing?: Signing) =>
      sendCommand(url, { ...form, response_url: slackSide.respondUrl }, signing),
    /** What the bot says in a thread once it has said that many messages there. */
    async said(channel: string, thread: string | null, count: number): Promise<readonly Posted[]> {
      await rig.expected(() => slackSide.thread(channel, thread).length >= count);
      return slackSide.thread(channel, thread);
    },
    async stop(): Promise<void> {
      await rig.stop();
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
