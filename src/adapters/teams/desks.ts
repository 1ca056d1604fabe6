import type { Activity, AgentAction } from "../../dialog/activity.ts";
import { conversationOf } from "../../dialog/conversation.ts";
import type { Desk } from "../../dialog/desks.ts";
import { type ConversationId, type DeliveryId, deliveryId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Clock, Store } from "../../dialog/ports.ts";
import { activityAt, type DeskThread, outcomeAt, threadOfDesk } from "../common/desk.ts";
import type { Files } from "../common/files.ts";
import { createTickets } from "../common/tickets.ts";
import type { TeamsApi } from "./api.ts";
import type { Card } from "./cards.ts";
import type { deedIn } from "./deed.ts";
import { createDeskOutlets } from "./deskOutlet.ts";
import type { History } from "./history.ts";
import { baseOf, conversationAt, deliveryOf, type Place } from "./place.ts";
import { byOf, type Heard } from "./receive.ts";
import type { DeskChannel } from "./settings.ts";
import type { Shape } from "./shapes.ts";
import { notice, toldInThread } from "./thread.ts";
import { ticketKind } from "./tickets.ts";

export interface DesksPorts {
  readonly channels: readonly DeskChannel[];
  readonly api: TeamsApi;
  /** Null where nothing can be looked for. */
  readonly history: History | null;
  /** Where threads can be begun in a channel. @throws TeamsFault where Teams is not known to be anywhere yet */
  readonly channelAt: (channel: DeskChannel) => Promise<Place>;
  readonly receive: (activity: Activity) => Promise<{ readonly duplicate: boolean; readonly done: Promise<void> }>;
  readonly store: Pick<Store, "events" | "find" | "references" | "undone">;
  readonly knowledge: () => Knowledge;
  readonly files: Files;
  /** Where a conversation can be read; null where it cannot. */
  readonly linkOf: (conversation: ConversationId) => string | null;
  readonly clock: Clock;
  /** Does what Teams does not wait for. */
  readonly aside: (task: () => Promise<unknown>) => void;
  /** Waits a moment; undefined: it takes longer. */
  readonly awaited: <Result>(task: Promise<Result>) => Promise<Result | undefined>;
}

/** What came of a press: the ticket as it stands now, or words for whoever pressed. */
export type Outcome = { readonly card: Card } | { readonly words: string };

const nothingThere =
  "This belongs to no case that I know. Nothing was sent; another message of mine may be its ticket.";
const ended = "The case of this thread has ended. Nothing was sent.";
const alreadySent = "What was sent stays as it was. Write a new message with what you want to change.";
const whatFor =
  "Cases come to this channel. I pass on what is written in the thread of one, once somebody has claimed it.";

/** The channels in which people take cases over, and what they do there. */
export function createDesks(ports: DesksPorts) {
  const { channels, api, history, channelAt, receive, store, knowledge, files, linkOf, clock, aside, awaited } = ports;
  const tickets = createTickets(store.references, clock, ticketKind);
  const outlets = new Map(
    channels.map((channel) => [
      channel.name,
      createDeskOutlets({
        name: channel.name,
        api,
        history,
        channel: () => channelAt(channel),
        tickets,
        store,
        linkOf,
        knowledge,
        files,
        clock,
        aside,
      }),
    ]),
  );
  const desks: readonly Desk[] = [...outlets].map(([name, { outlet, transcript }]) => ({
    name,
    outlet,
    parts: new Map([["transcript", transcript]]),
  }));

  const deskAt = ({ conversation }: Place): DeskChannel | null =>
    channels.find(({ channel }) => channel === baseOf(conversation)) ?? null;

  /** The case of a thread; words where nothing can be done in it. */
  async function threadAt(place: Place): Promise<DeskThread | { readonly words: string }> {
    const thread = await threadOfDesk(store.references, conversationAt(place));
    if (thread === null) return { words: nothingThere };
    const { open } = conversationOf(await store.events(thread.conversation));
    // The same user may have another case by now, with a ticket of its own.
    const ticket = open === null ? null : await tickets.of(thread.desk, open.id);
    return open !== null && ticket?.place.conversation !== place.conversation ? { words: ended } : thread;
  }

  interface Done {
    readonly place: Place;
    readonly by: ReturnType<typeof byOf>;
    readonly id: DeliveryId;
    readonly action: AgentAction;
  }

  /** Carries out what somebody does in a thread; `words`: why it could not be done. */
  async function carriedOut({ place, by, id, action }: Done) {
    const thread = await threadAt(place);
    if ("words" in thread) return thread;
    const { desk, conversation } = thread;
    const activity = await activityAt(store, { id, conversation, at: clock(), by, desk, action });
    if (activity === null) return { words: nothingThere };
    const { duplicate, done } = await receive(activity);
    return { duplicate, thread, refused: outcomeAt(store, activity, done) };
  }

  const answer = (place: Place, words: string, name: string | null): void =>
    aside(() => api.post(place, notice(name === null ? words : `${name}: ${words}`), null));

  return {
    desks,
    isDesk: (place: Place): boolean => deskAt(place) !== null,

    /** Words in the channel of a desk, of which none is ever a user's. */
    async heard(heard: Heard): Promise<void> {
      const { place, text, files, isEmpty, mentioned, others, by, edited } = heard;
      // What names a colleague is said to them.
      if (others && !mentioned) return;
      const isKnown = (await threadOfDesk(store.references, conversationAt(place))) !== null;
      // A channel has threads of its own, which are nobody's business.
      if (!isKnown && !mentioned) return;
      if (!isKnown || (isEmpty && files.length === 0)) return answer(place, whatFor, null);
      const said = isEmpty ? "" : text;
      const action = { do: "say", text: said, ...(files.length === 0 ? {} : { files }) } as const;
      const id = deliveryOf(place.conversation, heard.id);
      const result = await carriedOut({ place, by, id, action });
      if ("words" in result) return answer(place, result.words, by.name);
      if (result.duplicate) {
        if (edited !== null) answer(place, alreadySent, by.name);
        return;
      }
      aside(async () => {
        const refused = await result.refused;
        if (refused !== null) answer(place, refused, by.name);
      });
    },

    /** A button of a ticket. */
    async pressed(
      shape: Shape & { readonly id: string },
      place: Place,
      deed: NonNullable<ReturnType<typeof deedIn>>,
    ): Promise<Outcome> {
      if ("missing" in deed) return { words: deed.missing };
      if (deskAt(place) === null) return { words: nothingThere };
      const id = deliveryId(`teams:deed:${place.conversation}:${shape.id}`);
      const result = await carriedOut({ place, by: byOf(shape), id, action: deed });
      if ("words" in result) return result;
      const { thread, duplicate } = result;
      const refused = await awaited(result.refused);
      if (refused === undefined) {
        aside(async () => {
          const late = await result.refused;
          if (late !== null) answer(place, late, shape.from.name ?? null);
        });
        return { words: "" };
      }
      if (refused !== null) return { words: refused };
      const events = await store.events(thread.conversation);
      // A desk is not told what was done at it; typed words stand in the thread, those of a button do not.
      const at = events.findIndex((event) => isUnseen(event.type) && "delivery" in event && event.delivery === id);
      const told = at < 0 || duplicate ? null : toldInThread(events, at + 1, thread.desk);
      if (told !== null) aside(() => api.post(place, told, null));
      const { open, last } = conversationOf(events);
      const of = (open ?? last)?.id;
      const drawn = of === undefined ? null : await outlets.get(thread.desk)?.drawn(thread.conversation, of);
      return drawn ? { card: drawn.card } : { words: "" };
    },

    /** The same, where the card cannot show it: words in the thread. */
    answer,
  };
}

const isUnseen = (type: string): boolean => type === "AgentReplied" || type === "AgentNoted";
