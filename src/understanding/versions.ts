import type { Knowledge } from "../dialog/knowledge.ts";
import type { MessageQuestion } from "../dialog/message.ts";
import type { SlotMention } from "../dialog/understanding.ts";
import type { NameMention } from "./gazetteer.ts";
import { systemsOf, versionedCollections } from "./names.ts";
import type { Word } from "./words.ts";

/** Fills the slots of kind `version`. */
export type VersionMentions = (
  text: string,
  words: readonly Word[],
  names: readonly NameMention[],
  pending: MessageQuestion | null,
) => SlotMention[];

const number = String.raw`v?\d+(?:\.\d+){0,3}[a-z]?\+?`;
const besideSystem = new RegExp(
  String.raw`^\s*(?:version|ver\.?|v|release)?\s*(${number})(?![\w%]|\s*(?:%|percent))`,
  "i",
);
/** "my iPhone is on 17.4": behind a device only a number with a point is a version. */
const besideDevice =
  /^\s*(?:(?:is|its|runs?|running|on|with|has|version|software|now|still|uses|using|says)\s+){1,4}(v?\d+\.\d+(?:\.\d+)?)(?![\w%])/i;
const beforeSystem = new RegExp(String.raw`(?:^|\s)(${number})\s*$`, "i");
/** "SPK-MIP3-V2.18.10", "v4.0.5", "3.2.17". */
const longVersion =
  /(?<![\w.])(?:[a-z]{2,12}(?:-[a-z0-9]{1,12}){0,4}-)?v?\d+\.\d+\.\d+(?:\.\d+)?\+?(?![\w])|(?<![\w.])v\d+(?:\.\d+)+(?![\w])/gi;
const named =
  /\b(?:firmware|fw|software|build)(?:\s+(?:version|is|on|at|says|shows|number|ver|of|it'?s|=))*[\s:=#]*(v?\d+(?:\.\d+)*)(?![\w]|\s*(?:%|percent|times|hours|min|sec|days))/gi;
/** No version stands further from the name it belongs to, in UTF-16 units. */
const reach = 60;
const bare = /(?<![\w.])v?\d+(?:\.\d+){0,3}(?![\w%])/gi;

/**
 * A version slot that depends on a slot of systems takes the number beside the system's name ("iOS 17.4"); any other one
 * takes the number after "firmware" and numbers that can be nothing else ("v4.0.5"). A bare number counts only as the
 * answer to a question for it.
 */
export function createVersionMentions(knowledge: Knowledge): VersionMentions {
  const versioned = versionedCollections(knowledge);
  const isSystem = systemsOf(knowledge);
  const slots = [...knowledge.slots.values()].filter((slot) => slot.kind === "version");
  const ofSystem = slots.find((slot) =>
    slot.dependsOn.some((on) => versioned.has(knowledge.slots.get(on)?.collection ?? "")),
  );
  const ofProduct = slots.find((slot) => slot !== ofSystem);

  return (text, words, names, pending) => {
    const mentions: SlotMention[] = [];
    const taken = names.map(({ from, to }) => ({
      start: (words[from] as Word).start,
      end: (words[to - 1] as Word).end,
    }));
    const isFilled = (slot: string): boolean => mentions.some((mention) => mention.slot === slot);
    const add = (slot: string | undefined, start: number, end: number): void => {
      if (slot === undefined || isFilled(slot)) return;
      if (!taken.some((span) => start < span.end && end > span.start)) addValue(slot, start, end);
    };
    const addValue = (slot: string | undefined, start: number, end: number): void => {
      if (slot === undefined || isFilled(slot)) return;
      const said = text.slice(start, end);
      const value = said.replace(/\+$/, "");
      mentions.push({ slot, value, among: [], negated: false, how: "said", words: said, start, end });
      taken.push({ start, end });
    };

    for (const name of names) {
      if (!versioned.has(name.collection)) continue;
      const start = (words[name.from] as Word).start;
      const end = (words[name.to - 1] as Word).end;
      if (!isSystem(name.name)) {
        const behind = besideDevice.exec(text.slice(end, end + reach));
        if (behind?.[1] !== undefined) addMatch(end, behind[0], behind[1]);
        continue;
      }
      // "windows 11" may stand in the catalogue as a name of its own.
      const within = /\d+$/.exec(name.name)?.[0];
      if (within !== undefined) addValue(ofSystem?.id, end - within.length, end);
      const after = besideSystem.exec(text.slice(end, end + reach));
      const before = beforeSystem.exec(text.slice(Math.max(0, start - reach), start));
      if (after?.[1] !== undefined) addMatch(end, after[0], after[1]);
      else if (before?.[1]?.includes("."))
        addMatch(Math.max(0, start - reach) + before.index, before[0].trimEnd(), before[1]);
    }
    function addMatch(from: number, whole: string, version: string): void {
      const start = from + whole.length - version.length;
      add(ofSystem?.id, start, start + version.length);
    }

    for (const match of text.matchAll(named)) {
      const version = match[1] as string;
      const start = match.index + match[0].length - version.length;
      add(ofProduct?.id, start, start + version.length);
    }
    for (const match of text.matchAll(longVersion)) add(ofProduct?.id, match.index, match.index + match[0].length);

    const asked = pending?.about.kind === "slot" ? pending.about.slot : null;
    if (slots.some(({ id }) => id === asked))
      for (const match of text.matchAll(bare)) add(asked ?? undefined, match.index, match.index + match[0].length);
    return mentions;
  };
}
