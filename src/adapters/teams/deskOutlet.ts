import type { Conversation } from "../../dialog/conversation.ts";
import { conversationOf } from "../../dialog/conversation.ts";
import type { DialogEvent } from "../../dialog/events.ts";
import type { CaseId, ConversationId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import { type Outlet, Refused, type Sending } from "../../dialog/outbox.ts";
import type { Clock, Store } from "../../dialog/ports.ts";
import { summaryOf } from "../../dialog/summary.ts";
import { caseFileOf } from "../../dialog/transcript.ts";
import { rememberThread } from "../common/desk.ts";
import { type Files, linked } from "../common/files.ts";
import { macrosOf } from "../common/macros.ts";
import { type Tickets, withoutTicket } from "../common/tickets.ts";
import type { TeamsApi } from "./api.ts";
import { TeamsFault } from "./fault.ts";
import { type History, margin, showsAfter } from "./history.ts";
import { conversationAt, type Place, rootOf, threadAt } from "./place.ts";
import type { Rendered } from "./render.ts";
import { toldInThread, transcriptOver } from "./thread.ts";
import { renderTicket } from "./ticket.ts";
import type { Ticket } from "./tickets.ts";

export interface DeskOutletPorts {
  /** Of the desk. */
  readonly name: string;
  readonly api: TeamsApi;
  /** Null where nothing can be looked for. */
  readonly history: History | null;
  /** The channel, as a place to begin threads in. @throws TeamsFault where Teams is not known to be anywhere yet */
  readonly channel: () => Promise<Place>;
  readonly tickets: Tickets<Ticket>;
  readonly store: Pick<Store, "events" | "find" | "references">;
  readonly knowledge: () => Knowledge;
  readonly files: Files;
  readonly linkOf: (conversation: ConversationId) => string | null;
  readonly clock: Clock;
  /** Does what nothing waits for. */
  readonly aside: (task: () => Promise<unknown>) => void;
}

export interface DeskOutlets {
  readonly outlet: Outlet;
  readonly transcript: Outlet;
  /** The ticket of the case as it stands now; null where there is none. */
  readonly drawn: (conversation: ConversationId, of: CaseId) => Promise<Rendered | null>;
}

/** What a desk in a channel of Teams is told: a ticket, and in its thread what comes after it. */
export function createDeskOutlets(ports: DeskOutletPorts): DeskOutlets {
  const { name, api, history, channel, tickets, store, knowledge, files, linkOf, clock, aside } = ports;

  async function drawn(conversation: ConversationId, of: CaseId): Promise<Rendered | null> {
    const events = eventsUpTo(await store.events(conversation), of);
    const pack = knowledge();
    const where = { channel: (await store.find(conversation))?.channel ?? null, link: linkOf(conversation) };
    const file = caseFileOf(events, pack, where);
    const summary = file === null ? null : summaryOf(file);
    return file === null || summary === null ? null : renderTicket(summary, macrosOf(events, pack));
  }

  const redrawing = new Map<CaseId, Promise<void>>();
  /** A courtesy, in the order of what happened: whatever comes of it, the thread is told all the same. */
  function redraw(conversation: ConversationId, of: CaseId, { place, message }: Ticket): void {
    aside(async () => {
      const mine = (redrawing.get(of) ?? Promise.resolve()).then(async () => {
        const rendered = await drawn(conversation, of);
        if (rendered !== null) await api.update(place, message, rendered);
      });
      const ended = mine.catch(() => {});
      redrawing.set(of, ended);
      await ended;
      if (redrawing.get(of) === ended) redrawing.delete(of);
      // Somebody may have deleted it.
      await mine.catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      });
    });
  }

  async function open(sending: Sending, of: CaseId): Promise<Ticket> {
    const rendered = await drawn(sending.conversation, of);
    if (rendered === null) throw new Refused("found no case to hand over; expected the one a person was called for");
    return remembered(sending, of, await api.begin(await channel(), rendered, sending.id));
  }

  async function remembered({ conversation, seq }: Sending, of: CaseId, place: Place): Promise<Ticket> {
    const message = rootOf(place);
    if (message === null) throw new TeamsFault("no_thread");
    const ticket = { place, message, seq };
    await rememberThread(store.references, conversationAt(place), { desk: name, conversation }, clock);
    await tickets.keep(name, of, ticket);
    return ticket;
  }

  /** The case that an event belongs to, and its ticket; null where there is none. */
  async function caseOf({ conversation, seq }: Sending) {
    const events = await store.events(conversation);
    const of = caseAt(events, seq);
    return { events, of, ticket: of === null ? null : await tickets.of(name, of) };
  }

  /** Whether Teams has it already, by its id. */
  async function find({ id, event }: Sending, place: Place, signal: AbortSignal): Promise<string | null> {
    if (history === null) return null;
    // The team of the channel may have been learnt since the ticket was posted.
    const team = place.team ?? (await channel()).team;
    return history.find({ ...place, team }, id, event.at - margin, signal);
  }

  async function tell(sending: Sending): Promise<string> {
    const { conversation, seq, event, id } = sending;
    const { events, of, ticket: before } = await caseOf(sending);
    if (of === null) return "";
    if (before === null) return event.type === "HandoffOffered" ? receiptOf(await open(sending, of)) : "";
    if (before.seq === seq) return receiptOf(before);
    const [shown = event] = await linked(files, conversation, [event], seq);
    const told = toldInThread(events.with(seq - 1, shown), seq, name);
    if (told !== null) await api.post(before.place, told, id);
    redraw(conversation, of, before);
    return receiptOf(before);
  }

  /** Tickets on their way: what belongs to them stands right below. */
  const posting = new Map<string, Promise<unknown>>();
  const nameOf = ({ conversation, seq }: Sending): string => `${conversation}#${seq}`;

  const settles = (): number => (history === null ? 0 : showsAfter);
  const outlet: Outlet = {
    async send(sending) {
      const told = tell(sending);
      const key = nameOf(sending);
      posting.set(key, told);
      try {
        return await told;
      } finally {
        posting.delete(key);
      }
    },
    settles,
    async find(sending, signal) {
      const { conversation, seq, event } = sending;
      const { of, ticket } = await caseOf(sending);
      if (ticket?.seq === seq) return receiptOf(ticket);
      if (ticket !== null && of !== null) {
        if ((await find(sending, ticket.place, signal)) === null) return null;
        redraw(conversation, of, ticket);
        return receiptOf(ticket);
      }
      if (of === null || event.type !== "HandoffOffered") return null;
      const at = await channel();
      const message = await find(sending, at, signal);
      return message === null ? null : receiptOf(await remembered(sending, of, threadAt(at, message)));
    },
  };

  const transcript: Outlet = {
    async send(sending) {
      const { conversation, seq, event, id } = sending;
      await posting.get(nameOf(sending))?.catch(() => {});
      const { events, ticket } = await caseOf(sending);
      if (ticket === null) throw withoutTicket(clock() - event.at);
      const after = ticket.seq === seq ? beginOf(events, seq) : lastTold(events, seq);
      const shown = await linked(files, conversation, events.slice(0, seq));
      const said = transcriptOver(shown, after, ticket.seq === seq);
      return said === null ? "" : api.post(ticket.place, said, id);
    },
    settles,
    async find(sending, signal) {
      const { ticket } = await caseOf(sending);
      return ticket === null ? null : find(sending, ticket.place, signal);
    },
  };

  return { outlet, transcript, drawn };
}

const receiptOf = ({ place, message }: Ticket): string => JSON.stringify({ conversation: place.conversation, message });

/** The case that an event belongs to. */
function caseAt(events: readonly DialogEvent[], seq: number): CaseId | null {
  const state: Conversation = conversationOf(events.slice(0, seq));
  return (state.open ?? state.last)?.id ?? null;
}

/** The events of a case and of those before it; cases of one conversation follow each other. */
export function eventsUpTo(events: readonly DialogEvent[], of: CaseId): readonly DialogEvent[] {
  const begin = events.findIndex((event) => event.type === "CaseOpened" && event.case === of);
  const next = events.findIndex((event, i) => i > begin && event.type === "CaseOpened");
  return next < 0 ? events : events.slice(0, next);
}

/** Position before the first event of the case. */
const beginOf = (events: readonly DialogEvent[], seq: number): number =>
  Math.max(
    0,
    events.slice(0, seq).findLastIndex(({ type }) => type === "CaseOpened"),
  );

/** Position up to which the desk has been told what was said. */
const lastTold = (events: readonly DialogEvent[], seq: number): number =>
  events.slice(0, seq - 1).findLastIndex(({ type }) => type === "HandoffClosed" || type === "HandoffOffered") + 1;
