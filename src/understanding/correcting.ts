import type { SlotMention } from "../dialog/understanding.ts";
import type { ThingKinds } from "./thingKinds.ts";
import type { Word } from "./words.ts";

const correction =
  /\b(actually|correction|i mean|i meant|i was wrong|i said|my mistake|my bad|mistaken|no wait|wait no|wait it|rather|in fact|turns out|scratch that|typo|i misread|wrong (model|one|version)|not .{2,40} but|its not|it isnt|nope its|no its|sorry its|sorry it is)\b/;
/** Words that carry nothing beside a value: "it's the Mi Buds 4 Pro, on an iPhone". */
const small = new Set(
  "it its is are was the a an my i im have has ive got use using on with and of for to they theyre this that these one model version running now so ok yes no sorry hi think maybe mine mine its called says em by from in at light led".split(
    " ",
  ),
);

/** The text puts right what was said before, or says little else than values. */
export function isCorrecting(words: readonly Word[], slots: readonly SlotMention[], things: ThingKinds): boolean {
  if (slots.length === 0) return false;
  if (correction.test(words.map((word) => word.text).join(" "))) return true;
  if (words.some(({ text }, at) => text === "wrong" && things.isThing(words[at + 1]?.text ?? ""))) return true;
  return saysOnlyValues(words, slots, things);
}

/** Nothing but values of slots, small words and what things are called. */
export const saysOnlyValues = (words: readonly Word[], slots: readonly SlotMention[], things: ThingKinds): boolean =>
  slots.length > 0 &&
  words.every(
    ({ text, start, end }) =>
      small.has(text) || things.isThing(text) || slots.some((slot) => start < slot.end && end > slot.start),
  );
