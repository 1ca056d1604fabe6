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
  const way = remedy(site.value, ids) || homeless(noun);
  return [site.source.problem(rule, site.path, `unknown ${noun} "${site.value}"${way}`)];
}

/** Where a pack declares what nothing known comes close to. */
const homes: Readonly<Record<string, string>> = {
  slot: "slots.yaml",
  flow: "a file in flows",
  intent: "a file in intents",
  action: "actions.yaml",
  fact: "facts.yaml",
  loss: "losses in bot.yaml",
  light: "catalogue/lights.yaml",
  collection: "a file in catalogue",
};

function homeless(noun: string): string {
  const home = homes[noun];
  return home === undefined ? " — write one that is there" : ` — write one that is there, or add it to ${home}`;
}
