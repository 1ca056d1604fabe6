import { bot } from "./fake.ts";

/** Payloads as Slack sends them, with what the tests do not care for left out. */

type Extra = Readonly<Record<string, unknown>>;

let events = 0;
const freshEvent = (): string => `Ev${++events}`;

/** docs.slack.dev/apis/events-api */
export const envelope = (event: Extra, more: Extra = {}) => ({
  token: "verification",
  team_id: bot.team,
  api_app_id: "A1",
  type: "event_callback",
  event_id: freshEvent(),
  event_time: 1,
  authorizations: [
    { enterprise_id: null, team_id: bot.team, user_id: bot.user, is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event,
  ...more,
});

/** docs.slack.dev/reference/events/message.channels, …/message.im */
export const message = (text: string, ts: string, more: Extra = {}) => ({
  type: "message",
  user: "U1",
  text,
  ts,
  event_ts: ts,
  channel: "C1",
  channel_type: "channel",
  team: bot.team,
  ...more,
});

/** docs.slack.dev/reference/events/app_mention */
export const mention = (text: string, ts: string, more: Extra = {}) => ({
  ...message(text, ts, more),
  type: "app_mention",
  channel_type: undefined,
});

export const direct = (text: string, ts: string, more: Extra = {}) =>
  message(text, ts, { channel: "D1", channel_type: "im", ...more });

/** docs.slack.dev/reference/events/message/message_changed */
export const changed = (text: string, before: string, ts: string, more: Extra = {}) => ({
  type: "message",
  subtype: "message_changed",
  channel: "C1",
  channel_type: "channel",
  ts: `${ts}9`,
  event_ts: `${ts}9`,
  message: { type: "message", user: "U1", text, ts, edited: { user: "U1", ts: `${ts}5` }, ...more },
  previous_message: { type: "message", user: "U1", text: before, ts },
});

/** docs.slack.dev/reference/events/message/message_deleted */
export const deleted = (ts: string, more: Extra = {}) => ({
  type: "message",
  subtype: "message_deleted",
  channel: "C1",
  channel_type: "channel",
  deleted_ts: ts,
  ts: `${ts}8`,
  event_ts: `${ts}8`,
  previous_message: { type: "message", user: "U1", text: "gone", ts },
  ...more,
});

const interaction = (user: string) => ({
  user: { id: user, username: "ada", team_id: bot.team },
  team: { id: bot.team, domain: "tests" },
  enterprise: null,
  is_enterprise_install: false,
  api_app_id: "A1",
});

let presses = 0;

/** docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export const press = (action: Extra, more: Extra = {}, user = "U1") => ({
  type: "block_actions",
  ...interaction(user),
  trigger_id: `trigger.${++presses}`,
  actions: [{ action_ts: `${1_700_000_000 + presses}.000001`, ...action }],
  ...more,
});

/** …/shortcuts-interaction-payload (message_action) */
export const shortcut = (said: Extra, channel = "C1", user = "U9") => ({
  type: "message_action",
  callback_id: "help_with_this",
  ...interaction(user),
  trigger_id: `trigger.${++presses}`,
  channel: { id: channel, name: "general" },
  message: { type: "message", user: "U2", ...said },
});

/** …/view-interactions-payload (view_submission) */
export const submission = (
  callback_id: string,
  private_metadata: string,
  words: string,
  user = "U9",
  { view = {}, ...more }: { readonly view?: Extra; readonly [key: string]: unknown } = {},
) => ({
  type: "view_submission",
  ...interaction(user),
  ...more,
  trigger_id: `trigger.${++presses}`,
  view: {
    id: `V${++presses}`,
    type: "modal",
    callback_id,
    private_metadata,
    state: { values: { paste_text: { text: { type: "plain_text_input", value: words } } } },
    ...view,
  },
});

/** The modal of a desk, filled in: a field is typed, or one of a list. */
export const filledIn = (
  view: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, { readonly typed: string } | { readonly chosen: string }>>,
  user = "U9",
) => ({
  type: "view_submission",
  ...interaction(user),
  trigger_id: `trigger.${++presses}`,
  view: {
    ...view,
    id: `V${++presses}`,
    state: {
      values: Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [
          name,
          {
            [name]:
              "typed" in field
                ? { type: "plain_text_input", value: field.typed }
                : { type: "static_select", selected_option: { value: field.chosen } },
          },
        ]),
      ),
    },
  },
});

/** docs.slack.dev/interactivity/implementing-slash-commands */
export const command = (text: string, user = "U1") => ({
  command: "/stepwise",
  text,
  team_id: bot.team,
  channel_id: "C1",
  user_id: user,
  is_enterprise_install: "false",
  trigger_id: `trigger.${++presses}`,
});
