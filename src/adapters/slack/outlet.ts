import type { Person } from "../../dialog/activity.ts";
import type { DialogEvent } from "../../dialog/events.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import { type OutboxKey, type Outlet, Refused, type Sending } from "../../dialog/outbox.ts";
import { answeredBefore } from "../common/answered.ts";
import type { Files } from "../common/files.ts";
import { createRedraw } from "../common/redraw.ts";
import type { SlackApi } from "./api.ts";
import { renderSaid } from "./literal.ts";
import { findSent, passOn, settles } from "./passing.ts";
import { isDirect, type Place, placeOf, tsOf } from "./place.ts";
import { render, renderAnswered } from "./render.ts";

export interface OutletPorts {
  /** Name of the outlet in the outbox. */
  readonly name: string;
  /** Null where the app is not installed any more. */
  readonly apiOf: (install: string) => Promise<SlackApi | null>;
  readonly events: (conversation: ConversationId) => Promise<readonly DialogEvent[]>;
  readonly receipt: (key: OutboxKey) => Promise<string | null>;
  readonly files: Files;
  /** The message at `ts` has its answer. Must not throw. */
  readonly answered: (place: Place, ts: string) => void;
  /** Something failed that nobody waits for. Must not throw. */
  readonly failed: (error: unknown, conversation: ConversationId) => void;
}

type Said = readonly DialogEvent[];

/** Whoever helps, as the user reads it. */
const helper = ({ name }: Person): string => (name === null ? "Support" : `${name} (support)`);

/** Clocks differ; a message that is looked for is looked for from that long before its event, milliseconds. */
const margin = 300_000;

export function createOutlet({ name, apiOf, events, receipt, files, answered, failed }: OutletPorts): Outlet {
  const redrawn = createRedraw(failed);

  async function reached({ conversation }: Sending): Promise<{ readonly place: Place; readonly api: SlackApi }> {
    const place = placeOf(conversation);
    if (place === null) throw new Refused("found a conversation of another channel; expected one of Slack");
    const api = await apiOf(place.install);
    if (api === null)
      throw new Refused("found the app removed from this workspace; expected it installed; install it again");
    return { place, api };
  }

  /** Before the next message: nobody shall press what waits no longer. */
  async function retire({ conversation, seq }: Sending, place: Place, api: SlackApi, said: Said): Promise<void> {
    const left = answeredBefore(said, seq);
    const ts = left === null ? null : await receipt({ conversation, seq: left.seq, to: name });
    if (left !== null && ts !== null) await api.update(place.channel, ts, renderAnswered(left));
  }

  /** What the message answers: everything that was said since the message before it. */
  function answeredBy({ seq }: Sending, place: Place, said: Said): void {
    // The pane has no marks.
    if (isDirect(place.channel) && place.thread !== null) return;
    const since = said.slice(0, seq - 1).findLastIndex(({ type }) => type === "BotReplied") + 1;
    for (const event of said.slice(since, seq - 1)) {
      const ts = event.type === "UserUttered" ? tsOf(place, event.delivery) : null;
      if (ts !== null) answered(place, ts);
    }
  }

  return {
    settles,
    async send(sending, signal) {
      const { place, api } = await reached(sending);
      const { event, id, conversation } = sending;
      switch (event.type) {
        case "BotReplied": {
          const said = await events(conversation);
          await redrawn(sending, () => retire(sending, place, api, said));
          const ts = await api.post(place, render(event.message, conversation), id);
          answeredBy(sending, place, said);
          return ts;
        }
        case "AgentReplied":
          return api.post(place, renderSaid(helper(event.by), event.text), id);
        case "FilesShared":
          return passOn(files, sending, { api, where: place, name: helper(event.by), event }, signal);
        default:
          throw new Refused(
            `found ${event.type}; expected what somebody says to the user: nothing else is sent to Slack`,
          );
      }
    },
    async find(sending, signal) {
      const { place, api } = await reached(sending);
      const ts = await findSent(api, place, sending, sending.event.at - margin, signal);
      if (ts !== null) answeredBy(sending, place, await events(sending.conversation));
      return ts;
    },
  };
}
