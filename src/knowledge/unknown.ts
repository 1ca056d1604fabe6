import type { Noun, Pack, Vocabulary } from "./pack.ts";
import type { Problem } from "./problem.ts";
import type { Site } from "./sites.ts";
import { remedy } from "./suggestion.ts";

/** Nothing when the id is known, or when it cannot be told because the file that declares it is broken. */
export function unknown(rule: string, pack: Pack, noun: Noun, site: Site<string>): readonly Problem[] {
  return notAmong(rule, pack.ids[noun], site);
}

export function notAmong(rule: string, { noun, ids, complete }: Vocabulary, site: Site<string>): readonly Problem[] {
  if (!complete || ids.includes(site.value)) return [];
  return [site.source.problem(rule, site.path, `unknown ${noun} "${site.value}"${remedy(site.value, ids)}`)];
}
