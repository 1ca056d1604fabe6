import type { Knowledge } from "../dialog/knowledge.ts";
import type { Understand } from "../dialog/ports.ts";
import { isLight } from "../dialog/slots.ts";
import type { SlotMention } from "../dialog/understanding.ts";
import { createFindControl } from "./controls.ts";
import { isCorrecting, saysOnlyValues } from "./correcting.ts";
import { createEntryMentions } from "./entries.ts";
import { createFindNames } from "./gazetteer.ts";
import { trainIntents } from "./intents.ts";
import { languageOf } from "./language.ts";
import { createLightMentions } from "./lights.ts";
import { createMask } from "./mask.ts";
import { versionedCollections } from "./names.ts";
import { createFindOption } from "./options.ts";
import { type Piece, readProblems } from "./problems.ts";
import { createFindSafety } from "./safety.ts";
import { ownWords } from "./sentences.ts";
import { createFindTried } from "./tried.ts";
import { createVersionMentions } from "./versions.ts";
import { type Word, wordsOf } from "./words.ts";

/** What a thing named in the text may be called in a phrase of the pack: "restarted my iPhone" restarts the phone. */
const hostThings = ["phone", "devic", "comput", "laptop", "pc", "tablet"];
const productThings = ["devic", "headphon", "earbud", "bud", "headset", "speaker", "neckband"];

/** A control this short is nothing but one: "still nothing" is no problem of its own, and no more is a bare name. */
const steeringWords = 5;

/**
 * Trains on the pack and returns the function that reads a text. Synchronous; about half a second for 30 intents of 40
 * examples, one for twice as many and a thousand background sentences. The same knowledge gives the same function on every machine.
 */
export function createUnderstand(knowledge: Knowledge): Understand {
  const examples = [...knowledge.intents.values()].flatMap((intent) => intent.examples);
  const ordinary = new Set(
    [...examples, ...knowledge.background].flatMap((text) => wordsOf(text).map((word) => word.text)),
  );
  const findNames = createFindNames(knowledge, (word) => ordinary.has(word));
  const mask = createMask(knowledge);
  const wordsToRank = (text: string): string[] => {
    const words = wordsOf(text);
    return mask(words, findNames(words));
  };
  const rank = trainIntents({
    intents: [...knowledge.intents.values()].map(({ id, examples: sentences }) => ({
      id,
      sentences: sentences.map(wordsToRank),
    })),
    background: knowledge.background.map(wordsToRank),
  });

  const entryMentions = createEntryMentions(knowledge);
  const versionMentions = createVersionMentions(knowledge);
  const lightMentions = createLightMentions(knowledge);
  const findTried = createFindTried(knowledge);
  const findControl = createFindControl(knowledge);
  const findOption = createFindOption(knowledge);
  const findSafety = createFindSafety(knowledge);
  const systems = versionedCollections(knowledge);

  return (text, pending = null) => {
    const own = ownWords(text);
    const words = wordsOf(own);
    const names = findNames(words);
    const taken = (at: number): boolean => names.some(({ from, to }) => at >= from && at < to);
    const things = (at: number): readonly string[] => {
      const name = names.find(({ from }) => from === at);
      return name === undefined ? [] : systems.has(name.collection) ? hostThings : productThings;
    };
    const language = languageOf(own, words, taken);
    const asksLight = pending?.about.kind === "slot" && knowledge.slots.get(pending.about.slot)?.kind === "light";
    const slots = [
      ...entryMentions(text, words, names),
      ...versionMentions(own, words, names, pending),
      ...lightMentions(text, words, taken, asksLight),
    ];
    const control = findControl(own, words);
    const reading = readProblems(own, readPiece);
    const steers = control !== null && words.length <= steeringWords && slots.length === 0;
    const onlyNames =
      saysOnlyValues(words, slots) && !slots.some(({ value }) => isLight(value)) && !slots.some(isOneOfTwo);
    const foreign = knowledge.otherLanguages.has(language);
    return {
      ...(steers || onlyNames || foreign ? { ...reading, outcome: "out_of_scope", problems: [] } : reading),
      slots,
      tried: findTried(text, words, things),
      control,
      option: pending === null ? null : findOption(own, words, pending, control, slots),
      correcting: isCorrecting(words, slots),
      // What is dangerous is so wherever in the text it stands.
      safety: findSafety(text, wordsOf(text)),
      language,
    };
  };

  /** "portable speaker 3 and a jbl": one thing alone is no problem, two of a kind named together ask about the two. */
  function isOneOfTwo({ slot }: SlotMention, _at: number, slots: readonly SlotMention[]): boolean {
    const collectionOf = (id: string) => knowledge.slots.get(id)?.collection ?? null;
    const collection = collectionOf(slot);
    return collection !== null && slots.some((other) => other.slot !== slot && collectionOf(other.slot) === collection);
  }

  function readPiece(text: string): Piece {
    const words: readonly Word[] = wordsOf(text);
    const names = findNames(words);
    const taken = (at: number): boolean => names.some(({ from, to }) => at >= from && at < to);
    const tried = findTried(text, words, () => []);
    return {
      ranking: rank(mask(words, names)),
      detail: tried.length > 0 || lightMentions(text, words, taken, false).length > 0,
    };
  }
}
