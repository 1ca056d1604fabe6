import type { Condition, Flow, Template } from "./flow.ts";
import type { Slot } from "./slots.ts";
import type { Control } from "./understanding.ts";
import type { Limits, Wording } from "./wording.ts";

/** Everything the bot knows, checked whole before use. The engine reads it and knows no product. */
export interface Knowledge {
  /** SHA-256 of the files, hexadecimal; a case records which knowledge it ran on. */
  readonly hash: string;
  /** What the pack is about: "Xiaomi wireless audio". */
  readonly title: string;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly answers: ReadonlyMap<string, ShortAnswer>;
  readonly slots: ReadonlyMap<string, Slot>;
  /** Collections by name (`models`, `hosts`, `lights`, `apps`, `figures` …), entries by id in the order written. */
  readonly catalogue: ReadonlyMap<string, ReadonlyMap<string, Entry>>;
  readonly lights: LightVocabulary;
  /** Words that narrow an entry down without settling it: "mi earbuds". */
  readonly vague: readonly VagueName[];
  /** By collection: how names begin that are systems rather than devices that run them ("android"); only those have versions. */
  readonly systems: ReadonlyMap<string, readonly string[]>;
  /** What people call the things the pack is about, and their parts. */
  readonly things: readonly ThingWords[];
  readonly actions: ReadonlyMap<string, TriedAction>;
  readonly intents: ReadonlyMap<string, Intent>;
  /** Sentences people write in the same places that are none of the bot's business. */
  readonly background: readonly string[];
  readonly controls: ReadonlyMap<Control, readonly string[]>;
  /** Phrases that hand over at once. */
  readonly safety: readonly string[];
  /** What a step can erase, by key, as the bot names it: `pairings: every paired device`. */
  readonly losses: ReadonlyMap<string, string>;
  readonly wording: Wording;
  readonly limits: Limits;
  /** Whose press on a button counts where several people can press: anybody's, or that of whoever told the problem. */
  readonly presses: Presses;
  /** Queue for requests that no flow decides: a person asked for, safety, not understood. */
  readonly desk: { readonly queue: string; readonly safetyQueue: string };
  readonly handoff: HandoffPolicy;
  /** Offered as buttons when the bot greets: intents in this order. */
  readonly openers: readonly { readonly intent: string; readonly label: string }[];
  /** Languages the pack lacks but can apologise in: ISO 639-1 → sentence. */
  readonly otherLanguages: ReadonlyMap<string, string>;
}

export type Presses = "anyone" | "requester";

/** Which desks get a case, and what happens when nobody takes it. */
export interface HandoffPolicy {
  /** How texts at a desk begin that are not for the user. */
  readonly notePrefixes: readonly string[];
  /** The first that fits. */
  readonly routes: readonly Route[];
}

export interface Route {
  /** Null: any. */
  readonly queues: readonly string[] | null;
  /** Null: any. */
  readonly reasons: readonly string[] | null;
  /** On the facts of the case. */
  readonly when: Condition | null;
  /** Null: at any time. */
  readonly hours: OpeningHours | null;
  /** Desks that are told together, then, each after the desks before have not taken it, the next ones. `all`: every desk. */
  readonly stages: readonly (readonly string[])[];
  /** Milliseconds until a desk is reminded, and again until the next is told. */
  readonly claimWithin: number;
}

export interface OpeningHours {
  /** IANA name, such as "Europe/Berlin". */
  readonly zone: string;
  /** `days`: 0 is Sunday; `from` and `to` are minutes after midnight there. */
  readonly spans: readonly { readonly days: readonly number[]; readonly from: number; readonly to: number }[];
  /** Dates there, "2026-12-25". */
  readonly closedOn: readonly string[];
}

/** One thing of the catalogue. Attributes are plain data; strings in them are already filled in. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly attributes: Readonly<Record<string, Json>>;
}

export interface VagueName {
  readonly collection: string;
  readonly words: readonly string[];
  /** Ids of the entries that may be meant. */
  readonly among: readonly string[];
}

/** Words for one sort of thing, in the singular, and what else they mean for how a text is read. */
export interface ThingWords {
  readonly words: readonly string[];
  /** A pair of them is one product: "a pair of gloves". */
  readonly paired: boolean;
  /** It is open or shut: said of it, it is no place of a light ("the lid is open and white"). */
  readonly opens: boolean;
  /** It is itself on or off, which says nothing of a light. */
  readonly switched: boolean;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Intent {
  readonly id: string;
  /** As offered in "Did you mean …?". */
  readonly title: string;
  readonly examples: readonly string[];
}

/** A short question answered without a flow. */
export interface ShortAnswer {
  readonly id: string;
  readonly intent: string;
  readonly question: string;
  /** The first text whose condition holds is said. */
  readonly texts: readonly { readonly when: Condition | null; readonly text: Template }[];
  readonly facts: readonly string[];
  /** A flow to offer afterwards, when nothing else is under way. */
  readonly offers: string | null;
}

/** Something a person may have tried already. */
export interface TriedAction {
  readonly id: string;
  /** As the bot names it in a list: "restarting the phone". */
  readonly name: string;
  /** How people say it, without tense: "restart the phone", "turn bluetooth off and on". */
  readonly phrases: readonly string[];
}

/** The words for lights: id → words people use; ids are what `Light` holds. */
export interface LightVocabulary {
  readonly colours: ReadonlyMap<string, LightColour>;
  readonly rhythms: ReadonlyMap<string, LightRhythm>;
  readonly parts: ReadonlyMap<string, LightPart>;
}
export interface LightColour {
  readonly name: string;
  readonly words: readonly string[];
  /** Colours shown one after the other, as CSS colours; one for a plain colour, none for dark. */
  readonly shows: readonly string[];
}
export interface LightRhythm {
  readonly name: string;
  readonly words: readonly string[];
  /** Milliseconds on and off, alternating, starting with on; repeated. Empty: steady. */
  readonly beat: readonly number[];
}
export interface LightPart {
  readonly name: string;
  readonly words: readonly string[];
}
