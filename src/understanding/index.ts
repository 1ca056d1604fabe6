import type { Knowledge } from "../dialog/knowledge.ts";
import type { MessageQuestion } from "../dialog/message.ts";
import type { Understand } from "../dialog/ports.ts";
import { isLight } from "../dialog/slots.ts";
import type { SlotMention, TriedMention } from "../dialog/understanding.ts";
import { createFindControl, createIsOnlyWish } from "./controls.ts";
import { isCorrecting, saysOnlyValues } from "./correcting.ts";
import { createEntryMentions } from "./entries.ts";
import { createFindNames, type NameMention } from "./gazetteer.ts";
import { blended, gistOf } from "./gist.ts";
import { createRank } from "./intents.ts";
import { keptTraining, type ModelCache, type Training } from "./keeping.ts";
import { languageOf } from "./language.ts";
import { learnIntents } from "./learning.ts";
import { createLightMentions } from "./lights.ts";
import { createMask } from "./mask.ts";
import { createFindOption } from "./options.ts";
import { type Piece, readProblems } from "./problems.ts";
import { createFindSafety } from "./safety.ts";
import { ownWords } from "./sentences.ts";
import { createThingKinds } from "./thingKinds.ts";
import { createThings } from "./things.ts";
import { ordinaryWords, trainingSetOf } from "./trainingSet.ts";
import { createFindActions, isTold, triedAsAsked, triedIn } from "./tried.ts";
import { createVersionMentions } from "./versions.ts";
import { type Word, wordsOf } from "./words.ts";

/** A control this short is nothing but one: "still nothing" is no problem of its own, and no more is a bare name. */
const steeringWords = 5;

/**
 * Trains on the pack, or takes what was learnt from it before, and returns the function that reads a text. Synchronous;
 * training takes about half a second for 30 intents of 40 examples, one for twice as many and a thousand background
 * sentences. The same knowledge gives the same function on every machine, whether learnt or kept.
 */
export function createUnderstand(knowledge: Knowledge, cache: ModelCache | null = null): Understand {
  const { model, ordinary } = keptTraining(knowledge, cache, () => trainingOn(knowledge));
  const findNames = createFindNames(knowledge, (word) => ordinary.has(word));
  const mask = createMask(knowledge);
  const rank = createRank(model);

  const thingKinds = createThingKinds(knowledge);
  const entryMentions = createEntryMentions(knowledge, thingKinds);
  const versionMentions = createVersionMentions(knowledge);
  const lightMentions = createLightMentions(knowledge, thingKinds);
  const findControl = createFindControl(knowledge);
  const isOnlyWish = createIsOnlyWish(knowledge);
  const findOption = createFindOption(knowledge, thingKinds);
  const findSafety = createFindSafety(knowledge);
  const things = createThings(knowledge);
  const findActions = createFindActions(knowledge, things);

  return (text, pending = null) => {
    const own = ownWords(text);
    const words = wordsOf(own);
    const names = findNames(words);
    const taken = placesOf(names);
    const language = languageOf(own, words, taken);
    const asksLight = pending?.about.kind === "slot" && knowledge.slots.get(pending.about.slot)?.kind === "light";
    const slots = [
      ...entryMentions(text, words, names, pending),
      ...versionMentions(own, words, names, pending),
      ...lightMentions(text, words, taken, asksLight),
    ];
    const control = findControl(own, words);
    const reading = readProblems(own, readPiece);
    const short = words.length <= steeringWords;
    const steers = control !== null && slots.length === 0 && (short || isOnlyWish(control, words));
    const onlyNames =
      saysOnlyValues(words, slots, thingKinds) && !slots.some(({ value }) => isLight(value)) && !slots.some(isOneOfTwo);
    const foreign = knowledge.otherLanguages.has(language);
    return {
      ...(steers || onlyNames || foreign ? { ...reading, outcome: "out_of_scope", problems: [] } : reading),
      slots,
      tried: triedAt(text, words, names, pending),
      control,
      option: pending === null ? null : findOption(own, words, pending, control, slots),
      correcting: isCorrecting(words, slots, thingKinds),
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

  function triedAt(
    text: string,
    words: readonly Word[],
    names: readonly NameMention[],
    pending: MessageQuestion | null,
  ): readonly TriedMention[] {
    const tried = triedIn(text, words, findActions(text, words, things.at(names)));
    const about = pending?.about;
    if (about?.kind !== "step" || tried.length > 0) return tried;
    const step = knowledge.flows.get(about.flow)?.steps.find(({ id }) => id === about.step);
    if (step?.kind !== "do" || step.action === null || step.holdS === null) return tried;
    const asked = triedAsAsked(text, words, step.action);
    return asked === null ? tried : [asked];
  }

  function readPiece(text: string): Piece {
    const words: readonly Word[] = wordsOf(text);
    const names = findNames(words);
    const taken = placesOf(names);
    const told = findActions(text, words, things.at(names)).filter((action) => isTold(words, action));
    const lights = lightMentions(text, words, taken, false).map(({ start, end }) => ({
      from: words.findIndex((word) => word.start >= start),
      to: words.findLastIndex((word) => word.end <= end) + 1,
    }));
    const ranking = rank(mask(words, names));
    const details = [...told, ...lights];
    const gist = gistOf(words, details);
    const namesOnly = words.every((_, at) => taken(at));
    if (gist === null) return { ranking, detail: details.length > 0 || namesOnly };
    return { ranking: blended(ranking, rank(mask(gist, findNames(gist)))), detail: false };
  }
}

/** Whether a word belongs to a name. */
function placesOf(names: readonly NameMention[]): (at: number) => boolean {
  const places = new Set<number>();
  for (const { from, to } of names) for (let at = from; at < to; at++) places.add(at);
  return (at) => places.has(at);
}

function trainingOn(knowledge: Knowledge): Training {
  const ordinary = ordinaryWords(knowledge);
  return { model: learnIntents(trainingSetOf(knowledge, ordinary)), ordinary };
}
