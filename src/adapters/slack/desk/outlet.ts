import { conversationOf } from "../../../dialog/conversation.ts";
import type { Desk } from "../../../dialog/desks.ts";
import { deskOutlet } from "../../../dialog/effects.ts";
import type { DialogEvent } from "../../../dialog/events.ts";
import type { CaseId, ConversationId } from "../../../dialog/ids.ts";
import type { Knowledge } from "../../../dialog/knowledge.ts";
import { type Outlet, Refused, type Sending } from "../../../dialog/outbox.ts";
import type { Clock, Store } from "../../../dialog/ports.ts";
import { summaryOf } from "../../../dialog/summary.ts";
import { caseFileOf } from "../../../dialog/transcript.ts";
import { rememberThread } from "../../common/desk.ts";
import { type Files, linked } from "../../common/files.ts";
import { macrosOf } from "../../common/macros.ts";
import { createRedraw } from "../../common/redraw.ts";
import { createTickets, withoutTicket } from "../../common/tickets.ts";
import type { SlackApi } from "../api.ts";
import type { Names } from "../names.ts";
import { findSent, passOn, settles, sharedAfter } from "../passing.ts";
import { conversationAt, isDirect, type Place, placeOf } from "../place.ts";
import type { SlackDesk } from "../settings.ts";
import { menuOf } from "./macros.ts";
import { renderTicket } from "./ticket.ts";
import { type Ticket, ticketKind } from "./tickets.ts";
import { nameOf, toldOf } from "./told.ts";
import { renderTranscript } from "./transcript.ts";

export interface DeskPorts {
  /** The id the app was installed under, where a desk names none. @throws NotNow, Refused, SlackFault */
  readonly install: () => Promise<string>;
  /** Null where the app is not installed any more. */
  readonly apiOf: (install: string) => Promise<SlackApi | null>;
  readonly store: Pick<Store, "events" | "find" | "references" | "outbox">;
  readonly brain: () => { readonly knowledge: Knowledge };
  readonly names: Names;
  readonly files: Files;
  readonly clock: Clock;
  /** Where a case can be looked at on the page; null where its address is not set. */
  readonly linkOf: (conversation: ConversationId) => string | null;
  /** Something failed that nobody waits for. */
  readonly failed: (error: unknown, conversation: ConversationId) => void;
}

/** Clocks differ; a message that is looked for is looked for from that long before its event, milliseconds. */
const margin = 300_000;

export const parts = { transcript: "transcript", file: "file" } as const;

/** A channel of Slack where people take cases over: a message a case, everything else in its thread. */
export function createDesk({ name, install, channel }: SlackDesk, ports: DeskPorts): Desk {
  const { store, clock } = ports;
  const { references } = store;
  const tickets = createTickets(references, clock, ticketKind);
  const redrawn = createRedraw(ports.failed);

  async function home(): Promise<{ readonly place: Place; readonly api: SlackApi }> {
    const place: Place = { install: install ?? (await ports.install()), channel, thread: null };
    return { place, api: await reached(place) };
  }

  async function reached(place: Place): Promise<SlackApi> {
    const api = await ports.apiOf(place.install);
    if (api === null)
      throw new Refused(
        "found the app removed from the workspace of the desk; expected it installed; install it again",
      );
    return api;
  }

  /** The case that the event belongs to, whole: also what came after the event. */
  async function caseAt({ conversation, seq }: Sending) {
    const events = await store.events(conversation);
    const begin = events.slice(0, seq).findLastIndex(({ type }) => type === "CaseOpened");
    const after = events.findIndex(({ type }, i) => i >= seq && type === "CaseOpened");
    const whole = await ports.names.named(after === -1 ? events : events.slice(0, after));
    const opened = whole[begin];
    if (opened?.type !== "CaseOpened")
      throw new Refused("found no case for this event; expected the one it belongs to");
    return { of: opened.case, begin, whole, event: whole[seq - 1] };
  }

  /** Null where no person was ever called. `of`: the id the app was installed under at the desk. */
  async function drawn(conversation: ConversationId, whole: readonly DialogEvent[], of: string) {
    const { knowledge } = ports.brain();
    const file = caseFileOf(whole, knowledge, await whereIs(conversation));
    const summary = file === null ? null : summaryOf(file);
    if (file === null || summary === null) return null;
    return { file, rendered: renderTicket(summary, menuOf(macrosOf(whole, knowledge)), of) };
  }

  async function whereIs(conversation: ConversationId) {
    const row = await store.find(conversation);
    const link = (await threadLink(conversation).catch(() => null)) ?? ports.linkOf(conversation);
    return { channel: row?.channel ?? null, link };
  }

  /** In direct messages nobody else can look. */
  async function threadLink(conversation: ConversationId): Promise<string | null> {
    const place = placeOf(conversation);
    if (place === null || place.thread === null || isDirect(place.channel)) return null;
    return (await ports.apiOf(place.install))?.link(place.channel, place.thread) ?? null;
  }

  async function redraw({ conversation }: Sending, whole: readonly DialogEvent[], { place, ts }: At): Promise<void> {
    const shown = await drawn(conversation, whole, place.install);
    if (shown !== null) await (await reached(place)).update(place.channel, ts, shown.rendered);
  }

  async function openTicket(sending: Sending, of: CaseId, whole: readonly DialogEvent[]): Promise<string> {
    const { place, api } = await home();
    const shown = await drawn(sending.conversation, whole, place.install);
    if (shown === null) return "";
    return remembered(sending, of, place, await api.post(place, shown.rendered, sending.id));
  }

  /** From now on what is written in its thread belongs to the case. */
  async function remembered({ conversation, seq }: Sending, of: CaseId, place: Place, ts: string): Promise<string> {
    const thread = conversationAt({ ...place, thread: ts });
    await rememberThread(references, thread, { desk: name, conversation }, clock);
    await tickets.keep(name, of, { thread, seq });
    return ts;
  }

  const outlet: Outlet = {
    settles,
    async send(sending, signal) {
      const { of, whole, event } = await caseAt(sending);
      const ticket = await tickets.of(name, of);
      if (ticket === null || event === undefined)
        return sending.event.type === "HandoffOffered" ? openTicket(sending, of, whole) : "";
      const at = atOf(ticket);
      if (ticket.seq === sending.seq) return at.ts;
      if (event.type === "FilesShared") {
        const passing = { api: await reached(at.place), where: at.place, name: nameOf(event), event };
        return passOn(ports.files, sending, passing, signal);
      }
      if (changes(event)) await redrawn(sending, () => redraw(sending, whole, at));
      const { knowledge } = ports.brain();
      const told = toldOf(event, { events: whole, open: stateOf(whole), knowledge, desk: name });
      if (told === null) return "";
      const where = { ...at.place, ...(told.calls && { broadcast: true as const }) };
      return (await reached(at.place)).post(where, told.rendered, sending.id);
    },
    async find(sending, signal) {
      const { of } = await caseAt(sending);
      const ticket = await tickets.of(name, of);
      const since = sending.event.at - margin;
      if (ticket !== null) {
        const { place, ts } = atOf(ticket);
        if (ticket.seq === sending.seq) return ts;
        return findSent(await reached(place), place, sending, since, signal);
      }
      if (sending.event.type !== "HandoffOffered") return null;
      const { place, api } = await home();
      const ts = await api.find(place, sending.id, since, signal);
      return ts === null ? null : remembered(sending, of, place, ts);
    },
  };

  /** @throws NotNow until the desk has been told of the event itself */
  async function ticketFor({ conversation, seq, event }: Sending, of: CaseId): Promise<Ticket> {
    const ticket = await tickets.of(name, of);
    const isTold = (await store.outbox.receipt({ conversation, seq, to: deskOutlet(name) })) !== null;
    if (ticket !== null && isTold) return ticket;
    throw withoutTicket(clock() - event.at);
  }

  /**
   * What was said up to this event and does not stand in the thread: everything, or what the user and the bot said to each
   * other since it was handed back.
   */
  function saidFor({ seq }: Sending, ticket: Ticket, begin: number, whole: readonly DialogEvent[]) {
    const items = caseFileOf(whole.slice(0, seq), ports.brain().knowledge)?.transcript ?? [];
    if (ticket.seq === seq) return items;
    const back = whole.slice(0, seq).findLastIndex(({ type }, i) => i > begin && type === "HandoffClosed");
    return back === -1 ? [] : items.filter((item) => item.seq > back + 1);
  }

  const transcript: Outlet = {
    async send(sending) {
      const { of, begin, whole } = await caseAt(sending);
      const ticket = await ticketFor(sending, of);
      const items = saidFor(sending, ticket, begin, await linked(ports.files, sending.conversation, whole));
      if (items.length === 0) return "";
      const { place } = atOf(ticket);
      const rendered = renderTranscript(items, ticket.seq !== sending.seq);
      return (await reached(place)).post(place, rendered, sending.id);
    },
    async find(sending, signal) {
      const { place } = atOf(await ticketFor(sending, (await caseAt(sending)).of));
      return (await reached(place)).find(place, sending.id, sending.event.at - margin, signal);
    },
  };

  const file: Outlet = {
    settles: () => sharedAfter,
    async send(sending, signal) {
      const { of, begin, whole } = await caseAt(sending);
      const ticket = await ticketFor(sending, of);
      const { place } = atOf(ticket);
      if (saidFor(sending, ticket, begin, whole).length === 0) return "";
      const linkedWhole = await linked(ports.files, sending.conversation, whole);
      const shown = await drawn(sending.conversation, linkedWhole, place.install);
      if (shown === null) return "";
      // Its name is what it is found by.
      const content = new TextEncoder().encode(`${JSON.stringify(shown.file, null, 2)}\n`);
      const shared = { name: `case-${sending.id}.json`, title: "case.json", content };
      const api = await reached(place);
      return api.share(place, await api.upload([shared], signal), null);
    },
    async find(sending, signal) {
      const { place } = atOf(await ticketFor(sending, (await caseAt(sending)).of));
      return (await reached(place)).findShared(place, sending.id, sending.event.at - margin, signal);
    },
  };

  return {
    name,
    outlet,
    parts: new Map([
      [parts.transcript, transcript],
      [parts.file, file],
    ]),
  };
}

/** Where a ticket is: its message, and the thread below it. */
interface At {
  readonly place: Place;
  readonly ts: string;
}

function atOf({ thread }: Ticket): At {
  const place = placeOf(thread);
  if (place === null || place.thread === null) throw new Refused("found a ticket without a place; expected its thread");
  return { place, ts: place.thread };
}

/** A ticket shows none of what people say to each other. */
const changes = ({ type }: DialogEvent): boolean =>
  type !== "AgentReplied" && type !== "AgentNoted" && type !== "FilesShared";

const stateOf = (events: readonly DialogEvent[]) => {
  const { open, last } = conversationOf(events);
  return open ?? last;
};
