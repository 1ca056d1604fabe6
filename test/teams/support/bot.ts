import { createTeams } from "../../../src/adapters/teams/channel.ts";
import type { TeamsSettings } from "../../../src/adapters/teams/settings.ts";
import { type RunningOptions, running } from "../../channels/running.ts";
import { app, type Json, type Posted } from "./app.ts";
import { token } from "./jwt.ts";
import { type FakeMicrosoft, fakeMicrosoft } from "./microsoft.ts";
import { execute, submit } from "./payloads.ts";

export interface BotOptions extends RunningOptions {
  readonly settings?: Partial<TeamsSettings>;
  readonly microsoft?: FakeMicrosoft;
}

/** What a token of Teams says. */
export const claimsOf = ({ cloud, serviceUrl }: FakeMicrosoft): Json => ({
  iss: cloud.issuer,
  aud: app.id,
  serviceurl: serviceUrl,
  nbf: Math.floor(Date.now() / 1000) - 60,
  exp: Math.floor(Date.now() / 1000) + 3600,
});

/** The bot with the real CloudAdapter on a port of its own, and a Microsoft of the tests for it to call. */
export async function teamsBot({ settings = {}, microsoft, ...options }: BotOptions = {}) {
  const other = microsoft ?? (await fakeMicrosoft());
  const { channel: teams, ...rig } = await running(
    options,
    (around) => {
      other.follow(around.clock);
      return createTeams({
        ...around,
        linkOf: (conversation) => `https://support.example/#/case/${encodeURIComponent(conversation)}`,
        settings: {
          cloud: other.cloud,
          auth: { kind: "entra", appId: app.id, tenant: app.tenant, secret: app.secret },
          desks: [],
          handoffEvent: false,
          ...settings,
        },
      });
    },
    ({ http }) => http,
  );
  const url = `${rig.base}/api/messages`;
  const raw = (body: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
  /** Signed by Teams, unless another token is given. */
  const deliver = (activity: Json, bearer = token(claimsOf(other), other.key)): Promise<Response> =>
    raw(JSON.stringify({ serviceUrl: other.serviceUrl, ...activity }), { authorization: `Bearer ${bearer}` });

  return {
    ...rig,
    microsoft: other,
    teams,
    url,
    raw,
    deliver,
    /** What stands in a place once that many messages do. */
    async said(conversation: string, messages: number): Promise<readonly Posted[]> {
      await rig.expected(() => other.said(conversation).length >= messages);
      return other.said(conversation);
    },
    async settled(): Promise<void> {
      await rig.settled();
      await teams.stop();
    },
    async stop(): Promise<void> {
      await rig.stop();
      if (microsoft === undefined) await other.close();
    },
  };
}
export type TeamsBot = Awaited<ReturnType<typeof teamsBot>>;

interface Shown {
  readonly fallbackText: string;
  readonly body: readonly {
    readonly type: string;
    readonly id?: string;
    readonly choices?: readonly { title: string; value: string }[];
    readonly actions?: readonly Action[];
  }[];
  readonly actions?: readonly Action[];
}

interface Action {
  readonly type: string;
  readonly title: string;
  readonly data: Json;
}

/** The card of a message; null for words alone. */
export function cardOf({ activity }: Posted): Shown | null {
  const [attachment] = Array.isArray(activity.attachments) ? activity.attachments : [];
  return attachment?.content ?? null;
}

export const wordsOf = (posted: Posted): string => cardOf(posted)?.fallbackText ?? String(posted.activity.text ?? "");

/** What can be pressed on a message: buttons, or the entries of a menu. */
export function optionsOf(posted: Posted) {
  const body = cardOf(posted)?.body ?? [];
  const actions = body.flatMap((element) => element.actions ?? []);
  const menu = body.find(({ type }) => type === "Input.ChoiceSet");
  const pressing = (data: Json) => ({
    execute: (more: Json = {}) => execute(data, posted.conversation, posted.id, more),
    submit: (more: Json = {}) => submit(data, posted.conversation, posted.id, more),
  });
  return actions.flatMap(({ title, data }) =>
    menu?.choices === undefined
      ? [{ label: title, option: String(data.option ?? ""), ...pressing(data) }]
      : menu.choices.map((choice) => ({
          label: choice.title,
          option: choice.value,
          ...pressing({ ...data, [menu.id ?? ""]: choice.value }),
        })),
  );
}
