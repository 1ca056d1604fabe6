import { Webhook } from "standardwebhooks";
import type { Desk } from "../dialog/desks.ts";
import type { DialogEvent } from "../dialog/events.ts";
import type { ConversationId } from "../dialog/ids.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { NotNow, Refused, type Sending } from "../dialog/outbox.ts";
import type { Clock, Store } from "../dialog/ports.ts";
import { webhookBodyOf } from "./body.ts";
import { WebhookFault } from "./fault.ts";
import { isOff, switchOff } from "./off.ts";
import type { WebhookSettings } from "./settings.ts";

export interface WebhookPorts {
  readonly settings: WebhookSettings;
  readonly store: Pick<Store, "events" | "find" | "references">;
  readonly knowledge: () => Knowledge;
  /** The same events, with links to files that open for whoever is told. */
  readonly linked: (conversation: ConversationId, events: readonly DialogEvent[]) => Promise<readonly DialogEvent[]>;
  readonly clock: Clock;
  /** Where a case can be looked at; null where it is not known. */
  readonly linkOf: (conversation: ConversationId) => string | null;
  /** The receiver is gone and the desk switched off: told once a process, again after it was on. Must not throw. */
  readonly gone: (desk: string) => void;
}

/** Whatever a receiver asks for: after an hour it is tried again, milliseconds. */
const longestRest = 3_600_000;

/**
 * A desk elsewhere, told by requests signed as Standard Webhooks has it. The receiver drops what it has had by the
 * `webhook-id`: it cannot be asked, so that a message whose answer was lost is sent again.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function createWebhookDesk({ settings, store, knowledge, linked, clock, linkOf, gone }: WebhookPorts): Desk {
  const { name, url, secrets } = settings;
  const signers = secrets.map((secret) => new Webhook(secret));
  let isTold = false;

  /** Throws as well as says it: the message is given up with the reason. */
  function refuse(): never {
    if (!isTold) gone(name);
    isTold = true;
    throw new Refused(
      `found the desk "${name}" switched off: its receiver answered 410 Gone; expected one that takes cases; ` +
        "stepwise outbox --retry switches it on again, as does another address in WEBHOOK_DESKS",
    );
  }

  async function bodyOf(sending: Sending): Promise<string | null> {
    const { conversation } = sending;
    const [events, row] = await Promise.all([store.events(conversation), store.find(conversation)]);
    const where = { channel: row?.channel ?? null, link: linkOf(conversation) };
    const told = await linked(conversation, events);
    const event = told[sending.seq - 1] ?? sending.event;
    const body = webhookBodyOf({ ...sending, event }, { desk: name, events: told, knowledge: knowledge(), where });
    return body === null ? null : JSON.stringify(body);
  }

  async function post(id: string, body: string, signal: AbortSignal): Promise<Response> {
    const at = new Date(clock());
    const headers = {
      "content-type": "application/json",
      "user-agent": "Stepwise",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": signers.map((signer) => signer.sign(id, at, body)).join(" "),
    };
    try {
      const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
      // What it says is nobody's business, and a long answer must not keep the connection.
      await response.body?.cancel();
      return response;
    } catch (error) {
      throw new WebhookFault(signal.aborted ? "no_answer_in_time" : wordOf(error));
    }
  }

  return {
    name,
    outlet: {
      async send(sending, signal) {
        if (await isOff(store.references, name, url)) refuse();
        isTold = false;
        const body = await bodyOf(sending);
        if (body === null) return "";
        const { status, headers } = await post(sending.id, body, signal);
        if (status >= 200 && status <= 299) return sending.id;
        if (status === 410) {
          await switchOff(store.references, name, url);
          refuse();
        }
        const rest = status === 429 || status === 503 ? restIn(headers.get("retry-after"), clock()) : null;
        throw rest === null ? new WebhookFault(`http_${status}`) : new NotNow(rest);
      },
      find: async () => null,
    },
    parts: new Map(),
  };
}

/** Seconds, or a date: RFC 9110, 10.2.3. Null where it is neither. */
function restIn(after: string | null, now: number): number | null {
  if (after === null) return null;
  const ms = /^\d+$/.test(after.trim()) ? Number(after) * 1000 : Date.parse(after) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), longestRest);
}

/** `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`. */
function wordOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : "no_answer";
}
