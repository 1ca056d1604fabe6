import type { Knowledge } from "../dialog/knowledge.ts";
import type { MessageQuestion } from "../dialog/message.ts";
import type { Slot } from "../dialog/slots.ts";
import type { SlotMention } from "../dialog/understanding.ts";
import type { NameMention } from "./gazetteer.ts";
import { type IsSystem, systemsOf } from "./names.ts";
import { isExcluded } from "./negation.ts";
import type { ThingKinds } from "./thingKinds.ts";
import type { Word } from "./words.ts";

/** A text that names more things than this is a list. */
const mostNamed = 50;

/** Fills the slots of kind `entry` from the names found in a text. */
export type EntryMentions = (
  text: string,
  words: readonly Word[],
  names: readonly NameMention[],
  pending: MessageQuestion | null,
) => SlotMention[];

/**
 * Slots that share a collection: those numbered as a series (`speaker_a`, `speaker_b`) are filled in the order told, and
 * only when the text speaks of several things: two names, or a word for two before the name ("two …", "another …"),
 * which then fills the whole series. Every other slot takes the first name. One that is asked for takes a vague name.
 */
export function createEntryMentions(knowledge: Knowledge, things: ThingKinds): EntryMentions {
  const isSystem = systemsOf(knowledge);
  const byCollection = new Map<string, Slot[]>();
  for (const slot of knowledge.slots.values())
    if (slot.kind === "entry" && slot.collection !== null)
      byCollection.set(slot.collection, [...(byCollection.get(slot.collection) ?? []), slot]);

  return (text, words, names, pending) => {
    const asked = pending?.about.kind === "slot" ? pending.about.slot : null;
    const mentions: SlotMention[] = [];
    for (const [collection, slots] of byCollection) {
      const ours = names.filter((name) => name.collection === collection);
      const excluded = ours.filter(({ from }) => isExcluded(words, from));
      const affirmed = ours.filter(({ from }) => !isExcluded(words, from));
      const given = withoutCorrected(words, withoutVague(affirmed)).slice(0, mostNamed);
      const series = seriesOf(slots);
      const open = choiceLeftOpen(words, given);
      // A vague name given when one of the series is asked for narrows that one down, and no other.
      const [only] = series.filter(({ id }) => id === asked);
      if (only !== undefined && given.length === 1 && given[0] !== undefined && given[0].entries.length !== 1) {
        mentions.push(mentionOf(knowledge, isSystem, only, text, words, given[0], false));
        continue;
      }
      for (const slot of slots) {
        const place = series.indexOf(slot);
        const fill = place < 0 ? (open ?? given[0]) : open === null ? partOf(words, given, place, things) : undefined;
        const emit = (name: NameMention, negated: boolean): void => {
          mentions.push(mentionOf(knowledge, isSystem, slot, text, words, name, negated));
        };
        if (fill !== undefined) emit(fill, false);
        if (place < 0) for (const name of excluded.slice(0, mostNamed)) emit(name, true);
      }
    }
    return mentions;
  };
}

function mentionOf(
  knowledge: Knowledge,
  isSystem: IsSystem,
  slot: Slot,
  text: string,
  words: readonly Word[],
  { collection, entries, from, to, name }: NameMention,
  negated: boolean,
): SlotMention {
  const start = (words[from] as Word).start;
  const end = (words[to - 1] as Word).end;
  const settled = entries.length === 1 ? (entries[0] as string) : null;
  const entry = settled === null ? undefined : knowledge.catalogue.get(collection)?.get(settled);
  // A device implies its system: only where the entry has a system's name that these words are not.
  const runsSystem = [entry?.name ?? "", ...(entry?.aliases ?? [])]
    .flatMap((alias) => alias.split(/[()]/))
    .some(isSystem);
  return {
    slot: slot.id,
    value: settled,
    among: settled === null ? entries : [],
    negated,
    how: runsSystem && !isSystem(name) ? "implied" : "said",
    words: text.slice(start, end),
    start,
    end,
  };
}

/** "speaker_a" and "speaker_b", "phone_1" and "phone_2". */
function seriesOf(slots: readonly Slot[]): readonly Slot[] {
  const stemOf = (slot: Slot): string | null => /^(.+)_([a-d]|[1-4])$/.exec(slot.id)?.[1] ?? null;
  return slots
    .filter((slot) => stemOf(slot) !== null && slots.some((other) => other !== slot && stemOf(other) === stemOf(slot)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Vague words say nothing new beside a settled name. */
function withoutVague(names: readonly NameMention[]): readonly NameMention[] {
  const settled = names.filter(({ entries }) => entries.length === 1);
  return settled.length > 0 ? settled : names;
}

/** "basic 3 or 2 basic, not sure": one mention of both, which narrows down without settling. */
function choiceLeftOpen(words: readonly Word[], [first, second]: readonly NameMention[]): NameMention | null {
  if (first === undefined || second === undefined || same(first, second)) return null;
  const between = words.slice(first.to, second.from).map(({ text }) => text);
  if (!between.includes("or") || between.some((word) => !/^(or|a|an|the|my|maybe|its|is|it)$/.test(word))) return null;
  return { ...first, entries: [...new Set([...first.entries, ...second.entries])], to: second.to };
}

/** Words between a name and the one that corrects it. */
const mostBetween = 40;
const correction = /^(actually|correction|rather|meant|sorry|wait)$/;

/** "buds 4, no wait, buds 4 pro": what was corrected away is dropped. */
function withoutCorrected(words: readonly Word[], names: readonly NameMention[]): readonly NameMention[] {
  const dropped = new Set<NameMention>();
  for (const [i, name] of names.entries()) {
    const next = names[i + 1];
    if (next === undefined) continue;
    const between = words.slice(name.to, Math.min(next.from, name.to + mostBetween));
    const said = between.map(({ text }) => text).join(" ");
    const corrected = between.some(({ text }) => correction.test(text)) || /\bi mean\b|\bbut its?\b|^no\b/.test(said);
    const worksThere = /\b(works?|fine|ok|okay)\b.*\b(on|with|to)\b[a-z ]{0,8}$/.test(lastClause(words, name.from));
    if (corrected || worksThere) dropped.add(name);
  }
  return names.filter((name) => !dropped.has(name));
}

/** "it works on my laptop but not on my iphone": the trouble is with the second. */
function lastClause(words: readonly Word[], at: number): string {
  let from = at;
  while (from > 0 && words[from]?.after === "space") from--;
  return words
    .slice(from, at)
    .map(({ text }) => text)
    .join(" ");
}

const twoWords = /^(two|2|both|pair|another|second|2nd|couple|identical|twin|other)$/;
const betweenTwo = /^(of|my|the|these|our|same|identical|x|new|more|are)$/;
const joining = /^(and|with|to|plus|n|a|my|the|another|second|other)$/;

function partOf(
  words: readonly Word[],
  names: readonly NameMention[],
  place: number,
  things: ThingKinds,
): NameMention | undefined {
  const first = names[0];
  if (first === undefined) return undefined;
  const distinct = names.filter((name, i) => names.findIndex((other) => same(name, other)) === i);
  if (distinct.length > 1) return distinct[place];
  if (names.some((name) => hasTwoBefore(words, name.from, things) || hasTwoBehind(words, name.to))) return first;
  const second = names[1];
  const joined = second !== undefined && words.slice(first.to, second.from).every(({ text }) => joining.test(text));
  return joined ? names[place] : undefined;
}

const same = (a: NameMention, b: NameMention): boolean => a.entries.join(" ") === b.entries.join(" ");

/** "portable speaker 3 x2", "portable speaker 3, I have two of them". */
function hasTwoBehind(words: readonly Word[], at: number): boolean {
  if (words[at]?.text === "x" && words[at + 1]?.text === "2" && words[at + 1]?.opens === false) return true;
  let i = at;
  while (i < at + mostOwning && owning.test(words[i]?.text ?? "")) i++;
  return (
    twoWords.test(words[i]?.text ?? "") &&
    words[i + 1]?.text === "of" &&
    /^(them|these|those)$/.test(words[i + 2]?.text ?? "")
  );
}

const owning = /^(i|we|have|ive|weve|got|there|are|and)$/;
const mostOwning = 4;

function hasTwoBefore(words: readonly Word[], at: number, things: ThingKinds): boolean {
  // "A pair of gloves", "both gloves" are one product.
  const paired = words.slice(at, at + 5).some(({ text }) => things.isPaired(text));
  let i = at - 1;
  while (i >= 0 && words[i + 1]?.after === "space" && betweenTwo.test((words[i] as Word).text)) i--;
  const word = words[i]?.text ?? "";
  return i >= 0 && words[i + 1]?.after === "space" && twoWords.test(word) && !(paired && /^(pair|both)$/.test(word));
}
