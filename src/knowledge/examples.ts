import type { Place } from "./located.ts";
import type { Pack } from "./pack.ts";

/** A sentence the classifier learns from, and where it stands. */
export interface Example {
  readonly text: string;
  /** Null: not the bot's business. */
  readonly intent: string | null;
  readonly place: Place;
}

/** Examples of the intents in the order of the files, then the background. */
export const examplesIn = (pack: Pack): readonly Example[] => [
  ...pack.files
    .of("intents")
    .flatMap(({ source, data }) =>
      data.examples.map((text, index) => ({ text, intent: data.id, place: source.place(["examples", index]) })),
    ),
  ...pack.files
    .of("background")
    .flatMap(({ source, data }) =>
      data.sentences.map((text, index) => ({ text, intent: null, place: source.place(["sentences", index]) })),
    ),
];
