import { correctSlot } from "./correct.ts";
import type { Draft } from "./draft.ts";
import type { TextInput } from "./input.ts";
import type { About } from "./message.ts";
import { known } from "./present.ts";
import { isLight, type Light, type SlotValue, sameValue } from "./slots.ts";
import type { SlotMention } from "./understanding.ts";
import { nothingDropped } from "./walk.ts";

export interface Learned {
  /** Slots filled for the first time, or seen anew (a light changes in the course of things). */
  readonly set: readonly string[];
  readonly corrected: readonly string[];
  readonly narrowed: readonly string[];
  readonly tried: readonly string[];
}

/** Takes in every fact of the text, whatever else it says. */
export function learn(draft: Draft, { text, understanding }: TextInput, about: About): Learned {
  const asks = text.trimEnd().endsWith("?");
  // "Yes, still blinking" answers the question; what was told of the light before says more.
  const answers = understanding.option !== null;
  const puttingRight = understanding.correcting && !answers;
  const [set, corrected, narrowed]: [string[], string[], string[]] = [[], [], []];
  const done = (slot: string): boolean => set.includes(slot) || corrected.includes(slot);
  for (const mention of understanding.slots) {
    const { slot, value, words, among } = mention;
    const was = draft.open.slots[slot];
    if (done(slot)) continue;
    if (mention.negated) {
      if (value === null || was === undefined || !sameValue(was.value, value)) continue;
      correctSlot(draft, slot, null, words);
      corrected.push(slot);
    } else if (value === null && among.length === 0) {
      // Not in the catalogue: what is asked of it goes on as for somebody who does not know.
      if (was !== undefined) continue;
      draft.emit({ type: "SlotSet", slot, value, words, how: mention.how, drops: nothingDropped });
      draft.preface("not_listed", { name: words });
      set.push(slot);
    } else if (value === null) {
      if (was !== undefined && !understanding.correcting) continue;
      const wrong = typeof was?.value === "string" && !among.includes(was.value);
      if (was !== undefined && was.value !== null && !wrong) continue;
      if (wrong) {
        correctSlot(draft, slot, null, words);
        corrected.push(slot);
      } else narrowed.push(slot);
      draft.emit({ type: "SlotNarrowed", slot, among, words });
    } else if (was === undefined || (isLight(value) && !puttingRight)) {
      // "What does white mean?" does not tell that the light is white now.
      if (isLight(value) && was !== undefined && (asks || (answers && value.colour === null))) continue;
      const seen = isLight(value) ? completed(value, was?.value ?? null) : value;
      if (sameValue(seen, was?.value ?? null)) continue;
      draft.emit({ type: "SlotSet", slot, value: seen, words, how: mention.how, drops: nothingDropped });
      set.push(slot);
    } else if (!sameValue(was.value, value) && mayCorrect(draft, mention, understanding.correcting, about)) {
      correctSlot(draft, slot, { value, words, how: "corrected" }, words);
      corrected.push(slot);
    }
  }
  const tried = understanding.tried.filter(({ action }) => draft.open.tried[action] === undefined);
  for (const { action, seconds, words } of tried) draft.emit({ type: "StepTried", action, seconds, words });
  return { set, corrected, narrowed, tried: tried.map(({ action }) => action) };
}

/** Another value said in passing ("it works on my wife's iPhone") is no correction; it must be put as one. */
const mayCorrect = (draft: Draft, { slot }: SlotMention, correcting: boolean, about: About): boolean =>
  correcting || draft.open.slots[slot]?.value === null || (about.kind === "slot" && about.slot === slot);

/** "blinking fast" said after "white" completes it; a new colour is a new light. */
function completed(seen: Light, was: SlotValue | null): Light {
  if (!isLight(was) || (seen.colour !== null && seen.colour !== was.colour)) return seen;
  return {
    colour: seen.colour ?? was.colour,
    rhythm: seen.rhythm ?? was.rhythm,
    part: seen.part ?? was.part,
  };
}

/** Says back what was taken in, so that a mistake shows at once. */
export function acknowledge(draft: Draft, learned: Learned, about: About): void {
  const fresh = learned.set.filter((slot) => about.kind !== "slot" || slot !== about.slot);
  const facts = known(draft, fresh);
  if (facts !== "") draft.preface("understood", { facts });
}
