import type { Span } from "./phrases.ts";
import type { Word } from "./words.ts";

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
const notDone =
  /\b(not|dont|doesnt|didnt|havent|hasnt|hadnt|havnt|cant|cannot|couldnt|wont|wouldnt|shouldnt|isnt|never|without|unable|before|instead|yet to|will|ill|would|should|shall|could|can|may|might|must|going to|gonna|want|wants|wanna|wish|need|needs|have to|has to|had to be|how|if|whether|about to|like to|plan|planning|let me|lets|please|ready to|afraid|where|which|what|forgot how|told|asked|asks|says to|said to|recommend|recommended|suggested|trying to figure|supposed to|do i|does a|does the|did a|is a|is it|is there|possible|help me|steps|refuse|refuses)\b/;
const wasDone =
  /\b(already|tried|trying|after|did|done|have|ive|weve|has|had|just|been|twice|several times|times|again|even|once|every time|each time|since)\b/;
const outcomeBehind =
  /^( (it|them|this|that|the|my|device|also|just|still|then|and|but|has|had))* ?(did nothing|does nothing|doesnt|didnt|does not|did not|failed|fails|no luck|nothing|no help|helped|not help|not work|wont work|isnt working|is not working|no effect|without (success|luck|effect)|already|twice|yesterday|today|several times|many times|\d+ times|three times|a few times|before)\b/;

/** Whether a match tells of something done: from its own tense, and from the words before and behind in its clause. */
export function isTried(words: readonly Word[], { from, to }: Span): boolean {
  const before = clauseBefore(words, from);
  const own = words.slice(from, to).map(({ text }) => text);
  const behind = clauseBehind(words, to);
  const first = own[0] as string;
  const ownPast = own.some((word) => past.has(word) || /[a-z]{2}ed$/.test(word));
  const stated = own.some((word) =>
    /^(is|are|works|work|connects|same|no|latest|new|different|overnight|current|fully)$/.test(word),
  );
  const denied = lastMatch(notDone, before);
  const told = lastMatch(wasDone, before);
  if (
    /\bhow (do|to|can|should)\b/.test(before) ||
    /\b(havent|have not|hasnt|not|never) (yet )?(\w+ )?$/.test(`${before} `)
  )
    return false;
  if (/^ ?yet\b/.test(behind)) return false;
  // "I didn't unpair but restarted": the past form of the verb itself is stronger than a wish or denial further off.
  const close = denied >= 0 && before.length - denied <= 24;
  if (denied > told && (close || !ownPast)) return false;
  if (ownPast || told >= 0) return true;
  if (outcomeBehind.test(behind)) return true;
  if (stated) return !isQuestion(words, from, to);
  return (
    /(^| )(i|we)( (also|then|just|always|even|simply))?$/.test(before) &&
    /^(reset|put|set|shut|hold|restart|reboot)/.test(first)
  );
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

function clauseBehind(words: readonly Word[], at: number): string {
  const texts: string[] = [];
  for (let i = at; i < words.length && words[i]?.after !== "sentence" && texts.length < 8; i++)
    texts.push((words[i] as Word).text);
  return texts.length === 0 ? "" : ` ${texts.join(" ")}`;
}

function isQuestion(words: readonly Word[], from: number, to: number): boolean {
  const before = clauseBefore(words, from);
  return /^(is|are|do|does|did|can|will|should|what|where|how|which)\b/.test(
    before || (words.slice(from, to)[0]?.text ?? ""),
  );
}

function lastMatch(pattern: RegExp, text: string): number {
  let last = -1;
  for (const match of text.matchAll(new RegExp(pattern, "g"))) last = match.index;
  return last;
}
