import type { Knowledge } from "../dialog/knowledge.ts";
import type { MessageQuestion, Option } from "../dialog/message.ts";
import type { Slot } from "../dialog/slots.ts";
import type { Control, SlotMention } from "../dialog/understanding.ts";
import { stem } from "./natural.ts";
import type { ThingKinds } from "./thingKinds.ts";
import { formsOf, sameButForASlip, withoutLead } from "./utterance.ts";
import { plain, singular, textsIn, type Word } from "./words.ts";

/** The option of the question that waits which a text names; null where it names none, or more than one. */
export type FindOption = (
  text: string,
  words: readonly Word[],
  pending: MessageQuestion,
  control: Control | null,
  slots: readonly SlotMention[],
) => string | null;

const ordinals: Readonly<Record<string, number>> = {
  one: 1,
  first: 1,
  "1st": 1,
  two: 2,
  second: 2,
  "2nd": 2,
  three: 3,
  third: 3,
  "3rd": 3,
  four: 4,
  fourth: 4,
  "4th": 4,
  five: 5,
  fifth: 5,
  "5th": 5,
  six: 6,
  sixth: 6,
  "6th": 6,
};
/** What may stand around a number that picks an option. */
const around =
  /^(the|number|option|answer|no|nr|choice|one|pick|choose|ill|i|take|go|with|its|it|is|please|think|a|select|would|say|that|for|would|probably|want)$/;
const negations =
  /^(not|no|nope|dont|doesnt|didnt|isnt|arent|wasnt|cant|cannot|couldnt|wont|never|none|nothing|neither|nor|without|hasnt|havent)$/;
const yesWords = /^(yes|yeah|yep|yup|ya|yea|sure|correct|y|si|aye|definitely|absolutely)$/;
const noWords = /^(no|nope|nah|n|not|negative|never)$/;
/** A longer text is an answer only where it starts with yes or no. */
const longest = 8;

export function createFindOption(knowledge: Knowledge, things: ThingKinds): FindOption {
  const unsure = (knowledge.controls.get("dont_know") ?? []).map(plain).filter((phrase) => phrase !== "");

  /** "No idea which model it is": a phrase for not knowing, and then nothing but what was asked for. */
  function isUnsureOf(text: string, slot: Slot): boolean {
    const asked = new Set([...textsIn(slot.name), ...textsIn(slot.question)].map(singular));
    const isAsked = (word: string): boolean =>
      word === "" || what.test(word) || things.isThing(word) || asked.has(singular(word));
    return formsOf(text).some((form) =>
      unsure.some((phrase) => form.startsWith(`${phrase} `) && form.slice(phrase.length).split(" ").every(isAsked)),
    );
  }

  return (text, words, pending, control, slots) => {
    const { options, about } = pending;
    const has = (id: string): string | null => (options.some((option) => option.id === id) ? id : null);
    if (about.kind === "slot") {
      const slot = knowledge.slots.get(about.slot);
      if (slot?.kind === "entry" || slot?.kind === "version") {
        const given = slots.find((mention) => mention.slot === about.slot && !mention.negated);
        if (typeof given?.value === "string") return has(given.value);
      }
      if (slot !== undefined && !slots.some((mention) => mention.slot === slot.id) && isUnsureOf(text, slot))
        return has("not_sure");
      if (slot?.kind === "light" && slots.some((mention) => mention.slot === about.slot))
        return oneOf(options, (option) => namedExactly(text, option));
    }

    const exact = oneOf(options, (option) => namedExactly(text, option));
    if (exact !== null) return exact;
    const picked = pickedByPlace(words, options);
    if (picked !== null) return picked;
    if (control !== null) {
      const meant = ofControl(control, has);
      if (meant !== null) return meant;
    }
    const yesNo = words[0]?.text ?? "";
    if (words.length <= longest * 2 && control === null) {
      if (yesWords.test(yesNo) && has("yes") !== null && !words.some((word) => /^but$/.test(word.text))) return "yes";
      if (noWords.test(yesNo) && has("no") !== null && words[1]?.text !== "idea") return "no";
    }
    // "will a reset delete my eq?" is no answer, although it shares a word with one.
    if (words.length > longest || asks(text, words)) return null;
    return best(words, options) ?? (isFailure(words) ? ofControl("not_working", has) : null);
  };
}

/** Words around what was asked for, when somebody does not know it. */
const what =
  /^(what|which|who|how|the|a|an|it|its|is|i|im|my|mine|me|they|these|this|that|have|got|are|one|of|on|in|exactly|exact|called|sorry|about|for|or)$/;

const questionWords = /^(what|why|how|when|where|who|which|will|would|can|could|should|shall|may)$/;
const asks = (text: string, words: readonly Word[]): boolean =>
  text.trimEnd().endsWith("?") || questionWords.test(words[0]?.text ?? "");

function ofControl(control: Control, has: (id: string) => string | null): string | null {
  switch (control) {
    case "yes":
    case "no":
      return has(control);
    case "done":
      return has("done");
    case "working":
      return has("works") ?? has("working") ?? has("yes");
    case "not_working":
      return has("fails") ?? has("not_working") ?? has("no");
    case "dont_know":
      return has("not_sure");
    case "greet":
    case "go_back":
    case "cancel":
    case "start_over":
    case "repeat":
    case "why":
    case "thanks":
    case "goodbye":
    case "person":
    case "angry":
      return null;
  }
}

/** "it does not connect there": a denied success, in whatever words. */
const isFailure = (words: readonly Word[]): boolean =>
  words.some(({ text }) => negations.test(text)) && words.some(({ text }) => success.test(text));
const success = /^(works?|working|worked|connects?|connected|connecting|helps?|helped|pairs?|paired|change[ds]?)$/;

/** Label, synonym or id word for word, give or take small talk and one slip. */
function namedExactly(text: string, option: Option): boolean {
  const names = [option.label, ...option.words].map(plain).filter((name) => name !== "");
  const forms = formsOf(text);
  const all = [...forms, ...forms.map(withoutLead).filter((form) => form !== null)];
  return (
    all.some((form) => names.includes(form)) || forms.some((form) => names.some((name) => sameButForASlip(form, name)))
  );
}

/** "2", "2.", "#2", "the second one", "last". */
function pickedByPlace(words: readonly Word[], options: readonly Option[]): string | null {
  const rest = words.filter((word) => !around.test(word.text) || (words.length === 1 && word.text === "one"));
  const joined = rest.map((word) => word.text).join("");
  const place =
    joined === "last" ? options.length : (ordinals[joined] ?? (/^\d{1,2}$/.test(joined) ? Number(joined) : 0));
  return options[place - 1]?.id ?? null;
}

/**
 * The option that shares most with the text: every word of the text must occur in it, or every word of one of its names
 * in the text; "doesn't work" and "works" never match, because both sides must deny or neither.
 */
function best(words: readonly Word[], options: readonly Option[]): string | null {
  const said = words.map((word) => word.text);
  const denied = said.some((word) => negations.test(word));
  const content = contentOf(said);
  if (content.length === 0) return null;
  const explained = options.map((option) => ({ id: option.id, words: sharedWith(option) }));
  const ranked = options
    .map((option) => ({ id: option.id, score: Math.max(...namesOf(option).map((name) => overlap(name))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (first === undefined || (second !== undefined && second.score === first.score)) return null;
  // "earbuds or a speaker": what another option explains and this one does not makes it a choice still open.
  const own = explained.find(({ id }) => id === first.id)?.words ?? [];
  return explained.every((other) => other.words.every((word) => own.includes(word))) ? first.id : null;

  function sharedWith(option: Option): string[] {
    const wanted = namesOf(option).flatMap(contentOf);
    return content.filter((word) => wanted.some((other) => alike(word, other)));
  }

  function overlap(name: readonly string[]): number {
    if (name.some((word) => negations.test(word)) !== denied) return 0;
    // "I have no time" is no "no".
    if (name.length === 1 && (yesWords.test(name[0] ?? "") || noWords.test(name[0] ?? "")) && said.length > 3) return 0;
    const wanted = contentOf(name);
    const shared = wanted.filter((word) => content.some((other) => alike(word, other))).length;
    if (shared === 0) return 0;
    const covered = content.filter((word) => wanted.some((other) => alike(word, other))).length;
    if (shared === wanted.length) return 2 + shared / content.length + shared / 10;
    return covered === content.length ? 1 + shared / wanted.length : 0;
  }
}

const namesOf = (option: Option): string[][] => [option.label, ...option.words].map((name) => plain(name).split(" "));
const empty = new Set(
  "the a an it its i im is are was my me to of on in at they them there that this do does did and or with one then just so ok oh has have had we you your be for".split(
    " ",
  ),
);
/** Words that decide; where a name has only small words ("it is on") they are kept. */
function contentOf(words: readonly string[]): string[] {
  const content = words.filter((word) => word !== "" && !empty.has(word));
  return (
    content.length > 0 ? content : words.filter((word) => word !== "" && !/^(the|a|an|it|its|is|are)$/.test(word))
  ).map(stem);
}
const alike = (a: string, b: string): boolean =>
  a === b ||
  (a.length >= 4 && b.length >= 4 && sameButForASlip(a, b)) ||
  // "Not" begins "nothing" and says nothing of it.
  (b.length >= 3 && !negations.test(b) && a.startsWith(b) && a.length - b.length <= 4);

function oneOf(options: readonly Option[], test: (option: Option) => boolean): string | null {
  const found = options.filter(test);
  return found.length === 1 ? (found[0] as Option).id : null;
}
