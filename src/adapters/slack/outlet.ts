import type { DialogEvent } from "../../dialog/events.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import { type OutboxKey, type Outlet, Refused, type Sending } from "../../dialog/outbox.ts";
import { answeredBefore } from "../common/answered.ts";
import type { SlackApi } from "./api.ts";
import { type Place, placeOf } from "./place.ts";
import { render, renderAnswered } from "./render.ts";

export interface OutletPorts {
  /** Name of the outlet in the outbox. */
  readonly name: string;
  /** Null where the app is not installed any more. */
  readonly apiOf: (install: string) => Promise<SlackApi | null>;
  readonly events: (conversation: ConversationId) => Promise<readonly DialogEvent[]>;
  readonly receipt: (key: OutboxKey) => Promise<string | null>;
  /** The bot has answered there. */
  readonly answered: (place: Place) => void;
}

/** Clocks differ; a message that is looked for is looked for from that long before its event, milliseconds. */
const margin = 300_000;

export function createOutlet({ name, apiOf, events, receipt, answered }: OutletPorts): Outlet {
  async function reached({ conversation }: Sending): Promise<{ readonly place: Place; readonly api: SlackApi }> {
    const place = placeOf(conversation);
    if (place === null) throw new Refused("found a conversation of another channel; expected one of Slack");
    const api = await apiOf(place.install);
    if (api === null)
      throw new Refused("found the app removed from this workspace; expected it installed; install it again");
    return { place, api };
  }

  /** Before the next message: nobody shall press what waits no longer. */
  async function retire({ conversation, seq }: Sending, place: Place, api: SlackApi): Promise<void> {
    const left = answeredBefore(await events(conversation), seq);
    const ts = left === null ? null : await receipt({ conversation, seq: left.seq, to: name });
    if (left === null || ts === null) return;
    try {
      await api.update(place.channel, ts, renderAnswered(left));
    } catch (error) {
      // Somebody has deleted it.
      if (!(error instanceof Refused)) throw error;
    }
  }

  return {
    async send(sending) {
      const { place, api } = await reached(sending);
      const { event, id, conversation } = sending;
      if (event.type !== "BotReplied")
        throw new Refused(`found ${event.type}; expected a message of the bot: nothing else is sent to Slack`);
      await retire(sending, place, api);
      const ts = await api.post(place, render(event.message, conversation), id);
      answered(place);
      return ts;
    },
    async find(sending, signal) {
      const { place, api } = await reached(sending);
      return api.find(place, sending.id, sending.event.at - margin, signal);
    },
  };
}
