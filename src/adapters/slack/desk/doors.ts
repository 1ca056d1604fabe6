import type { App } from "@slack/bolt";
import type { Activity, AgentAction, Person } from "../../../dialog/activity.ts";
import { conversationOf } from "../../../dialog/conversation.ts";
import type { DialogEvent } from "../../../dialog/events.ts";
import { type ConversationId, type DeliveryId, deliveryId } from "../../../dialog/ids.ts";
import type { Knowledge } from "../../../dialog/knowledge.ts";
import type { Clock, Store } from "../../../dialog/ports.ts";
import {
  activityAt,
  type DeskThread,
  outcomeAt,
  refusalInWords,
  standsInTheWay,
  threadOfDesk,
} from "../../common/desk.ts";
import { macrosOf } from "../../common/macros.ts";
import { createTickets } from "../../common/tickets.ts";
import type { SlackApi } from "../api.ts";
import { escaped } from "../blocks.ts";
import type { Names } from "../names.ts";
import { conversationAt, deliveryOf, messageId, type Place, personOf, placeOf, userOf } from "../place.ts";
import type { Heard } from "../receive.ts";
import { pressBody, submissionBody } from "../shapes.ts";
import { called } from "../text.ts";
import {
  actionIn,
  type Form,
  forms,
  renderCloseForm,
  renderHandBackForm,
  renderNoteForm,
  renderSendForm,
  threadIn,
} from "./forms.ts";
import { actionOf, deeds, enterable, sendable } from "./macros.ts";
import { installIn } from "./ticket.ts";
import { ticketKind } from "./tickets.ts";
import { toldOf } from "./told.ts";

export interface DeskDoorPorts {
  readonly brain: () => { readonly knowledge: Knowledge };
  readonly receive: (activity: Activity) => Promise<{ readonly duplicate: boolean; readonly done: Promise<void> }>;
  readonly store: Pick<Store, "events" | "undone" | "find" | "references">;
  readonly names: Names;
  readonly clock: Clock;
  readonly apiOf: (install: string) => Promise<SlackApi>;
  /** Carries out what Slack does not wait for. */
  readonly aside: (task: () => Promise<void>) => void;
  /** Ids of the channels that are desks. */
  readonly channels: ReadonlySet<string>;
  /** The bot talks with somebody in that thread. */
  readonly takesPart: (thread: ConversationId) => Promise<boolean>;
}

export interface DeskDoors {
  /** True: the words belong to a desk, and never to the bot itself. */
  hear(heard: Heard): Promise<boolean>;
}

/** Somebody does something at a ticket. */
interface Deed {
  readonly thread: ConversationId;
  readonly place: Place;
  readonly user: string;
  readonly id: DeliveryId;
  readonly action: AgentAction;
  /** Said in the thread itself, where everybody at the desk has read it. */
  readonly isSeen: boolean;
}

const noTicket = "I know of no case in this thread. Nothing was sent.";
const nothingToSend = "There is no step and no question to send here.";

/** What people do at the desks: the buttons, menus and modals of tickets, and what is written in their threads. */
export function openDesks(app: App, ports: DeskDoorPorts): DeskDoors {
  const { store, brain, clock, names, apiOf, aside } = ports;
  const tickets = createTickets(store.references, clock, ticketKind);

  /** Told to one person: in the thread where that is where they are, else in the channel. */
  const whisper = (place: Place, user: string, text: string): void =>
    aside(async () => (await apiOf(place.install)).whisper(place, user, escaped(text)));

  /** Null where that place is no thread of a desk. */
  async function caseIn(thread: ConversationId) {
    const found = await threadOfDesk(store.references, thread);
    return found === null ? null : { ...found, events: await store.events(found.conversation) };
  }

  /** The thread is of an earlier case of that conversation: the present one has a ticket of its own. */
  async function isPast(thread: ConversationId, { desk }: DeskThread, events: readonly DialogEvent[]) {
    const { open } = conversationOf(events);
    const present = open === null ? null : await tickets.of(desk, open.id);
    return present !== null && present.thread !== thread;
  }

  async function act({ thread, place, user, id, action, isSeen }: Deed): Promise<void> {
    const found = await caseIn(thread);
    if (found === null) return whisper(place, user, noTicket);
    const { conversation, desk, events } = found;
    if (await isPast(thread, found, events)) return whisper(place, user, refusalInWords("no_handoff", events));
    const by: Person = { id: personOf(place.install, user), name: await names.of(place.install, user) };
    const activity = await activityAt(store, { id, conversation, at: clock(), by, desk, action });
    if (activity === null) return whisper(place, user, noTicket);
    const { duplicate, done } = await ports.receive(activity);
    if (duplicate) return;
    aside(async () => {
      const refused = await outcomeAt(store, activity, done);
      if (refused !== null) whisper(place, user, refused);
      else if (!isSeen) await show(await store.events(conversation), id, desk, thread);
    });
  }

  /** What was done by a button, for the others at the desk. */
  async function show(events: readonly DialogEvent[], id: DeliveryId, desk: string, thread: ConversationId) {
    const event = events.find(
      (one) => (one.type === "AgentReplied" || one.type === "AgentNoted") && one.delivery === id,
    );
    const place = placeOf(thread);
    const { open } = conversationOf(events);
    const telling = { events, open, knowledge: brain().knowledge, desk };
    const told = event === undefined ? null : toldOf(event, telling);
    if (told !== null && place !== null) await (await apiOf(place.install)).post(place, told.rendered, messageId(id));
  }

  /** A modal for whoever could carry it out; who could not is told at once, before they have typed anything. */
  async function open(form: Form, thread: ConversationId, place: Place, user: string, trigger: string): Promise<void> {
    const found = await caseIn(thread);
    if (found === null) return whisper(place, user, noTicket);
    const state = conversationOf(found.events).open;
    const refused =
      state === null || (await isPast(thread, found, found.events))
        ? refusalInWords("no_handoff", found.events)
        : form === forms.note
          ? null
          : standsInTheWay(found.events, personOf(place.install, user));
    if (refused !== null || state === null) return whisper(place, user, refused ?? noTicket);
    const macros = () => macrosOf(found.events, brain().knowledge);
    const view = {
      [forms.note]: () => renderNoteForm(thread),
      [forms.handBack]: () => renderHandBackForm(thread, enterable(macros())),
      [forms.close]: () => renderCloseForm(thread, enterable(macros())),
      [forms.send]: () => renderSendForm(thread, sendable(macros())),
    }[form]();
    if (view === null) return whisper(place, user, nothingToSend);
    await (await apiOf(place.install)).openView(trigger, view);
  }

  app.action(/^desk_/, async ({ ack, body }) => {
    const press = pressBody.safeParse(body);
    await ack();
    if (!press.success) return;
    const { user, channel, message, trigger_id, actions } = press.data;
    const [action] = actions;
    const install = installIn(action?.block_id ?? "");
    if (action === undefined || install === null || !channel || !message) return;
    const ticket: Place = { install, channel: channel.id, thread: message.ts };
    const thread = conversationAt(ticket);
    const place: Place = { ...ticket, thread: null };
    const deed = deedOf(action.action_id, action.selected_option?.value ?? "");
    if (deed === null) return;
    if (typeof deed === "string") {
      if (trigger_id) aside(() => open(deed, thread, place, user.id, trigger_id));
      return;
    }
    const id = deliveryId(`slack:press:${thread}:${action.action_ts}:${user.id}`);
    await act({ thread, place, user: user.id, id, action: deed, isSeen: false });
  });

  for (const form of Object.values(forms))
    app.view(form, async ({ ack, body }) => {
      const { view, user } = submissionBody.parse(body);
      const thread = threadIn(view.private_metadata);
      const place = thread === null ? null : placeOf(thread);
      if (thread === null || place === null) return ack();
      const action = actionIn(form, view.state);
      if (action.do === undefined) return ack({ response_action: "errors", errors: action });
      const id = deliveryId(`slack:view:${place.install}:${view.id}`);
      await act({ thread, place: { ...place, thread: null }, user: user.id, id, action, isSeen: false });
      await ack();
    });

  return {
    async hear({ install, channel, thread: ts, by, ts: message, edited, text, files, mentioned }) {
      if (ts === null) return false;
      const place: Place = { install, channel, thread: ts };
      const thread = conversationAt(place);
      const isDesk = (await threadOfDesk(store.references, thread)) !== null;
      if (!isDesk && ports.channels.has(channel) && !(await ports.takesPart(thread))) {
        // A ticket that is being posted is not known yet: its thread opens no case either.
        if (mentioned && edited === null) whisper(place, userOf(by), noTicket);
        return true;
      }
      if (!isDesk) return false;
      // What was sent cannot be taken back, and a mention alone says nothing.
      if (edited !== null || (text === called && mentioned && files.length === 0)) return true;
      const action: AgentAction = { do: "say", text, files };
      await act({ thread, place, user: userOf(by), id: deliveryOf(place, message), action, isSeen: true });
      return true;
    },
  };
}

/** What a button or a menu means: something to do, or a form to fill in first. */
function deedOf(id: string, value: string): AgentAction | Form | null {
  switch (id) {
    case deeds.claim:
      return { do: "claim" };
    case deeds.release:
      return { do: "release" };
    case deeds.note:
      return forms.note;
    case deeds.handBack:
      return forms.handBack;
    case deeds.close:
      return forms.close;
    case deeds.macro: {
      const action = actionOf(value);
      return action === "more" ? forms.send : action;
    }
    default:
      return null;
  }
}
