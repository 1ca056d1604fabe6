import { Refused } from "../../dialog/outbox.ts";
import { createApi, openConnection, SlackFault } from "./api.ts";
import type { SlackSettings } from "./settings.ts";

/** Slack's words for a token it does not take: docs.slack.dev/reference/methods/auth.test#errors. */
const refusals = new Set([
  "account_inactive",
  "invalid_auth",
  "not_allowed_token_type",
  "not_authed",
  "token_expired",
  "token_revoked",
]);

/** A token that Slack refuses, with a remedy. Null where both are good, and where Slack does not answer: it may later. */
export async function standsAgainst({ auth, mode, apiUrl }: SlackSettings): Promise<string | null> {
  if (auth.kind === "token") {
    const found = await refusalOf(createApi(auth.botToken, apiUrl).identity());
    if (found !== null)
      return (
        `SLACK_BOT_TOKEN: found a token that Slack does not take (${found}); expected the “Bot User OAuth Token” ` +
        "(xoxb-…) of the app; install the app and copy it from “OAuth & Permissions” of api.slack.com/apps"
      );
  }
  const found = mode.kind === "socket" ? await refusalOf(openConnection(mode.appToken, apiUrl)) : null;
  return found === null
    ? null
    : `SLACK_APP_TOKEN: found a token that opens no connection (${found}); expected an app-level token (xapp-…) with the ` +
        "scope connections:write, and Socket Mode switched on; see “Basic Information” of api.slack.com/apps";
}

async function refusalOf(asked: Promise<unknown>): Promise<string | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof SlackFault) return refusals.has(error.code) ? error.code : null;
    return error instanceof Refused ? error.message : null;
  }
}
