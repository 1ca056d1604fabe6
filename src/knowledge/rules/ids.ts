import { amongOf } from "../build.ts";
import { collectionName } from "../catalogue.ts";
import type { Noun, Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { below, citationSites, comparisonSites, each, type Site, stepSites } from "../sites.ts";
import { notAmong, unknown } from "../unknown.ts";

const unknownEach = (rule: string, pack: Pack, noun: Noun, sites: Iterable<Site<unknown>>): readonly Problem[] =>
  [...sites].flatMap((site) => unknown(rule, pack, noun, { ...site, value: String(site.value) }));

/** `tried` and `skip_if_tried` name actions. */
export function unknownActions(pack: Pack): readonly Problem[] {
  const tried = [...comparisonSites(pack)].flatMap((site) => (site.key === "tried" ? [...each(site.value, site)] : []));
  const skipped = [...stepSites(pack)].flatMap((site) =>
    "skip_if_tried" in site.value && site.value.skip_if_tried !== undefined
      ? [{ ...below(site, "skip_if_tried"), value: site.value.skip_if_tried }]
      : [],
  );
  return unknownEach("unknown_action", pack, "action", [...tried, ...skipped]);
}

/** `facts` cites the fact ledger. A pack without one is told once. */
export function unknownFacts(pack: Pack): readonly Problem[] {
  const sites = [...citationSites(pack)].flatMap((site) => [...each(site.value, site)]);
  const [first] = sites;
  if (first === undefined || pack.files.broken.has("facts") || pack.files.of("facts").length > 0)
    return unknownEach("unknown_fact", pack, "fact", sites);
  const message = `cites ${String(first.value)}, but there is no facts.yaml — add it or cite nothing`;
  return [first.source.problem("unknown_fact", first.path, message)];
}

/** `starts_on`, openers and short answers name intents. */
export function unknownIntents(pack: Pack): readonly Problem[] {
  const starts = pack.flows.flatMap(({ source, data }) => [
    ...each(data.starts_on ?? [], { source, path: ["starts_on"], step: null }),
  ]);
  const openers = (pack.bot?.data.openers ?? []).flatMap(({ intent }, index) =>
    pack.bot === null
      ? []
      : [{ source: pack.bot.source, path: ["openers", index, "intent"], value: intent, step: null }],
  );
  const answers = pack.files.of("answers").flatMap(({ source, data }) =>
    data.answers.map(({ intent }, index) => ({
      source,
      path: ["answers", index, "intent"],
      value: intent,
      step: null,
    })),
  );
  return unknownEach("unknown_intent", pack, "intent", [...starts, ...openers, ...answers]);
}

/** `loses` of consent and of effort names losses of bot.yaml. */
export function unknownLosses(pack: Pack): readonly Problem[] {
  const sites = [...stepSites(pack)].flatMap((site) => {
    if ("loses" in site.value) return [...each(site.value.loses, below(site, "loses"))];
    const lost = "effort" in site.value ? (site.value.effort?.loses ?? []) : [];
    return [...each(lost, below(below(site, "effort"), "loses"))];
  });
  return unknownEach("unknown_loss", pack, "loss", sites);
}

/** Slots of kind `entry` name a collection. */
export function unknownCollections(pack: Pack): readonly Problem[] {
  const sites = pack.files
    .of("slots")
    .flatMap(({ source, data }) =>
      data.slots.flatMap(({ collection: value }, index) =>
        value === undefined ? [] : [{ source, path: ["slots", index, "collection"], value, step: null }],
      ),
    );
  return unknownEach("unknown_collection", pack, "collection", sites);
}

/** `vague.among` lists entries, or attributes that some entry has. */
export function unknownVague(pack: Pack): readonly Problem[] {
  return pack.collectionSheets.flatMap((sheet) => {
    const ids = sheet.data.entries.map(({ id }) => id);
    return (sheet.data.vague ?? []).flatMap(({ among }, index) => {
      const at = { source: sheet.source, path: ["vague", index, "among"], step: null };
      if (Array.isArray(among))
        return [...each<string>(among, at)].flatMap((site) =>
          notAmong("unknown_entry", { noun: "entry", ids, complete: true }, site),
        );
      const matching = amongOf(among, [...(pack.collections.get(collectionName(sheet))?.values() ?? [])]);
      return matching.length > 0
        ? []
        : [sheet.source.problem("unknown_entry", at.path, "no entry has these attributes — mend them or list the ids")];
    });
  });
}
