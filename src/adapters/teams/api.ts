import type { Place } from "./place.ts";
import type { Rendered } from "./render.ts";

/** What is said in a place, beside cards: words, and texts that a press sends back as if they were typed. */
export interface Plain {
  readonly text: string;
  readonly suggested: readonly string[];
}

/** Teams, as far as it is used. @throws NotNow, Refused, TeamsFault */
export interface TeamsApi {
  /** What Teams calls the message. `id`: travels with it. */
  post(place: Place, said: Rendered | Plain, id: string | null): Promise<string>;
  update(place: Place, message: string, rendered: Rendered): Promise<void>;
  /** Shows for some seconds that the bot is at work. */
  typing(place: Place): Promise<void>;
  /** The chat of the bot with a person; `from`: any place that both know. */
  direct(from: Place, person: string): Promise<Place>;
}
