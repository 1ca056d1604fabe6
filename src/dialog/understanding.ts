import type { SlotValue } from "./slots.ts";

/** What was understood in one text. Produced by `src/understanding`, consumed by `decide`. */
export interface Understanding {
  /** Best first; confidences are calibrated and sum to at most 1. Control and safety phrases are not intents. */
  readonly intents: readonly RankedIntent[];
  readonly outcome: "confident" | "unsure" | "out_of_scope";
  /** Distinct problems found in the text, in the order they were told; one entry for most texts, none when out of scope. */
  readonly problems: readonly Problem[];
  readonly slots: readonly SlotMention[];
  readonly tried: readonly TriedMention[];
  /** A short utterance that steers the conversation, whatever the flow. */
  readonly control: Control | null;
  /** The option of the pending question that the text names (number, ordinal, label, synonym, typo, yes/no, emoji). */
  readonly option: string | null;
  /** The text puts right what was said before ("actually it's an iPhone", "sorry, I meant …"), or says little else than a value. */
  readonly correcting: boolean;
  /** The words that make this a matter of safety, else null. */
  readonly safety: string | null;
  /** ISO 639-1 code, or "und" where the text is too short to tell. */
  readonly language: string;
}

export interface RankedIntent {
  readonly intent: string;
  /** In [0, 1]. */
  readonly confidence: number;
}

export interface Problem extends RankedIntent {
  /** The sentence that told it. */
  readonly words: string;
}

/** A slot found in a text. `start` and `end` are UTF-16 offsets into the text as received. */
export interface SlotMention {
  readonly slot: string;
  /**
   * Null when the words narrow the value down without settling it; `among` then lists the candidates. Without any, the words
   * name something that the catalogue does not have.
   */
  readonly value: SlotValue | null;
  readonly among: readonly string[];
  /** "it is NOT an iPhone": the value is excluded rather than given. */
  readonly negated: boolean;
  /** Implied: a phone's brand gives the operating system. */
  readonly how: "said" | "implied";
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

export interface TriedMention {
  /** Id of an action of the pack. */
  readonly action: string;
  /** How long it was held or left, where the text says so, in seconds. */
  readonly seconds: number | null;
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

export const controls = [
  "greet",
  "yes",
  "no",
  "done",
  "not_working",
  "working",
  "dont_know",
  "go_back",
  "cancel",
  "start_over",
  "repeat",
  "why",
  "thanks",
  "goodbye",
  "person",
  "angry",
] as const;
export type Control = (typeof controls)[number];
