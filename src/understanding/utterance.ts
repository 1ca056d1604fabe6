import { nearlyAlike, withinOne } from "./spelling.ts";
import { plain, type Word } from "./words.ts";

/** Small talk around an answer that carries nothing: "ok so, please …". */
export const fillers: ReadonlySet<string> = new Set(
  "please pls plz ok okay okey hmm hm um umm uh uhm ah oh well so sorry wait lol haha just and but then actually hey hi hello mate sir bro dear now really right".split(
    " ",
  ),
);
const leading = /^(no|yes|yeah|yep|nope|nah|thanks|thank you|great|perfect|cool|awesome|nice|wow|yay|hurray|finally) /;
const pictures = /(?![\d#*])\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200d\ufe0f]/gu;

/** Words; no phrase of a pack has more. */
const longestPhrase = 40;

/** A short text in the forms in which it may match a phrase: as it is, then without the small talk around it. */
export function formsOf(text: string): readonly string[] {
  const said = squeeze(plain(text));
  if (said === "") return [];
  const words = said.split(" ");
  const forms = [said];
  if (words.length > longestPhrase) return forms;
  let from = 0;
  let to = words.length;
  while (from < to - 1 && fillers.has(words[from] as string)) forms.push(words.slice(++from, to).join(" "));
  while (from < to - 1 && fillers.has(words[to - 1] as string)) forms.push(words.slice(from, --to).join(" "));
  return forms;
}

/** The same without a "no," or "thanks," in front: "no wait, go back". */
export function withoutLead(form: string): string | null {
  const left = form.replace(leading, "");
  if (left === form) return null;
  const words = left.split(" ");
  return (words.length > 1 && fillers.has(words[0] as string) ? words.slice(1) : words).join(" ");
}

/** "yesss", "noooo": letters held down are let go. */
const squeeze = (text: string): string => text.replace(/([a-z])\1{2,}/g, "$1");

/** The pictures and signs of a text that has no words; empty where it has words. */
export function signsOf(text: string): string {
  return plain(text) === "" ? bareSigns(text) : "";
}

/** Pictures with skin tones and joiners taken off, so that 👍🏽 is 👍. */
export const bareSigns = (text: string): string => text.replace(/\p{Emoji_Modifier}|\u200d|\ufe0f|\s/gu, "");

export const picturesIn = (text: string): string[] =>
  [...text.matchAll(pictures)].map((match) => bareSigns(match[0])).filter((picture) => picture !== "");

/** Phrases compared word by word: at most one slip in the whole, and only in a word of four letters and more. */
export function sameButForASlip(form: string, phrase: string): boolean {
  if (form === phrase) return true;
  if (!nearlyAlike(form, phrase)) return false;
  const a = form.split(" ");
  const b = phrase.split(" ");
  if (a.length !== b.length) return false;
  const differing = a.map((_, i) => i).filter((i) => a[i] !== b[i]);
  if (differing.length !== 1) return false;
  const [x, y] = [a[differing[0] as number] as string, b[differing[0] as number] as string];
  return x.length >= 4 && y.length >= 4 && !opposites.has(x) && withinOne(x, y);
}

/** One letter from another word that means something else altogether. */
const opposites = new Set([
  "dont",
  "done",
  "work",
  "word",
  "know",
  "now",
  "none",
  "nope",
  "hope",
  "note",
  "here",
  "there",
  "same",
  "some",
  "back",
  "pack",
  "light",
  "right",
  "left",
]);

/** The clauses of a text as text: what stands between commas, ends of sentences and pictures. */
export function clausesOf(text: string, words: readonly Word[]): string[] {
  const clauses: { start: number; end: number }[] = [];
  for (const word of words) {
    const last = clauses.at(-1);
    if (last === undefined || word.after !== "space") clauses.push({ start: word.start, end: word.end });
    else last.end = word.end;
  }
  return clauses.map(({ start, end }) => text.slice(start, end));
}
