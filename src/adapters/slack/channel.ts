import type { IncomingMessage, ServerResponse } from "node:http";
import { Assistant, HTTPReceiver } from "@slack/bolt";
import type { Activity } from "../../dialog/activity.ts";
import { conversationOf } from "../../dialog/conversation.ts";
import { pendingQuestion } from "../../dialog/decide.ts";
import type { Desk } from "../../dialog/desks.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Outlet } from "../../dialog/outbox.ts";
import type { Clock, Store, Understand } from "../../dialog/ports.ts";
import type { Files, ReadFile } from "../common/files.ts";
import { createFirst } from "../common/first.ts";
import { type Before, heardBefore } from "../common/heard.ts";
import { cut } from "../common/words.ts";
import { createApi, type SlackApi } from "./api.ts";
import { connected } from "./app.ts";
import { escaped } from "./blocks.ts";
import { openDesks } from "./desk/doors.ts";
import { createDesk } from "./desk/outlet.ts";
import { openDoors } from "./doors.ts";
import { createInstallations, NotInstalled } from "./installations.ts";
import { createLine } from "./line.ts";
import { createNames } from "./names.ts";
import { createOutlet } from "./outlet.ts";
import { conversationAt, deliveryOf, type Place, placeOf, userOf } from "./place.ts";
import {
  activityOf,
  type Heard,
  placeOfHeard,
  receiveMessage,
  receivePress,
  type Standing,
  sourceIn,
  threadOf,
} from "./receive.ts";
import type { SlackSettings } from "./settings.ts";
import { eventBody, installOfEvent, revokedEvent, threadEvent } from "./shapes.ts";
import { standsAgainst } from "./tokens.ts";
import { atWork, createWorking, tried } from "./working.ts";

export interface SlackPorts {
  readonly settings: SlackSettings;
  readonly brain: () => { readonly knowledge: Knowledge; readonly understand: Understand };
  readonly receive: (activity: Activity) => Promise<{ readonly duplicate: boolean; readonly done: Promise<void> }>;
  readonly store: Pick<Store, "events" | "find" | "undone" | "openOf" | "outbox" | "references" | "installations">;
  readonly clock: Clock;
  /** Where a case can be looked at on the page; null where its address is not set. */
  readonly linkOf: (conversation: ConversationId) => string | null;
  /** What people have shared, on any channel. */
  readonly files: Files;
  /** Something failed that nobody waits for. The error may hold what a person wrote. Must not throw. */
  readonly failed: (error: unknown, conversation: ConversationId | null) => void;
}

export interface Slack {
  /** Of the channel, and of its outlet. */
  readonly name: string;
  readonly outlet: Outlet;
  readonly desks: readonly Desk[];
  /** Gets at what was shared here. */
  readonly readFile: ReadFile;
  /** Answers what comes to a path below `/slack/`; null in Socket Mode. */
  readonly http: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** What stands against the settings, with a remedy; null: nothing, or Slack did not answer and may later. */
  standsAgainst(): Promise<string | null>;
  /** Begins to hear, or will when Slack answers. */
  start(): void;
  /** Hears nothing any more; resolves when what was begun has come to its end. */
  stop(): Promise<void>;
}

const name = "slack";
const prompts = 4;
const notYours = "Only the person who asked can answer this one.";

export function createSlack(ports: SlackPorts): Slack {
  const { settings, store, clock, brain, linkOf, files, failed } = ports;
  const { auth, apiUrl } = settings;
  const installations = auth.kind === "oauth" ? createInstallations(store.installations, auth.key, clock) : null;
  const { app, receiver } = connected(settings, installations, (error) => failed(error, null));
  const line = receiver instanceof HTTPReceiver ? null : createLine(receiver, (error) => failed(error, null));
  const ownApi = auth.kind === "token" ? createApi(auth.botToken, apiUrl) : null;

  async function apiOf(install: string): Promise<SlackApi | null> {
    if (ownApi !== null) return ownApi;
    const found = (await installations?.of(install)) ?? null;
    return found === null ? null : createApi(found.token, apiUrl);
  }
  async function installedApi(install: string): Promise<SlackApi> {
    const api = await apiOf(install);
    if (api === null) throw new NotInstalled();
    return api;
  }

  let install: string | null = null;
  /** Of the one token. */
  async function ownInstall(): Promise<string> {
    if (ownApi === null) throw new NotInstalled();
    install ??= (await ownApi.identity()).install;
    return install;
  }

  const under = new Set<Promise<void>>();
  /** What Slack does not wait for. */
  function aside(task: () => Promise<void>): void {
    const done = task()
      .catch((error: unknown) => failed(error, null))
      .finally(() => under.delete(done));
    under.add(done);
  }

  const working = createWorking();
  const outlet = createOutlet({
    name,
    apiOf,
    events: store.events,
    receipt: store.outbox.receipt,
    files,
    answered: (place, ts) => aside(async () => working.end(await installedApi(place.install), place, ts)),
    failed,
  });
  const unasked = new Set(settings.unasked);
  const names = createNames(apiOf, clock);
  const desks = settings.desks.map((desk) =>
    createDesk(desk, { install: ownInstall, apiOf, store, brain, names, files, clock, linkOf, failed }),
  );

  async function standingOf(heard: Heard): Promise<Standing> {
    // Nothing can have been said in the thread of a message that has just been written; a mention may come with an edit.
    if (heard.thread === null && heard.edited === null && !heard.mentioned)
      return { takesPart: false, requester: null, before: null };
    const conversation = threadOf(heard);
    const { open, last, version } = conversationOf(await store.events(conversation));
    const takesPart = version > 0 || (await isBegun(conversation));
    return { takesPart, requester: (open ?? last)?.by ?? null, before: await earlier(heard, takesPart) };
  }

  async function earlier(heard: Heard, takesPart: boolean): Promise<Before | null> {
    const conversation = placeOfHeard(heard, takesPart);
    // First what waits: in between it may become an event, and must be found once.
    const { activities } = await store.undone(conversation);
    return heardBefore(deliveryOf(heard, heard.ts), await store.events(conversation), activities);
  }

  /** Something waits to be answered there, or the bot itself opened the thread. */
  async function isBegun(conversation: ConversationId): Promise<boolean> {
    if ((await store.references.get(conversation)) !== null) return true;
    return (await store.undone(conversation)).activities.length > 0;
  }

  async function onMessage({ body }: { readonly body: unknown }): Promise<void> {
    const heard = receiveMessage(body);
    if (heard === null || (await atDesks.hear(heard))) return;
    const standing = await standingOf(heard);
    const activity = named(activityOf(heard, standing, (channel) => unasked.has(channel), clock()));
    if (activity === null) return;
    const { duplicate, done } = await ports.receive(activity);
    const place = placeOf(activity.conversation);
    if (duplicate || !activity.addressed || activity.said.kind === "edit" || place === null) return;
    aside(async () => {
      const api = await installedApi(heard.install);
      if (heard.direct && place.thread !== null) {
        await tried(api.status(place.channel, place.thread, atWork));
        await done;
        if ((await answerTo(activity)) === "none") await tried(api.status(place.channel, place.thread, ""));
        return;
      }
      await working.begin(api, place, heard.ts);
      await done;
      if (!working.stands(place, heard.ts)) return;
      // Sent before the mark was set, by another process, or nothing will be.
      if ((await answerTo(activity)) === "waits") working.leave(place, heard.ts);
      else await working.end(api, place, heard.ts);
    });
  }

  /** With what the person is called, where it is known by now: nothing waits for it. */
  function named(activity: Activity | null): Activity | null {
    const place = activity === null ? null : placeOf(activity.conversation);
    if (activity === null || place === null) return null;
    const { id } = activity.by;
    return { ...activity, by: { id, name: names.known(place.install, userOf(id)) } };
  }

  async function answerTo({ conversation, id }: Activity): Promise<"none" | "waits" | "sent"> {
    const events = await store.events(conversation);
    const heard = events.findIndex((event) => event.type === "UserUttered" && event.delivery === id);
    const said = events.findIndex(({ type }, i) => heard >= 0 && i > heard && type === "BotReplied");
    if (said < 0) return "none";
    return (await store.outbox.receipt({ conversation, seq: said + 1, to: name })) === null ? "waits" : "sent";
  }

  async function onPress(body: unknown): Promise<void> {
    const activity = named(receivePress(body, clock()));
    if (activity === null) return;
    const { done } = await ports.receive(activity);
    aside(async () => {
      await done;
      await tellIfNotCounted(activity);
    });
  }

  /** Somebody else's case: the press is in the record, and whoever pressed learns why nothing happens. */
  async function tellIfNotCounted({ conversation, id, by }: Activity): Promise<void> {
    const events = await store.events(conversation);
    const press = events.find((event) => event.type === "ChoiceMade" && event.delivery === id);
    const place = placeOf(conversation);
    if (press?.type !== "ChoiceMade" || press.counted || place === null) return;
    if (pendingQuestion(conversationOf(events))?.id !== press.question) return;
    await (await installedApi(place.install)).whisper(place, userOf(by.id), notYours);
  }

  const isFirst = createFirst(store.references, clock);
  async function onPane({ body }: { readonly body: unknown }): Promise<void> {
    const outer = eventBody.parse(body);
    const install = installOfEvent(outer);
    const event = threadEvent.safeParse(outer.event);
    if (install === null || !event.success) return;
    const { channel_id: channel, thread_ts: thread } = event.data.assistant_thread;
    const place: Place = { install, channel, thread };
    // What is written below it belongs there, and not to the direct messages as a whole.
    if (await isFirst(conversationAt(place), "")) aside(() => greet(place));
  }

  async function greet(place: Place): Promise<void> {
    const api = await installedApi(place.install);
    const { wording, title, openers } = brain().knowledge;
    const words = wording.greeting.replaceAll("{{ title }}", title);
    await api.post(place, { text: escaped(words), blocks: [] }, null);
    const suggested = openers.slice(0, prompts).map(({ label }) => ({ title: cut(label, 75), message: label }));
    if (place.thread !== null) await api.suggest(place.channel, place.thread, suggested);
  }

  app.assistant(
    new Assistant({
      // Which channel a person looks at meanwhile is none of the bot's business.
      threadContextStore: { get: async () => ({}), save: async () => {} },
      threadStarted: onPane,
      userMessage: onMessage,
    }),
  );
  app.event("message", onMessage);
  app.event("app_mention", onMessage);
  app.action(/^choose/, async ({ ack, body }) => {
    await ack();
    await onPress(body);
  });
  openDoors(app, {
    brain,
    receive: ports.receive,
    openOf: store.openOf,
    store,
    clock,
    apiOf: installedApi,
    aside,
  });
  const atDesks = openDesks(app, {
    brain,
    receive: ports.receive,
    store,
    names,
    clock,
    apiOf: installedApi,
    aside,
    channels: new Set(settings.desks.map(({ channel }) => channel)),
    takesPart: async (thread) => (await store.events(thread)).length > 0 || (await isBegun(thread)),
  });
  if (installations !== null) {
    const removed = async ({ body }: { readonly body: unknown }): Promise<void> => {
      const outer = eventBody.parse(body);
      const event = revokedEvent.safeParse(outer.event);
      // Tokens of people are not kept here.
      if (event.success && (event.data.tokens.bot ?? []).length === 0) return;
      const install = installOfEvent(outer);
      if (install !== null) await installations.remove(install);
    };
    app.event("app_uninstalled", removed);
    app.event("tokens_revoked", removed);
  }

  return {
    name,
    outlet,
    desks,
    async readFile(source, signal) {
      const of = sourceIn(source);
      return (of === null ? null : await (await apiOf(of.install))?.content(of.file, signal)) ?? null;
    },
    http: receiver instanceof HTTPReceiver ? guarded(receiver) : null,
    standsAgainst: async () => (await installations?.standsAgainst()) ?? (await standsAgainst(settings)),
    start: () => line?.open(),
    async stop() {
      await line?.close();
      await Promise.all(under);
    },
  };
}

/** Bolt throws for a path it does not know. */
const guarded =
  (receiver: HTTPReceiver): NonNullable<Slack["http"]> =>
  (request, response) => {
    try {
      receiver.requestListener(request, response);
    } catch {
      response.writeHead(404);
      response.end();
    }
  };
