import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Activity } from "../../dialog/activity.ts";
import { conversationOf } from "../../dialog/conversation.ts";
import { pendingQuestion } from "../../dialog/decide.ts";
import type { Desk } from "../../dialog/desks.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Outlet } from "../../dialog/outbox.ts";
import type { Clock, Store, Understand } from "../../dialog/ports.ts";
import { downloaded, type Files, type ReadFile } from "../common/files.ts";
import { createFirst } from "../common/first.ts";
import { heardBefore } from "../common/heard.ts";
import { type Answer, createApp } from "./app.ts";
import type { Card } from "./cards.ts";
import { deedIn } from "./deed.ts";
import { createDesks } from "./desks.ts";
import { createDoors } from "./doors.ts";
import { TeamsFault } from "./fault.ts";
import { isForBots } from "./files.ts";
import { createHistory } from "./history.ts";
import { createEndpoint } from "./http.ts";
import { createHubDesk } from "./hub.ts";
import { createOutlet } from "./outlet.ts";
import { anyPlace, baseOf, conversationAt, deliveryOf, deskPlace, type Place, placeIn } from "./place.ts";
import {
  activityOf,
  byOf,
  type Choice,
  choiceIn,
  type Heard,
  pressedAt,
  receiveMessage,
  type Standing,
} from "./receive.ts";
import { renderAnswered } from "./render.ts";
import { createSealing } from "./sealed.ts";
import type { DeskChannel, TeamsSettings } from "./settings.ts";
import { activityShape, executeValue, invokeShape, joinShape, messageShape, placeOf, type Shape } from "./shapes.ts";
import { createToken } from "./token.ts";
import { isPaste, pasteOffer, welcome } from "./welcome.ts";

export interface TeamsPorts {
  readonly settings: TeamsSettings;
  readonly brain: () => { readonly knowledge: Knowledge; readonly understand: Understand };
  readonly receive: (activity: Activity) => Promise<{ readonly duplicate: boolean; readonly done: Promise<void> }>;
  readonly store: Pick<Store, "events" | "find" | "undone" | "outbox" | "references">;
  readonly clock: Clock;
  /** Where a conversation can be read by those who help; null where it cannot. */
  readonly linkOf: (conversation: ConversationId) => string | null;
  /** What people have shared, on any channel. */
  readonly files: Files;
  /** Something failed that nobody waits for. The error may hold what a person wrote. Must not throw. */
  readonly failed: (error: unknown, conversation: ConversationId | null) => void;
}

export interface Teams {
  /** Of the channel, and of its outlet. */
  readonly name: string;
  readonly outlet: Outlet;
  readonly desks: readonly Desk[];
  /** Gets at what was shared here. */
  readonly readFile: ReadFile;
  /** Answers what comes to `/api/messages`. */
  readonly http: (request: IncomingMessage, response: ServerResponse) => void;
  /** What stands against the settings, with a remedy; null: nothing, or Microsoft did not answer and may later. */
  standsAgainst(): Promise<string | null>;
  /** Resolves when what was begun has come to its end. */
  stop(): Promise<void>;
}

const name = "teams";
const notYours = "Only the person who asked can answer this one.";
const notNow = "That question is answered already; the one below counts.";
/** A card waits that long for what has become of the press, milliseconds; Teams itself gives up after some seconds. */
const cardWaits = 3000;
/** Whatever is forgotten sooner; it is learnt again after a start. Milliseconds. */
const kept = 365 * 86_400_000;

export function createTeams(ports: TeamsPorts): Teams {
  const { settings, store, clock, brain, linkOf, files, failed } = ports;
  const { auth, cloud } = settings;
  const knowledge = () => brain().knowledge;
  const placeOfKept = async (conversation: ConversationId) => placeIn(await store.references.get(conversation));
  const token = auth.kind === "entra" ? createToken(cloud, auth, cloud.audience, clock) : null;
  const { api, process } = createApp(auth, cloud, token);
  const history =
    auth.kind === "none" || token === null
      ? null
      : createHistory({
          address: cloud.graph,
          appId: auth.appId,
          token: createToken(cloud, auth, cloud.graph, clock),
          connectorToken: token,
          failed: (error) => failed(error, null),
        });

  const under = new Set<Promise<void>>();
  /** What Teams does not wait for. */
  function aside(task: () => Promise<unknown>): void {
    const done = task()
      .then(() => {})
      .catch((error: unknown) => failed(error, null))
      .finally(() => under.delete(done));
    under.add(done);
  }

  const learnt = new Set<ConversationId>();
  /** Kept once: a channel of a desk has to be reached before anybody has written there. */
  async function learnAs(key: ConversationId, place: Place): Promise<void> {
    if (learnt.has(key)) return;
    if ((await placeOfKept(key)) === null) await store.references.put(key, JSON.stringify(place), clock() + kept);
    learnt.add(key);
  }
  async function learn(place: Place): Promise<void> {
    await learnAs(anyPlace, place);
    if (desks.isDesk(place) && place.team !== null) await learnAs(deskPlace(baseOf(place.conversation)), place);
  }

  async function channelAt({ channel: conversation, team }: DeskChannel): Promise<Place> {
    const known = (await placeOfKept(deskPlace(conversation))) ?? (await placeOfKept(anyPlace));
    const isOfDesk = known !== null && baseOf(known.conversation) === conversation;
    const channel = {
      conversation,
      kind: "channel",
      team: team ?? (isOfDesk ? known.team : null),
      person: null,
    } as const;
    if (known !== null) return { ...known, ...channel };
    // Without a login it speaks to this machine alone, at an address that the first request brings.
    if (auth.kind === "none") throw new TeamsFault("no_address_yet");
    return { serviceUrl: cloud.service, tenant: auth.tenant, bot: `28:${auth.appId}`, ...channel };
  }

  const awaited = <Result>(task: Promise<Result>): Promise<Result | undefined> =>
    Promise.race([task, sleep(cardWaits, undefined, { ref: false })]);
  const { receive: turn } = ports;
  const desks = createDesks({
    channels: settings.desks,
    api,
    history,
    channelAt,
    receive: turn,
    store,
    knowledge,
    files,
    linkOf,
    clock,
    aside,
    awaited,
  });
  const hub = createHubDesk({
    api,
    placeOf: placeOfKept,
    events: store.events,
    receipt: store.outbox.receipt,
    knowledge,
  });

  /** First where to answer, then what was said: an answer has to find its way after a restart, too. */
  async function receive(activity: Activity, place: Place) {
    const before = await store.references.get(activity.conversation);
    // Not everything that comes names the team and the person.
    const { team, person } = placeIn(before) ?? place;
    const body = JSON.stringify({ ...place, team: place.team ?? team, person: place.person ?? person });
    if (before !== body) await store.references.put(activity.conversation, body, clock());
    return ports.receive(activity);
  }

  const doors = createDoors({
    api,
    brain,
    receive,
    store,
    sealing: createSealing(auth),
    clock,
    isDesk: desks.isDesk,
    failed: (error) => failed(error, null),
  });

  async function standingOf({ place, id }: Heard): Promise<Standing> {
    const conversation = conversationAt(place);
    // First what waits: in between it may become an event, and must be found once.
    const { activities } = await store.undone(conversation);
    const events = await store.events(conversation);
    const { open, last, version } = conversationOf(events);
    const waits = activities.length > 0;
    const isBegun = waits || (await store.references.get(conversation)) !== null;
    const inThread = place.kind === "channel";
    return {
      goesOn: inThread ? version > 0 || isBegun : open !== null || waits,
      requester: (inThread ? (open ?? last) : open)?.by ?? null,
      before: heardBefore(deliveryOf(place.conversation, id), events, activities),
      withPerson: open?.phase.kind === "person",
    };
  }

  async function onMessage(payload: unknown): Promise<void> {
    const heard = receiveMessage(payload);
    if (heard !== null && desks.isDesk(heard.place)) return desks.heard(heard);
    const activity = heard === null ? null : activityOf(heard, await standingOf(heard), clock());
    if (heard === null || activity === null) return;
    const { place } = heard;
    if (activity.addressed && isPaste(heard.text)) return aside(() => api.post(place, pasteOffer(), null));
    const { duplicate } = await receive(activity, place);
    // A channel does not show it, and nobody waits for the answer to an edit.
    if (duplicate || !activity.addressed || activity.said.kind === "edit" || place.kind === "channel") return;
    aside(() => api.typing(place).catch(unimportant));
  }

  async function pressed(shape: Shape & { readonly id: string }, choice: Choice, place: Place): Promise<Activity> {
    const activity = pressedAt(place, byOf(shape), choice, shape.id, clock());
    const { done } = await receive(activity, place);
    await awaited(done);
    return activity;
  }

  /** The card as it stands now for whoever pressed, or why it stays as it is. */
  async function onExecute(shape: Shape & { readonly id: string }, choice: Choice): Promise<Answer> {
    const place = placeOf(shape);
    if (place === null) return { status: 400 };
    const activity = await pressed(shape, choice, place);
    const events = await store.events(activity.conversation);
    const press = events.find((event) => event.type === "ChoiceMade" && event.delivery === activity.id);
    if (press?.type !== "ChoiceMade") return told("");
    const asked = events.find((event) => event.type === "BotReplied" && event.message.question?.id === press.question);
    if (press.counted && asked?.type === "BotReplied")
      return redrawn(renderAnswered({ message: asked.message, chosen: press }, place.kind).card);
    return told(pendingQuestion(conversationOf(events))?.id === press.question ? notYours : notNow);
  }

  /** A button of a ticket; `submitted`: by a client to which no answer can be given but in the thread. */
  async function onDeed(
    shape: Shape & { readonly id: string },
    value: unknown,
    submitted: boolean,
  ): Promise<Answer | null> {
    const deed = deedIn(value);
    const place = placeOf(shape);
    if (deed === null || place === null) return null;
    const outcome = await desks.pressed(shape, place, deed);
    if ("card" in outcome) return redrawn(outcome.card);
    if (submitted && outcome.words !== "") desks.answer(place, outcome.words, shape.from.name ?? null);
    return told(outcome.words);
  }

  const isFirst = createFirst(store.references, clock);
  /** Once: Teams says the same in two ways. */
  async function onJoin(payload: unknown): Promise<void> {
    const { success, data } = joinShape.safeParse(payload);
    const place = success ? placeOf(data) : null;
    if (!success || place === null) return;
    const isOwn =
      data.type === "installationUpdate"
        ? data.action === "add"
        : data.membersAdded?.some(({ id }) => id === place.bot);
    if (!isOwn || !(await isFirst(conversationAt(place), JSON.stringify(place)))) return;
    // Whoever helps there is not told how to be helped.
    if (!desks.isDesk(place)) aside(() => api.post(place, welcome(place.kind, knowledge()), null));
  }

  async function hear(payload: unknown): Promise<Answer | null> {
    const { data: shape } = activityShape.safeParse(payload);
    const place = shape === undefined ? null : placeOf(shape);
    if (place !== null) await learn(place);
    const message = messageShape.safeParse(payload);
    if (message.success) {
      if (message.data.type === "message" && (await onDeed(message.data, message.data.value, true)) !== null)
        return null;
      const choice = message.data.type === "message" ? choiceIn(message.data.value) : null;
      if (choice === null) await onMessage(payload);
      else if (place !== null) await pressed(message.data, choice, place);
      return null;
    }
    const invoke = invokeShape.safeParse(payload);
    if (!invoke.success) {
      await onJoin(payload);
      return isMalformed(payload) ? { status: 400 } : null;
    }
    const { data } = executeValue.safeParse(invoke.data.value).data?.action ?? {};
    const choice = choiceIn(data);
    if (invoke.data.name === "adaptiveCard/action")
      return choice === null
        ? ((await onDeed(invoke.data, data, false)) ?? { status: 400 })
        : onExecute(invoke.data, choice);
    return (await doors(invoke.data)) ?? { status: 501 };
  }

  return {
    name,
    outlet: createOutlet({
      name,
      api,
      history,
      placeOf: placeOfKept,
      events: store.events,
      files,
      receipt: store.outbox.receipt,
      failed,
    }),
    desks: [...desks.desks, ...(settings.handoffEvent ? [hub] : [])],
    async readFile(url, signal) {
      const known = [(await placeOfKept(anyPlace))?.serviceUrl, cloud.service].map((own) => own && new URL(own).origin);
      // The token is for the pictures of Teams alone.
      const isOfTeams = isForBots(url) && known.includes(new URL(url).origin);
      return token === null || !isOfTeams ? null : downloaded(url, await token(), signal);
    },
    http: createEndpoint({
      auth,
      process: (payload, authorization) => process(payload, authorization, () => hear(payload)),
      failed: (error) => failed(error, null),
    }),
    async standsAgainst() {
      if (token === null) return null;
      try {
        await token();
        return null;
      } catch (error) {
        return error instanceof TeamsFault ? refusalOf(error) : null;
      }
    },
    async stop() {
      await Promise.all(under);
    },
  };
}

/** Microsoft's words for an app it does not know: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#error-response-1. */
const refusals: Readonly<Record<string, string>> = {
  invalid_client: "TEAMS_CLIENT_SECRET: found a secret that Microsoft does not take",
  unauthorized_client: "TEAMS_APP_ID: found an app that Microsoft does not know in this tenant",
  invalid_request: "TEAMS_TENANT_ID: found a tenant that Microsoft does not know",
};

function refusalOf({ code }: TeamsFault): string | null {
  const found = refusals[code];
  return found === undefined
    ? null
    : `${found} (${code}); expected the app's own; compare “Configuration” of the Azure bot, and make a new secret under “Certificates & secrets” of the app in Entra ID if it has ended`;
}

/** Of a kind that is read here, and not as it is documented. */
const isMalformed = (payload: unknown): boolean => {
  const { data } = activityShape.safeParse(payload);
  return data !== undefined && ["message", "messageUpdate", "invoke"].includes(data.type);
};

/** That the bot is at work is worth no line in the log. */
const unimportant = (): void => {};

const redrawn = (value: Card): Answer => ({
  status: 200,
  body: { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value },
});

const told = (value: string): Answer => ({
  status: 200,
  body: { statusCode: 200, type: "application/vnd.microsoft.activity.message", value },
});
