import type { Scalar } from "../../dialog/flow.ts";
import { attributeOf } from "../build.ts";
import { pathOf } from "../condition.ts";
import type { Pack, RawSlot } from "../pack.ts";
import { entriesOf, pathFault } from "../paths.ts";
import type { Problem } from "../problem.ts";
import { answerSites, below, comparisonSites, each, needSites, type Site } from "../sites.ts";
import { remedy } from "../suggestion.ts";
import { notAmong, unknown } from "../unknown.ts";

const reserved = new Set(["known", "unknown", "same", "tried", "done"]);

/** Slots named by needs, `set`, `same` and `depends_on`. */
export function unknownSlots(pack: Pack): readonly Problem[] {
  const needs = [...needSites(pack)].map((site) =>
    typeof site.value === "string"
      ? { ...site, value: site.value }
      : { ...below(site, "slot"), value: site.value.slot },
  );
  const same = [...comparisonSites(pack)].flatMap((site) =>
    site.key === "same" ? [...each(site.value as readonly string[], site)] : [],
  );
  const depends = pack.files
    .of("slots")
    .flatMap(({ source, data }) =>
      data.slots.flatMap(({ depends_on }, index) => [
        ...each(depends_on ?? [], { source, path: ["slots", index, "depends_on"], step: null }),
      ]),
    );
  const sets = [...answerSites(pack)].flatMap((site) =>
    Object.keys(site.value.set ?? {})
      .filter((slot) => pack.ids.slot.complete && !pack.slots.has(slot))
      .map((slot) =>
        site.source.problemAtKey(
          "unknown_slot",
          [...site.path, "set", slot],
          `unknown slot "${slot}"${remedy(slot, pack.ids.slot.ids)}`,
        ),
      ),
  );
  const named = [...needs, ...same, ...depends].flatMap((site) => unknown("unknown_slot", pack, "slot", site));
  return [...named, ...sets];
}

/** Every path a condition looks at exists. */
export function conditionPaths(pack: Pack): readonly Problem[] {
  return [...comparisonSites(pack)].flatMap((site) => {
    if (site.key === "known" || site.key === "unknown")
      return [...each(site.value as string | readonly string[], site)].flatMap(({ source, path, value }) => {
        const fault = pathFault(pack, pathOf(value));
        return fault === null ? [] : [source.problem("condition_path", path, fault)];
      });
    if (reserved.has(site.key)) return [];
    const fault = pathFault(pack, pathOf(site.key));
    return fault === null ? [] : [site.source.problemAtKey("condition_path", site.path, fault)];
  });
}

/** Every value a condition compares with can occur, and so can every value an answer sets. */
export function conditionValues(pack: Pack): readonly Problem[] {
  const compared = [...comparisonSites(pack)].flatMap((site) => {
    const [root = "", ...attributes] = pathOf(site.key);
    const slot = pack.slots.get(root);
    if (reserved.has(site.key) || slot === undefined) return [];
    if (isLook(site.value)) return slot.kind === "light" ? [] : [misplacedLook(site, slot)];
    const values = [...each(site.value as Scalar | readonly Scalar[], site)];
    return values.flatMap((value) =>
      attributes.length === 0 ? slotValue(pack, slot, value) : attributeValue(pack, slot, attributes, value),
    );
  });
  const set = [...answerSites(pack)].flatMap((site) =>
    Object.entries(site.value.set ?? {}).flatMap(([id, value]) => {
      const slot = pack.slots.get(id);
      const here = { ...below(below(site, "set"), id), value };
      if (slot === undefined) return [];
      if (typeof value === "string") return slotValue(pack, slot, { ...here, value });
      return slot.kind === "light" ? [] : [misplacedLook(here, slot)];
    }),
  );
  return [...compared, ...set];
}

function slotValue(pack: Pack, slot: RawSlot, site: Site<Scalar>): readonly Problem[] {
  const { source, path, value } = site;
  if (slot.kind === "light") {
    const message = `found "${value}" for the light ${slot.id}, expected keys — write { colour: …, rhythm: …, part: … }`;
    return [source.problem("condition_value", path, message)];
  }
  if (typeof value !== "string")
    return [
      source.problem("condition_value", path, `found the ${typeof value} ${value}, expected a text — write "${value}"`),
    ];
  if (slot.kind === "choice") {
    const ids = (slot.options ?? []).map(({ id }) => id);
    return notAmong("condition_value", { noun: slot.id, ids, complete: true }, { ...site, value });
  }
  const entries = slot.collection === undefined ? null : entriesOf(pack, slot.collection);
  if (entries === null) return [];
  return notAmong(
    "condition_value",
    { noun: slot.id, ids: entries.map(({ id }) => id), complete: true },
    { ...site, value },
  );
}

/** True and false may be meant for entries to come; any other value that no entry has is a slip. */
function attributeValue(pack: Pack, slot: RawSlot, path: readonly string[], site: Site<Scalar>): readonly Problem[] {
  const entries = slot.collection === undefined ? null : entriesOf(pack, slot.collection);
  const values = (entries ?? []).map((entry) => attributeOf(entry, path)).filter((value) => value !== undefined);
  if (values.length === 0 || typeof site.value === "boolean" || values.includes(site.value)) return [];
  const known = new Set(values.filter((value) => typeof value !== "object").map(String));
  const message = `no entry of ${slot.collection} has ${path.join(".")} "${site.value}"${remedy(String(site.value), known)}`;
  return [site.source.problem("condition_value", site.path, message)];
}

const isLook = (value: unknown): boolean => typeof value === "object" && !Array.isArray(value);

const misplacedLook = (site: Site<unknown>, slot: RawSlot): Problem =>
  site.source.problem(
    "condition_value",
    site.path,
    `found a light for ${slot.id}, which is a ${slot.kind} — write ${slot.id}: value`,
  );
