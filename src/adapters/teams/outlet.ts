import type { DialogEvent } from "../../dialog/events.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import { type OutboxKey, type Outlet, Refused, type Sending } from "../../dialog/outbox.ts";
import { answeredBefore } from "../common/answered.ts";
import { type Files, linked } from "../common/files.ts";
import { createRedraw } from "../common/redraw.ts";
import type { TeamsApi } from "./api.ts";
import { type History, margin, showsAfter } from "./history.ts";
import type { Place } from "./place.ts";
import { relayed } from "./relay.ts";
import { render, renderAnswered } from "./render.ts";

export interface OutletPorts {
  /** Name of the outlet in the outbox. */
  readonly name: string;
  readonly api: TeamsApi;
  /** Null where nothing can be looked for. */
  readonly history: History | null;
  /** Null where nothing is kept. */
  readonly placeOf: (conversation: ConversationId) => Promise<Place | null>;
  readonly events: (conversation: ConversationId) => Promise<readonly DialogEvent[]>;
  readonly files: Files;
  readonly receipt: (key: OutboxKey) => Promise<string | null>;
  /** Something failed that nobody waits for. Must not throw. */
  readonly failed: (error: unknown, conversation: ConversationId) => void;
}

export function createOutlet({ name, api, history, placeOf, events, files, receipt, failed }: OutletPorts): Outlet {
  const redrawn = createRedraw(failed);

  /** Before the next message: nobody shall press what waits no longer. */
  async function retire({ conversation, seq }: Sending, place: Place): Promise<void> {
    const left = answeredBefore(await events(conversation), seq);
    const message = left === null ? null : await receipt({ conversation, seq: left.seq, to: name });
    if (left !== null && message !== null) await api.update(place, message, renderAnswered(left, place.kind));
  }

  return {
    async send(sending) {
      const { event, id, conversation } = sending;
      const said =
        event.type === "BotReplied"
          ? render(event.message)
          : relayed((await linked(files, conversation, [event], sending.seq))[0] ?? event);
      if (said === null) throw new Refused(`found ${event.type}; expected words for the user: it is not sent to them`);
      const place = await placeOf(conversation);
      if (place === null)
        throw new Refused(
          "found no address of this conversation; expected the one it began with; somebody has to write there",
        );
      await redrawn(sending, () => retire(sending, place));
      return api.post(place, said, id);
    },
    settles: () => (history === null ? 0 : showsAfter),
    async find({ conversation, id, event }, signal) {
      const place = await placeOf(conversation);
      return place === null || history === null ? null : history.find(place, id, event.at - margin, signal);
    },
  };
}
