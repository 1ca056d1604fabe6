import type { Ranking } from "./intents.ts";
import { outcomeOf } from "./intents.ts";
import type { Span } from "./phrases.ts";
import type { Word } from "./words.ts";

const joins = /^(and|but|so|n)$/;
/** Around what was done these say nothing: "done so far: …", "I also …". */
const fillers =
  /^(done|far|so|also|already|i|ive|have|we|did|this|that|is|what|it|then|now|still|my|the|just|both|because)$/;
/** Fewer words than this say nothing by themselves: "nothing". */
const fewest = 2;

/**
 * The words of a sentence without the clauses that only tell what was tried or what the light does: "wont connect and
 * light is off" is about connecting. Null where nothing is left, or nothing falls away.
 */
export function gistOf(words: readonly Word[], details: readonly Span[]): readonly Word[] | null {
  const kept: Word[] = [];
  let from = 0;
  /** The reason for something done or not done belongs to it. */
  let dropped = false;
  for (let at = 1; at <= words.length; at++) {
    const cut = at === words.length || words[at]?.after !== "space" || joins.test((words[at] as Word).text);
    if (!cut || details.some((detail) => at > detail.from && at < detail.to)) continue;
    const reason: boolean = dropped && /^(because|since|as)$/.test((words[from] as Word).text);
    const isDetail: boolean = reason || details.some((detail) => detail.from < at && detail.to > from);
    dropped = isDetail;
    const start = joins.test((words[from] as Word).text) ? from + 1 : from;
    if (!isDetail) kept.push(...words.slice(start, at));
    from = at;
  }
  const telling = kept.filter(({ text }) => !fillers.test(text)).length;
  return telling < fewest || kept.length === words.length ? null : kept;
}

/** The gist is what is meant, yet the whole knows about details that are the trouble: "reset it, nothing". */
const gistCounts = 0.6;

/** What the whole and its gist say, weighed together; a gist that is none of ours counts nothing. */
export function blended(whole: Ranking, gist: Ranking): Ranking {
  if (gist.outcome === "out_of_scope" || whole.outcome === "out_of_scope") return whole;
  const shares = new Map<string, number>();
  const add = ({ intents: ranked }: Ranking, weight: number): void => {
    for (const { intent, confidence } of ranked) shares.set(intent, (shares.get(intent) ?? 0) + weight * confidence);
  };
  add(whole, 1 - gistCounts);
  add(gist, gistCounts);
  const intents = [...shares]
    .map(([intent, confidence]) => ({ intent, confidence }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, whole.intents.length);
  const acceptance = Math.max(whole.acceptance, gist.acceptance);
  return { intents, acceptance, outcome: outcomeOf(intents, true) };
}
