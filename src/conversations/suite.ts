import { loadBrain } from "../brain.ts";
import type { Store } from "../dialog/ports.ts";
import { readPack } from "../knowledge/load.ts";
import { inReadingOrder, type Problem } from "../knowledge/problem.ts";
import type { Brain } from "../turn.ts";
import { problemsOf } from "./check.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import { sitesOf } from "./files.ts";
import { type Result, resultOf } from "./run.ts";

export interface Suite {
  readonly results: readonly Result[];
  /** Null where only some of the conversations were played. */
  readonly coverage: Coverage | null;
}

/** Plays the conversation tests of a pack whose names contain `filter`; mistakes of pack and tests come before that. */
export async function suiteOf(
  dir: string,
  filter: string | null,
  emptyStore: () => Store,
): Promise<Suite | { readonly problems: readonly Problem[] }> {
  const loaded = await loadBrain(dir);
  if ("problems" in loaded) return loaded;
  const { sites, problems } = await sitesOf(dir);
  const wrong = inReadingOrder([...problems, ...problemsOf(sites, loaded.brain.knowledge)]);
  if (wrong.length > 0) return { problems: wrong };
  const { brain, recognised } = listening(loaded.brain);
  const wanted = filter?.toLowerCase() ?? "";
  const results: Result[] = [];
  for (const site of sites)
    if (site.script.name.toLowerCase().includes(wanted)) results.push(await resultOf(site, { brain, emptyStore }));
  const pack = filter === null ? await readPack(dir) : null;
  if (pack === null) return { results, coverage: null };
  const ways = results.flatMap((result) => result.ways);
  return { results, coverage: coverageOf(pack, brain.knowledge, ways, recognised) };
}

/** The same brain, and the intents of which it was sure. */
function listening({ knowledge, understand }: Brain): { brain: Brain; recognised: ReadonlySet<string> } {
  const recognised = new Set<string>();
  const brain: Brain = {
    knowledge,
    understand(text, pending) {
      const understood = understand(text, pending);
      if (understood.outcome === "confident") for (const { intent } of understood.problems) recognised.add(intent);
      return understood;
    },
  };
  return { brain, recognised };
}
