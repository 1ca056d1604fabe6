import type { Span } from "./phrases.ts";
import type { Word } from "./words.ts";

/** Whether something was done, was expressly not done, or is neither: wished, asked, advised. */
export type Telling = "done" | "denied" | "open";

/** Past forms that no stemmer brings back to their verb. */
export const irregular: Readonly<Record<string, string>> = {
  forgot: "forget",
  forgotten: "forget",
  held: "hold",
  took: "take",
  taken: "take",
  left: "leave",
  kept: "keep",
  went: "go",
  gone: "go",
  ran: "run",
  did: "do",
  done: "do",
  does: "do",
  began: "begin",
  put: "put",
  tryed: "try",
};
const past = new Set([
  ...Object.keys(irregular).filter((word) => word !== "does" && word !== "put"),
  "was",
  "were",
  "been",
  "had",
]);
const denial =
  "not|dont|doesnt|didnt|havent|hasnt|hadnt|havnt|cant|cannot|couldnt|wont|wouldnt|shouldnt|isnt|never|without|unable|before|instead|yet to|refuse|refuses";
const notDone = new RegExp(
  String.raw`\b(${denial}|will|ill|would|should|shall|could|can|may|might|must|going to|gonna|want|wants|wanna|wish|need|needs|have to|has to|had to be|how|if|whether|about to|like to|plan|planning|let me|lets|please|ready to|afraid|scared|where|which|what|forgot how|told|asked|asks|says to|said to|recommend|recommended|suggested|trying to figure|supposed to|do i|does a|does the|did a|is a|is it|is there|possible|help me|steps)\b`,
);
const wasDone =
  /\b(already|tried|trying|after|did|done|have(?! to)|ive|weve|has(?! to)|had(?! to)|just|been|twice|several times|times|again|even|once(?! (i|ive|we|weve|you|youve|they|the|its)\b)|every time|each time|since)\b/;
/** "no reset yet", "haven't", "not even": right in front of what was not done. */
const deniedInFront = /\b(havent|have not|hasnt|not|never|no|didnt|did not) (yet )?(\w+ )?$/;
const deniedBehind =
  /\b(but|and|though|although) (i |we |then )?(didnt|did not|havent|have not|couldnt|could not|never)\b/;
const doneBehind =
  /^ (is|was|were|has been|have been) (already )?done\b|\b(so|and|which) (i|we) (already )?did\b(?! not)|\b(i|we)( have|ve)? already did\b/;
const outcomeBehind =
  /^( (it|them|this|that|the|my|device|also|just|still|then|and|but|has|had))* ?(did nothing|does nothing|changed nothing|changes nothing|brought nothing|made no|doesnt|didnt|does not|did not|failed|fails|no luck|nothing|no help|helped|not help|not work|wont work|isnt working|is not working|no effect|without (success|luck|effect)|already|twice|yesterday|today|several times|many times|\d+ times|three times|a few times|before)\b/;
/** What came of it, further behind: "reset network settings on the phone, no change". */
const outcomeLater =
  /\b(no (change|luck|effect|difference|help|joy|success|improvement|result|good|avail)|nothing|still (no|not|the|wont|doesnt|cant|isnt)|same (thing|problem|issue|result)|none of (this|that|it|them|these|those)|didnt (help|work)|did not (help|work))\b/;
const asking =
  /^(so |and |but |or )?((is|are|do|does|can|could|will|would|should|shall|may|might|must) (i|we|you|it|they|a|an|the|my|this|that|there|your)|(did|have|has) (i|we|you|they)|what|how|which|where|who|whether|if)\b/;
const supposing = /\b(after|once|when|while|by|until|till)( \w+){0,3} ?$/;

/**
 * Read from the match's own tense and from the words before and behind it.
 * @param question the sentence is a question
 */
export function tellingOf(words: readonly Word[], { from, to }: Span, question: boolean): Telling {
  const before = clauseBefore(words, from);
  const own = words.slice(from, to).map(({ text }) => text);
  const behind = wordsBehind(words, to, 8);
  if (doneBehind.test(behind)) return "done";
  if (deniedBehind.test(behind) || deniedInFront.test(`${before} `) || /^ ?yet\b/.test(behind)) return "denied";
  if (asking.test(`${before} ${own.join(" ")}`.trim()) || (question && supposing.test(before))) return "open";

  const first = own[0] as string;
  const ownPast = own.some((word) => past.has(word) || /[a-z]{2}ed$/.test(word));
  const denied = lastMatch(notDone, before);
  const told = lastMatch(wasDone, before);
  // "I didn't unpair but restarted": the past form of the verb itself is stronger than a wish or denial further off.
  const close = denied >= 0 && before.length - denied <= 24;
  if (denied > told && (close || !ownPast))
    return new RegExp(String.raw`^(${denial})\b`).test(before.slice(denied)) ? "denied" : "open";
  if (ownPast || told >= 0 || outcomeBehind.test(behind)) return "done";
  const stated = own.some((word) =>
    /^(is|are|works|work|connects|same|no|latest|new|different|overnight|current|fully)$/.test(word),
  );
  const bare = before === "" && !question && outcomeLater.test(wordsBehind(words, to, 16));
  const toldPlainly =
    /(^| )(i|we)( (also|then|just|always|even|simply))?$/.test(before) &&
    /^(reset|put|set|shut|hold|restart|reboot)/.test(first);
  return (stated && !question) || bare || toldPlainly ? "done" : "open";
}

const breaks = /^(but|however|so|then|because|still)$/;

function clauseBefore(words: readonly Word[], at: number): string {
  const texts: string[] = [];
  let listed = false;
  for (let i = at - 1; i >= 0 && words[i + 1]?.after !== "sentence"; i--) {
    const text = (words[i] as Word).text;
    if (breaks.test(text)) break;
    // "tried forgetting it, restarting and resetting": a gerund carries the "tried" on through the list.
    if (words[i + 1]?.after === "clause") {
      if (!/ing$/.test((words[at] as Word).text)) break;
      listed = true;
    }
    if (listed && texts.length > 12) break;
    texts.unshift(text);
  }
  return texts.join(" ");
}

function wordsBehind(words: readonly Word[], at: number, most: number): string {
  const texts: string[] = [];
  for (let i = at; i < words.length && words[i]?.after !== "sentence" && texts.length < most; i++)
    texts.push((words[i] as Word).text);
  return texts.length === 0 ? "" : ` ${texts.join(" ")}`;
}

function lastMatch(pattern: RegExp, text: string): number {
  let last = -1;
  for (const match of text.matchAll(new RegExp(pattern, "g"))) last = match.index;
  return last;
}
