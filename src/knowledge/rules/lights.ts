import type { Noun, Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { answerSites, below, comparisonSites, each, type Site, textSites } from "../sites.ts";
import { insertsOf } from "../template.ts";
import { unknown } from "../unknown.ts";

const aspects = ["colour", "rhythm", "part"] as const satisfies readonly Noun[];

/** Colours, rhythms and parts are words of catalogue/lights.yaml, wherever a light is written. */
export function unknownLooks(pack: Pack): readonly Problem[] {
  return [...lookSites(pack)].flatMap((site) =>
    aspects.flatMap((aspect) => {
      const wanted = site.value[aspect];
      if (wanted === undefined || wanted === null) return [];
      return [...each(wanted, below(site, aspect))].flatMap((item) =>
        unknown("unknown_look", pack, aspect, { ...item, value: String(item.value) }),
      );
    }),
  );
}

/** A step's `light`, where it is written out, is an entry of catalogue/lights.yaml. */
export function unknownLights(pack: Pack): readonly Problem[] {
  return [...textSites(pack)].flatMap((site) =>
    site.path.at(-1) === "light" && insertsOf(site.value).length === 0
      ? unknown("unknown_light", pack, "light", site)
      : [],
  );
}

type Look = Readonly<Record<string, unknown>>;

function* lookSites(pack: Pack): Generator<Site<Look>> {
  for (const site of comparisonSites(pack))
    if (site.key !== "done" && isLook(site.value)) yield { ...site, value: site.value };
  for (const site of answerSites(pack))
    for (const [slot, value] of Object.entries(site.value.set ?? {}))
      if (isLook(value)) yield { ...below(below(site, "set"), slot), value };
  for (const { source, data } of pack.files.of("slots"))
    for (const [index, slot] of data.slots.entries())
      for (const [nth, { value }] of (slot.options ?? []).entries())
        if (value !== undefined) yield { source, path: ["slots", index, "options", nth, "value"], step: null, value };
  if (pack.lights !== null)
    for (const [index, value] of pack.lights.data.entries.entries())
      yield { source: pack.lights.source, path: ["entries", index], step: null, value };
}

const isLook = (value: unknown): value is Look => typeof value === "object" && value !== null && !Array.isArray(value);
