import { z } from "zod";

/**
 * The parts of Slack's payloads that are read here; what else they hold is left alone. Pages that document them:
 * docs.slack.dev/apis/events-api, …/reference/events/message, …/reference/interaction-payloads.
 */
const id = z.string().min(1);
const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((value) => value === "true")]);

/** Who the app was installed by, as events tell it. */
export const eventBody = z.object({
  team_id: id.nullish(),
  enterprise_id: id.nullish(),
  authorizations: z
    .array(
      z.object({
        team_id: id.nullish(),
        enterprise_id: id.nullish(),
        user_id: id.nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish(),
  event: z.unknown(),
});

const said = {
  user: id.nullish(),
  text: z.string().nullish(),
  ts: id,
  thread_ts: id.nullish(),
  bot_id: id.nullish(),
  edited: z.object({ ts: id }).nullish(),
  /** Without `files:read`, and in channels shared with others, some tell little more than their id. */
  files: z
    .array(
      z.object({
        id: id.nullish(),
        name: z.string().nullish(),
        title: z.string().nullish(),
        mimetype: z.string().nullish(),
        permalink: z.string().nullish(),
      }),
    )
    .nullish(),
};

export const messageEvent = z.object({
  ...said,
  type: z.enum(["message", "app_mention"]),
  subtype: z.string().nullish(),
  channel: id,
  channel_type: z.string().nullish(),
});

export const changedEvent = z.object({
  type: z.literal("message"),
  subtype: z.literal("message_changed"),
  channel: id,
  channel_type: z.string().nullish(),
  message: z.object({ ...said, subtype: z.string().nullish() }),
  previous_message: z.object({ text: z.string().nullish() }).nullish(),
});

export const homeEvent = z.object({ type: z.literal("app_home_opened"), user: id, tab: z.string().nullish() });

export const threadEvent = z.object({
  type: z.literal("assistant_thread_started"),
  assistant_thread: z.object({ user_id: id, channel_id: id, thread_ts: id }),
});

export const revokedEvent = z.object({
  type: z.literal("tokens_revoked"),
  tokens: z.object({ bot: z.array(z.string()).nullish() }),
});

/** Who the app was installed by, as presses, shortcuts and submissions tell it. */
const interaction = {
  user: z.object({ id, team_id: id.nullish() }),
  team: z.object({ id }).nullish(),
  enterprise: z.object({ id }).nullish(),
  is_enterprise_install: flag.nullish(),
};

export const pressBody = z.object({
  ...interaction,
  trigger_id: id.nullish(),
  channel: z.object({ id }).nullish(),
  message: z.object({ ts: id }).nullish(),
  view: z.object({ id, hash: z.string(), private_metadata: z.string(), state: z.unknown() }).nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string(),
        action_ts: id,
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

export const shortcutBody = z.object({
  ...interaction,
  trigger_id: id,
  channel: z.object({ id }),
  message: z.object({ ...said }),
});

/** What was typed or chosen, by block and by action. */
export const viewState = z.object({
  values: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() }),
    ),
  ),
});

export const submissionBody = z.object({
  ...interaction,
  view: z.object({
    id,
    private_metadata: z.string(),
    app_installed_team_id: id.nullish(),
    state: viewState,
  }),
});

export const commandBody = z.object({
  team_id: id,
  enterprise_id: id.nullish(),
  is_enterprise_install: flag.nullish(),
  user_id: id,
  text: z.string(),
  trigger_id: id,
});

type Interaction = {
  readonly user: { readonly team_id?: string | null | undefined };
  readonly team?: { readonly id: string } | null | undefined;
  readonly enterprise?: { readonly id: string } | null | undefined;
  readonly is_enterprise_install?: boolean | null | undefined;
  /** The workspace that a modal belongs to. */
  readonly installed?: string | null | undefined;
};

/** The id that the app was installed under; null where the payload names none. */
export const installOfEvent = ({
  authorizations,
  team_id,
  enterprise_id,
}: z.infer<typeof eventBody>): string | null => {
  const [own] = authorizations ?? [];
  if (own?.is_enterprise_install) return own.enterprise_id ?? enterprise_id ?? null;
  return own?.team_id ?? team_id ?? null;
};

export const installOf = ({ is_enterprise_install, enterprise, installed, team, user }: Interaction): string | null =>
  (is_enterprise_install ? enterprise?.id : (installed ?? team?.id ?? user.team_id)) ?? null;

export const installOfCommand = ({
  is_enterprise_install,
  enterprise_id,
  team_id,
}: z.infer<typeof commandBody>): string => (is_enterprise_install ? (enterprise_id ?? team_id) : team_id);
