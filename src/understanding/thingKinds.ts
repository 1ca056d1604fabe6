import type { Knowledge, ThingWords } from "../dialog/knowledge.ts";
import { plain, singular } from "./words.ts";

/** What the pack's words for things say about a word of the text, in the singular or the plural. */
export interface ThingKinds {
  /** It names a thing or a part of one. */
  isThing(word: string): boolean;
  /** A pair of them is one product. */
  isPaired(word: string): boolean;
  /** It is open or shut. */
  opens(word: string): boolean;
  /** It is itself on or off. */
  isSwitched(word: string): boolean;
}

export function createThingKinds({ things }: Knowledge): ThingKinds {
  const among = (kinds: readonly ThingWords[]): ((word: string) => boolean) => {
    const known = new Set(kinds.flatMap(({ words }) => words.map((word) => singular(plain(word)))));
    return (word) => known.has(singular(word));
  };
  return {
    isThing: among(things),
    isPaired: among(things.filter(({ paired }) => paired)),
    opens: among(things.filter(({ opens }) => opens)),
    isSwitched: among(things.filter(({ switched }) => switched)),
  };
}
