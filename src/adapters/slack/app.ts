import type { ServerResponse } from "node:http";
import { App, HTTPReceiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import { Overloaded } from "../../dialog/ports.ts";
import { NotInstalled, type SlackInstallations } from "./installations.ts";
import { quiet } from "./quiet.ts";
import { scopes } from "./scopes.ts";
import { derived } from "./seal.ts";
import type { SlackSettings } from "./settings.ts";

/** Bolt acknowledges an event before anybody has looked at it; here Slack hears that it arrived once it is stored. */
class InboxFirst extends App {
  override async processEvent(event: ReceiverEvent): Promise<void> {
    let answer: unknown;
    const hold = async (body?: unknown): Promise<void> => {
      answer = body;
    };
    await super.processEvent({ ...event, ack: hold });
    await event.ack(answer);
  }
}

export interface Connected {
  readonly app: App;
  readonly receiver: HTTPReceiver | SocketModeReceiver;
}

/** Bolt as these settings have it; nothing is listened to yet. `failed` must not throw. */
export function connected(
  settings: SlackSettings,
  installations: SlackInstallations | null,
  failed: (error: unknown) => void,
): Connected {
  const receiver =
    settings.mode.kind === "socket"
      ? socketReceiver(settings.mode.appToken, settings, failed)
      : httpReceiver(settings.mode.signingSecret, settings, installations, failed);
  const { auth } = settings;
  const app = new InboxFirst({
    receiver,
    logger: quiet,
    clientOptions: { slackApiUrl: settings.apiUrl, logger: quiet },
    convoStore: false,
    // Nothing is asked of Slack before an event is stored: Slack may be the one that is down.
    ...(auth.kind === "token" ? { authorize: async () => ({ botToken: auth.botToken }) } : {}),
  });
  // Not acknowledged, so that Slack delivers it again.
  app.error(async (error) => {
    throw originalOf(error);
  });
  return { app, receiver };
}

function socketReceiver(appToken: string, { apiUrl }: SlackSettings, failed: (error: unknown) => void) {
  return new SocketModeReceiver({
    appToken,
    logger: quiet,
    // It is taken up again by the line.
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } } },
    processEventErrorHandler: async ({ error }) => {
      failed(error);
      return false;
    },
  });
}

function httpReceiver(
  signingSecret: string,
  { auth, apiUrl }: SlackSettings,
  installations: SlackInstallations | null,
  failed: (error: unknown) => void,
): HTTPReceiver {
  const oauth =
    auth.kind === "token" || installations === null
      ? {}
      : {
          clientId: auth.clientId,
          clientSecret: auth.clientSecret,
          stateSecret: derived(auth.key, "state"),
          installationStore: installations.store,
          scopes: Object.keys(scopes),
          installerOptions: { directInstall: true, clientOptions: { slackApiUrl: apiUrl, logger: quiet } },
        };
  return new HTTPReceiver({
    signingSecret,
    endpoints: "/slack/events",
    logger: quiet,
    ...oauth,
    dispatchErrorHandler: ({ response }) => refuse(response, 404),
    processEventErrorHandler: async ({ error, response }) => {
      if (error instanceof NotInstalled) refuse(response, 401);
      else {
        failed(error);
        if (error instanceof Overloaded && !response.headersSent) response.setHeader("retry-after", error.retryAfter);
        refuse(response, 503);
      }
      return true;
    },
    // Slack has given up waiting; it delivers again what it got no 200 for.
    unhandledRequestHandler: ({ response }) => refuse(response, 503),
  });
}

/** Bolt wraps what was thrown, once or more often. */
function originalOf(error: Error): Error {
  return "original" in error && error.original instanceof Error ? originalOf(error.original) : error;
}

function refuse(response: ServerResponse, status: 401 | 404 | 503): void {
  if (response.headersSent) return;
  response.writeHead(status);
  response.end();
}
