import { z } from "zod";
import { type DeskChannel, hubName, publicCloud, type TeamsSettings } from "./settings.ts";

type Env = Readonly<Record<string, string | undefined>>;

const anId = (of: string) => z.guid(`expected the ${of}: 32 hexadecimal digits with hyphens`).optional();

const schema = z.object({
  TEAMS_APP_ID: anId("“Microsoft App ID” of the bot"),
  TEAMS_TENANT_ID: anId("“App Tenant ID” of the bot"),
  TEAMS_CLIENT_SECRET: z.string().optional(),
  TEAMS_WITHOUT_LOGIN: z.literal("yes", "expected yes, or nothing").optional(),
  TEAMS_DESKS: z.string().optional(),
  TEAMS_HANDOFF_EVENT: z.literal("yes", "expected yes, or nothing").optional(),
});

const registration = ["TEAMS_APP_ID", "TEAMS_TENANT_ID", "TEAMS_CLIENT_SECRET"] as const;
const where = {
  TEAMS_APP_ID: "“Microsoft App ID” on “Configuration” of the Azure bot",
  TEAMS_TENANT_ID: "“App Tenant ID” on “Configuration” of the Azure bot",
  TEAMS_CLIENT_SECRET: "a value made under “Certificates & secrets” of the app in Entra ID",
} as const;
const loopback = ["127.0.0.1", "::1", "localhost"];

/** Null where Teams is not set up at all. A fault names variables and never their values. */
export function teamsSettingsOf(env: Env): TeamsSettings | null | { readonly faults: readonly string[] } {
  const { success, data, error } = schema.safeParse(env);
  if (!success) return { faults: error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`) };
  const { TEAMS_APP_ID: appId, TEAMS_TENANT_ID: tenant, TEAMS_CLIENT_SECRET: secret } = data;
  const given = registration.filter((name) => data[name] !== undefined);
  const desks = desksIn(data.TEAMS_DESKS ?? "");
  const ofDesks = deskFaults(desks);
  const common = { cloud: publicCloud, desks, handoffEvent: data.TEAMS_HANDOFF_EVENT !== undefined };
  if (data.TEAMS_WITHOUT_LOGIN !== undefined) {
    const faults = [...withoutLoginFaults(env, given), ...ofDesks];
    return faults.length > 0 ? { faults } : { ...common, auth: { kind: "none" } };
  }
  if (given.length === 0 && !common.handoffEvent && desks.length === 0) return null;
  if (appId !== undefined && tenant !== undefined && secret !== undefined)
    return ofDesks.length > 0 ? { faults: ofDesks } : { ...common, auth: { kind: "entra", appId, tenant, secret } };
  return {
    faults: [
      ...registration
        .filter((name) => data[name] === undefined)
        .map((name) => `${name}: is missing: Teams needs ${registration.join(", ")}; it is ${where[name]}`),
      ...ofDesks,
    ],
  };
}

const desksIn = (list: string): readonly DeskChannel[] =>
  list
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((one) => {
      const [, name = "teams", at = ""] = /^(?:(?!https:)([^=]*)=)?(.*)$/.exec(one) ?? [];
      return { name: name.trim(), ...channelIn(at.trim()) };
    });

/**
 * What “Copy link” of a channel gives, which names its team, too; or its id alone, also as the link writes it:
 * learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams#deep-link-to-a-channel.
 */
function channelIn(at: string): Pick<DeskChannel, "channel" | "team"> {
  const readable = (id: string) => id.replaceAll(/%3a/gi, ":").replaceAll(/%40/g, "@");
  if (!URL.canParse(at) || !at.startsWith("https:")) return { channel: readable(at), team: null };
  const { pathname, searchParams } = new URL(at);
  const [, channel = ""] = /^\/l\/channel\/([^/]+)/.exec(pathname) ?? [];
  return { channel: readable(channel), team: searchParams.get("groupId") };
}

/** What the pack or the web page calls something else by. */
const taken = ["all", "console", "web", hubName];

function deskFaults(desks: readonly DeskChannel[]): readonly string[] {
  return desks.flatMap(({ name, channel }, i) => {
    const before = desks.slice(0, i);
    const fault = (found: string, expected: string) =>
      `TEAMS_DESKS: entry ${i + 1}: found ${found}; expected ${expected}`;
    return [
      ...(/^[a-z][\w-]{0,39}$/i.test(name) && !taken.includes(name)
        ? []
        : [
            fault("a name that cannot be one", `letters, digits, - and _, none of ${taken.join(", ")}; choose another`),
          ]),
      ...(/^19:[^\s;,]+@thread\.(tacv2|skype)$/.test(channel)
        ? []
        : [
            fault(
              "no id of a channel",
              "name=https://teams.microsoft.com/l/channel/…, as “Copy link” of the channel gives it in Teams",
            ),
          ]),
      ...(before.some((one) => one.name === name)
        ? [fault("a name for the second time", "a name for each channel; write name=https://…")]
        : []),
      ...(before.some((one) => one.channel === channel)
        ? [fault("a channel for the second time", "each channel once; remove one of them")]
        : []),
    ];
  });
}

function withoutLoginFaults(env: Env, given: readonly string[]): readonly string[] {
  const { NODE_ENV: environment, STEPWISE_HOST: host = "127.0.0.1" } = env;
  const open = "TEAMS_WITHOUT_LOGIN: lets anybody who reaches the port speak as anybody";
  return [
    ...(given.length === 0 ? [] : [`TEAMS_WITHOUT_LOGIN: stands beside ${given.join(", ")}; remove either`]),
    ...(loopback.includes(host)
      ? []
      : [`${open}: expected STEPWISE_HOST on this machine alone; remove it, or set STEPWISE_HOST=127.0.0.1`]),
    ...(environment === "production"
      ? [`${open}: expected no NODE_ENV=production; set ${registration.join(", ")} in its place`]
      : []),
  ];
}
