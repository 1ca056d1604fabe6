import { attributeOf } from "../build.ts";
import type { Pack } from "../pack.ts";
import { pathFault } from "../paths.ts";
import { createPossible } from "../possible.ts";
import type { Problem } from "../problem.ts";
import { type Site, textSites } from "../sites.ts";
import type { Supposed } from "../suppose.ts";
import { insertsOf } from "../template.ts";
import { valuesOf } from "./inserts.ts";

/** A text that can be reached with a slot unknown, or with an entry that lacks the value it inserts. */
export function lackingValues(pack: Pack): readonly Problem[] {
  const possibleAt = createPossible(pack);
  return [...textSites(pack)].flatMap((site) =>
    insertsOf(site.value).flatMap((insert) => {
      const [slot = "", ...path] = insert;
      if (!pack.slots.has(slot) || pathFault(pack, insert) !== null) return [];
      const lacking = possibleAt(site, slot).filter((value) => !hasValue(value, path));
      return lacking.length === 0 ? [] : [lackingProblem(site, insert, lacking)];
    }),
  );
}

/** An inserted value is one word or figure, not a list. */
export const insertedLists = (pack: Pack): readonly Problem[] =>
  [...textSites(pack)].flatMap((site) =>
    insertsOf(site.value).flatMap((insert) => {
      const many = valuesOf(pack, insert).filter(
        ({ value }) => typeof value === "object" || typeof value === "boolean",
      );
      if (many.length === 0) return [];
      const ids = named(many.map(({ id }) => id));
      const message = `{{ ${insert.join(".")} }} is not a word or a figure for ${ids} — insert one of its parts`;
      return [site.source.problem("inserted_list", site.path, message)];
    }),
  );

const hasValue = (value: Supposed, path: readonly string[]): boolean =>
  value.kind === "entry" ? attributeOf(value.entry, path) !== undefined : value.kind !== "unknown";

function lackingProblem(site: Site<string>, insert: readonly string[], lacking: readonly Supposed[]): Problem {
  const [slot = ""] = insert;
  const entries = lacking.flatMap((value) => (value.kind === "entry" ? [value.entry.id] : []));
  const unknown = lacking.length > entries.length;
  const cases = [
    ...(unknown ? [`when the ${slot} is not known`] : []),
    ...(entries.length > 0 ? [`for ${named(entries)}`] : []),
  ];
  const path = insert.join(".");
  const remedy = `add \`when: { known: ${path} }\`${entries.length > 0 ? " or the value" : ", or lead elsewhere before"}`;
  return site.source.problem(
    "lacking_value",
    site.path,
    `{{ ${path} }} has no value ${cases.join(" and ")} — ${remedy}`,
  );
}

const named = (ids: readonly string[]): string =>
  ids.length > 4 ? `${ids.slice(0, 3).join(", ")} and ${ids.length - 3} more` : ids.join(", ");
