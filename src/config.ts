import { z } from "zod";
import { slackSettingsOf } from "./adapters/slack/environment.ts";
import type { SlackSettings } from "./adapters/slack/settings.ts";
import { teamsSettingsOf } from "./adapters/teams/environment.ts";
import type { TeamsSettings } from "./adapters/teams/settings.ts";
import type { ConversationId } from "./dialog/ids.ts";
import { webhookSettingsOf } from "./handoff/environment.ts";
import type { WebhookSettings } from "./handoff/settings.ts";

/** How the process is set up; see `.env.example`. */
export interface Config extends Folders {
  readonly host: string;
  readonly port: number;
  /** Address of the PostgreSQL database that is used instead of the embedded store; it may hold a password. */
  readonly databaseUrl: string | null;
  /** Address at which people reach the web page, for links to a case; null: none is made. */
  readonly url: string | null;
  /** Conversations in which nothing happened for that many days are forgotten; null: none. */
  readonly keepDays: number | null;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  /** Name and password of the console; demanded outside loopback. */
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Null: Slack is not set up. */
  readonly slack: SlackSettings | null;
  /** Null: Teams is not set up. */
  readonly teams: TeamsSettings | null;
  /** Desks elsewhere; none where none is set up. */
  readonly webhooks: readonly WebhookSettings[];
}

/** The part of the settings that every command reads. */
export interface Folders {
  /** Folder of the embedded store. */
  readonly dataDir: string;
  readonly knowledgeDir: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const loopback = ["127.0.0.1", "::1", "localhost"];

const folders = {
  STEPWISE_DATA: z.string().default("data"),
  STEPWISE_KNOWLEDGE: z.string().default("knowledge"),
};
const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, "expected postgresql://user:password@host:5432/database")
  .optional();
const pageUrl = z
  .url({ protocol: /^https?$/, error: "expected the address of the page as people open it, https://stepwise.example" })
  .transform((url) => (url.endsWith("/") ? url : `${url}/`))
  .optional();
const anyDays = "expected a whole number of days, 1 or more; leave it empty to keep everything";
const anyPort = "expected a whole number from 0 to 65535; 0 takes any free port";

const schema = z.object({
  ...folders,
  DATABASE_URL: databaseUrl,
  STEPWISE_HOST: z.string().default("127.0.0.1"),
  STEPWISE_PORT: z.coerce.number(anyPort).int(anyPort).min(0, anyPort).max(65_535, anyPort).default(3978),
  STEPWISE_URL: pageUrl,
  STEPWISE_KEEP_DAYS: z.coerce.number(anyDays).int(anyDays).min(1, anyDays).optional(),
  STEPWISE_LOG: z.enum(["debug", "info", "warn", "error"]).default("info"),
  STEPWISE_CONSOLE_USER: z.string().optional(),
  STEPWISE_CONSOLE_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
});

/** The settings, or every fault at once. A fault names the variable and never its value. */
export function configOf(env: Env): Config | { readonly faults: readonly string[] } {
  const given = givenOf(env);
  const parsed = schema.safeParse(given);
  const slack = slackSettingsOf(given);
  const teams = teamsSettingsOf(given);
  const webhooks = webhookSettingsOf(given);
  const otherFaults = [slack, teams, webhooks].flatMap((one) => (one !== null && "faults" in one ? one.faults : []));
  const faults = [...(parsed.error?.issues ?? []).map(faultIn), ...loginFaults(given), ...otherFaults];
  if (!parsed.success || (slack !== null && "faults" in slack) || (teams !== null && "faults" in teams))
    return { faults };
  if ("faults" in webhooks) return { faults };
  if (faults.length > 0) return { faults };
  const { STEPWISE_CONSOLE_USER: user, STEPWISE_CONSOLE_PASSWORD: password, ...set } = parsed.data;
  return {
    host: set.STEPWISE_HOST,
    port: set.STEPWISE_PORT,
    dataDir: set.STEPWISE_DATA,
    databaseUrl: set.DATABASE_URL ?? null,
    knowledgeDir: set.STEPWISE_KNOWLEDGE,
    url: set.STEPWISE_URL ?? null,
    keepDays: set.STEPWISE_KEEP_DAYS ?? null,
    logLevel: set.STEPWISE_LOG,
    login: user !== undefined && password !== undefined ? { user, password } : null,
    slack,
    teams,
    webhooks,
  };
}

/** For commands that start no server: what is wrong with its settings is not their business. */
export function foldersOf(env: Env): Folders {
  const { STEPWISE_DATA: dataDir, STEPWISE_KNOWLEDGE: knowledgeDir } = z.object(folders).parse(givenOf(env));
  return { dataDir, knowledgeDir };
}

/** Where conversations are kept, for commands that look there. @throws Error when the address is none */
export function storePlaceOf(env: Env): Pick<Config, "dataDir" | "databaseUrl"> {
  const { success, data, error } = z.object({ DATABASE_URL: databaseUrl }).safeParse(givenOf(env));
  if (!success) throw new Error(error.issues.map(faultIn).join("; "));
  return { dataDir: foldersOf(env).dataDir, databaseUrl: data.DATABASE_URL ?? null };
}

/** Where a case can be looked at on the page; null where its address is not set. */
export const caseUrl = (url: string | null, conversation: ConversationId): string | null =>
  url === null ? null : new URL(`desk/${encodeURIComponent(conversation)}`, url).href;

/** For commands that print cases. A fault of the address is the server's to tell. */
export const pageUrlOf = (env: Env): string | null => pageUrl.safeParse(givenOf(env).STEPWISE_URL).data ?? null;

const faultIn = ({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string =>
  `${path.join(".")}: ${message}`;

/** An empty variable, as `docker run -e NAME=` leaves it, counts as not set. */
const givenOf = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""));

function loginFaults({
  STEPWISE_HOST: host = "127.0.0.1",
  STEPWISE_CONSOLE_USER: user,
  STEPWISE_CONSOLE_PASSWORD: password,
}: Env): readonly string[] {
  if (user !== undefined && password !== undefined) return [];
  if (user !== undefined || password !== undefined) {
    const missing = user === undefined ? "STEPWISE_CONSOLE_USER" : "STEPWISE_CONSOLE_PASSWORD";
    return [`${missing}: is missing: the console login needs a user and a password`];
  }
  return loopback.includes(host)
    ? []
    : [
        "STEPWISE_CONSOLE_PASSWORD: is missing: STEPWISE_HOST is reachable from other machines, so the console demands " +
          "a login; set STEPWISE_CONSOLE_USER and STEPWISE_CONSOLE_PASSWORD, or STEPWISE_HOST=127.0.0.1",
      ];
}
