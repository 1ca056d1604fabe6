import type { NameMention } from "./gazetteer.ts";

/** What a thing named in the text may be called in a phrase of the pack, as stems: "restarted my iPhone" restarts the phone. */
export type ThingsAt = (at: number) => readonly string[];

const hostThings = ["phone", "devic", "comput", "laptop", "pc", "tablet"];
const productThings = ["devic", "headphon", "earbud", "bud", "headset", "speaker", "neckband"];

export const isThing = (stem: string): boolean => hostThings.includes(stem) || productThings.includes(stem);

/** @param systems collections of what products are connected to */
export function thingsOf(names: readonly NameMention[], systems: ReadonlySet<string>): ThingsAt {
  const collections = new Map(names.map(({ from, collection }) => [from, collection]));
  return (at) => {
    const collection = collections.get(at);
    return collection === undefined ? [] : systems.has(collection) ? hostThings : productThings;
  };
}
