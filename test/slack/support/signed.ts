import { createHmac } from "node:crypto";

export const signingSecret = "signing-secret-of-the-tests";

export interface Signing {
  readonly secret?: string;
  /** Seconds since the epoch. */
  readonly at?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as Slack signs it: docs.slack.dev/authentication/verifying-requests-from-slack. */
async function sent(url: string, body: string, type: string, signing: Signing): Promise<Response> {
  const { secret = signingSecret, at = Math.floor(Date.now() / 1000), headers = {} } = signing;
  const signature = createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex");
  return fetch(url, {
    method: "POST",
    body,
    headers: {
      "content-type": type,
      "x-slack-request-timestamp": String(at),
      "x-slack-signature": `v0=${signature}`,
      ...headers,
    },
  });
}

export const sendEvent = (url: string, payload: unknown, signing: Signing = {}) =>
  sent(url, JSON.stringify(payload), "application/json", signing);

/** Presses, shortcuts and submissions come as JSON in a form. */
export const sendInteraction = (url: string, payload: unknown, signing: Signing = {}) =>
  sent(
    url,
    new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    "application/x-www-form-urlencoded",
    signing,
  );

export const sendCommand = (url: string, form: Readonly<Record<string, string>>, signing: Signing = {}) =>
  sent(url, new URLSearchParams(form).toString(), "application/x-www-form-urlencoded", signing);
