import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createTeams } from "../../../src/adapters/teams/channel.ts";
import type { TeamsSettings } from "../../../src/adapters/teams/settings.ts";
import { conversationId } from "../../../src/dialog/ids.ts";
import type { Store } from "../../../src/dialog/ports.ts";
import { createSender } from "../../../src/sender.ts";
import { createMemoryStore } from "../../../src/store/memory.ts";
import { type Brain, createTurns } from "../../../src/turn.ts";
import { until } from "../../durable/process.ts";
import { realBrain } from "../../support/real.ts";
import { token } from "./jwt.ts";
import { app, type FakeMicrosoft, fakeMicrosoft, type Json, type Posted } from "./microsoft.ts";
import { execute, submit } from "./payloads.ts";

export interface BotOptions {
  readonly settings?: Partial<TeamsSettings>;
  readonly store?: Store;
  readonly brain?: Brain;
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
export async function teamsBot({ settings = {}, store = createMemoryStore(), brain, microsoft }: BotOptions = {}) {
  const other = microsoft ?? (await fakeMicrosoft());
  const knowing = brain ?? (await realBrain());
  const faults: unknown[] = [];
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const teams = createTeams({
    settings: {
      cloud: other.cloud,
      auth: { kind: "entra", appId: app.id, tenant: app.tenant, secret: app.secret },
      ...settings,
    },
    brain: () => knowing,
    receive: (activity) => turns.receive(activity),
    store,
    clock,
    failed: (error) => faults.push(error),
  });
  const sender = createSender({
    outbox: store.outbox,
    outlets: new Map([[teams.name, teams.outlet]]),
    clock,
    chance: () => 0,
    failed: (error) => faults.push(error),
  });
  const turns = createTurns({
    store,
    brain: () => knowing,
    clock,
    outside: { channels: new Set([teams.name]), desks: new Map() },
    publish: () => sender.wake(),
    failed: (error) => faults.push(error),
  });
  const server = createServer((request, response) => teams.http(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;

  const expected = async (wanted: () => boolean | Promise<boolean>): Promise<void> => {
    try {
      await until(async () => wanted(), 20_000);
    } catch (error) {
      throw new Error(`${String(error)}; what failed meanwhile: ${faults.map(String).join("; ") || "nothing"}`);
    }
  };
  const raw = (body: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
  /** Signed by Teams, unless another token is given. */
  const deliver = (activity: Json, bearer = token(claimsOf(other), other.key)): Promise<Response> =>
    raw(JSON.stringify({ serviceUrl: other.serviceUrl, ...activity }), { authorization: `Bearer ${bearer}` });

  return {
    microsoft: other,
    store,
    turns,
    sender,
    teams,
    faults,
    url,
    knowledge: knowing.knowledge,
    expected,
    raw,
    deliver,
    /** What stands in a place once that many messages do. */
    async said(conversation: string, messages: number): Promise<readonly Posted[]> {
      await expected(() => other.said(conversation).length >= messages);
      return other.said(conversation);
    },
    events: (conversation: string) => store.events(conversationId(conversation)),
    /** Time passes for the outbox. */
    async later(ms: number): Promise<void> {
      ahead += ms;
      sender.wake();
      await sender.idle();
    },
    /** Nothing is under way any more. */
    async settled(): Promise<void> {
      await turns.idle();
      sender.wake();
      await sender.idle();
      await teams.stop();
    },
    async stop(): Promise<void> {
      await turns.idle();
      await sender.stop();
      await teams.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
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
