import type { Place } from "./place.ts";
import type { Rendered } from "./render.ts";

/** What is said in a place, beside cards: words, and texts that a press sends back as if they were typed. */
export interface Plain {
  readonly text: string;
  readonly suggested: readonly string[];
}

/** Teams, as far as it is used. @throws NotNow, Refused, TeamsFault */
export interface TeamsApi {
  /** What Teams calls the message. `id`: travels with it, and `History` knows it by that. */
  post(place: Place, said: Rendered | Plain, id: string | null): Promise<string>;
  update(place: Place, message: string, rendered: Rendered): Promise<void>;
  /** Shows for some seconds that the bot is at work. */
  typing(place: Place): Promise<void>;
  /** Begins a thread in a channel, whose id stands in place of a conversation's. The place of the thread. */
  begin(channel: Place, said: Rendered, id: string): Promise<Place>;
  /** The Bot Framework's event of a hand-over, for a hub that listens in. `id`: travels with it, as with a message. */
  handOver(place: Place, handoff: Handoff, id: string): Promise<string>;
  /** The chat of the bot with a person, by their id there and in Entra ID; `from`: any place that both know. */
  direct(
    from: Place,
    person: { readonly id: string; readonly aadObjectId?: string | null | undefined },
  ): Promise<Place>;
}

/** learn.microsoft.com/azure/bot-service/bot-service-design-pattern-handoff-human#handoff-protocol */
export interface Handoff {
  /** What hubs send a case on by, with whatever else they are to know. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Activities as the Bot Framework writes transcripts, oldest first. */
  readonly transcript: readonly {
    readonly type: "message";
    readonly timestamp: string;
    readonly from: { readonly id: string; readonly name: string; readonly role: "user" | "bot" };
    readonly text: string;
  }[];
}
