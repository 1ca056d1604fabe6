import { z } from "zod";
import type { SlackDesk, SlackSettings } from "./settings.ts";

type Env = Readonly<Record<string, string | undefined>>;

const keyBytes = 32;
const aKey = "expected 32 random bytes in base64 or hexadecimal; make one with: openssl rand -base64 32";

const keyOf = (text: string): Buffer => Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? "hex" : "base64");

const schema = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, "expected the bot's token (xoxb-…), from “OAuth & Permissions”")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, "expected an app-level token (xapp-…), from “Basic Information”")
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_TOKEN_KEY: z
    .string()
    .refine((text) => keyOf(text).length === keyBytes, aKey)
    .optional(),
  SLACK_ANSWER_UNASKED: z
    .string()
    .transform((text) => text.split(",").map((id) => id.trim()))
    .pipe(z.array(z.string().regex(/^[CG][A-Z0-9]+$/, "expected ids of channels (C…), with commas between them")))
    .optional(),
  SLACK_DESKS: z.string().optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: "expected an address, https://slack-gov.com/api/ for instance" })
    .optional(),
});
type Given = z.infer<typeof schema>;

const oauthNames = ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_TOKEN_KEY"] as const;

/** Null where Slack is not set up at all. A fault names variables and never their values. */
export function slackSettingsOf(env: Env): SlackSettings | null | { readonly faults: readonly string[] } {
  const { success, data, error } = schema.safeParse(env);
  if (!success) {
    const faults = error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`);
    return { faults: [...new Set(faults)] };
  }
  if (Object.values(data).every((value) => value === undefined)) return null;
  const auth = authOf(data);
  const mode = modeOf(data, auth);
  const desks = desksOf(data.SLACK_DESKS ?? "", auth);
  if (typeof auth === "string" || typeof mode === "string" || typeof desks === "string")
    return { faults: [auth, mode, desks].filter((one) => typeof one === "string") };
  return {
    auth,
    mode,
    apiUrl: data.SLACK_API_URL ?? "https://slack.com/api/",
    unasked: data.SLACK_ANSWER_UNASKED ?? [],
    desks,
  };
}

const aDesk = /^(?:(?<name>[A-Za-z0-9][\w-]*)=)?(?:(?<install>[TE][A-Z0-9]+):)?(?<channel>[CG][A-Z0-9]+)$/;
/** In routes "all" is every desk, and "console" is the page's own. */
const taken = ["all", "console"];

/** `name=C0123`, or the id alone: that desk is called "slack". Installed by OAuth, the workspace stands before it. */
function desksOf(text: string, auth: SlackSettings["auth"] | string): readonly SlackDesk[] | string {
  const desks: SlackDesk[] = [];
  for (const one of text.split(",").map((part) => part.trim())) {
    if (one === "") continue;
    const { name = "slack", install, channel } = aDesk.exec(one)?.groups ?? {};
    if (channel === undefined || taken.includes(name))
      return `SLACK_DESKS: expected channels as name=C0123, with commas between them; ${taken.join(" and ")} are no names for them`;
    if (desks.some((other) => other.name === name))
      return `SLACK_DESKS: found two desks called ${name}; expected a name for each: ${name}=C0123,other=C0456`;
    desks.push({ name, install: install ?? null, channel });
  }
  if (typeof auth === "object" && auth.kind === "oauth" && desks.some(({ install }) => install === null))
    return "SLACK_DESKS: names no workspace: installed by OAuth, expected the id of the workspace, or of the organisation, too: name=T0123:C0123";
  if (typeof auth === "object" && auth.kind === "token" && desks.some(({ install }) => install !== null))
    return "SLACK_DESKS: names a workspace beside SLACK_BOT_TOKEN, which is for one; expected name=C0123";
  return desks;
}

function authOf(given: Given): SlackSettings["auth"] | string {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_TOKEN_KEY: key,
  } = given;
  const ofOauth = oauthNames.filter((name) => given[name] !== undefined);
  if (botToken !== undefined && ofOauth.length > 0)
    return `SLACK_BOT_TOKEN: stands beside ${ofOauth.join(", ")}: expected the token of one workspace, or those for installing by OAuth; remove either`;
  if (botToken !== undefined) return { kind: "token", botToken };
  if (clientId !== undefined && clientSecret !== undefined && key !== undefined)
    return { kind: "oauth", clientId, clientSecret, key: keyOf(key) };
  if (ofOauth.length === 0)
    return "SLACK_BOT_TOKEN: is missing: Slack needs the bot's token (xoxb-…); install the app and copy it from “OAuth & Permissions”";
  const [missing] = oauthNames.filter((name) => given[name] === undefined);
  return `${missing}: is missing: installing by OAuth needs ${oauthNames.join(", ")}; see “Basic Information” of the app${missing === "SLACK_TOKEN_KEY" ? `; ${aKey}` : ""}`;
}

function modeOf(given: Given, auth: SlackSettings["auth"] | string): SlackSettings["mode"] | string {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = given;
  if (appToken !== undefined && typeof auth === "object" && auth.kind === "oauth")
    return "SLACK_APP_TOKEN: stands beside SLACK_CLIENT_ID: Socket Mode serves one workspace; remove it and set SLACK_SIGNING_SECRET, or set SLACK_BOT_TOKEN alone";
  // Socket Mode needs no secret; an app has one all the same.
  if (appToken !== undefined) return { kind: "socket", appToken };
  if (signingSecret !== undefined) return { kind: "http", signingSecret };
  return "SLACK_SIGNING_SECRET: is missing: set SLACK_APP_TOKEN (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP; both are on “Basic Information” of the app";
}
