/** What a slot can hold: an id of the catalogue, an option, free text, a version, or a light. */
export type SlotValue = string | Light;

/** A light as a person describes it; null where they did not say. Vocabulary: the pack's `catalogue/lights.yaml`. */
export interface Light {
  readonly colour: string | null;
  readonly rhythm: string | null;
  readonly part: string | null;
}

export type SlotKind = "entry" | "choice" | "light" | "version" | "text";

/** One thing the bot may need to know (`knowledge/slots.yaml`). */
export interface Slot {
  readonly id: string;
  readonly kind: SlotKind;
  /** For `entry`: the catalogue collection whose entries are the values. */
  readonly collection: string | null;
  /** How the bot calls it in a summary: "Model". */
  readonly name: string;
  readonly question: string;
  /** The answer to "why do you ask?". */
  readonly why: string;
  /** The way on for somebody who does not know. */
  readonly unsure: string;
  /** For `choice`, and for `light` as common looks offered as buttons. */
  readonly options: readonly SlotOption[];
  /** When one of these changes, this slot is forgotten. */
  readonly dependsOn: readonly string[];
}

export interface SlotOption {
  readonly id: string;
  readonly label: string;
  readonly words: readonly string[];
  readonly value: SlotValue;
}

export const isLight = (value: SlotValue | null): value is Light => typeof value === "object" && value !== null;

export function sameValue(a: SlotValue | null, b: SlotValue | null): boolean {
  if (isLight(a) && isLight(b)) return a.colour === b.colour && a.rhythm === b.rhythm && a.part === b.part;
  return a === b;
}
