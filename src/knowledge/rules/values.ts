import { attributeOf } from "../build.ts";
import { conditionOrNull } from "../condition.ts";
import type { FlowSheet, Pack } from "../pack.ts";
import { pathFault } from "../paths.ts";
import type { Problem } from "../problem.ts";
import { type Reach, reachOf } from "../reach.ts";
import { type Site, textSites } from "../sites.ts";
import { holdsSupposing, type Supposed, supposedValues } from "../suppose.ts";
import { insertsOf } from "../template.ts";
import { valuesOf } from "./inserts.ts";

/** A text that can be reached with a slot unknown, or with an entry that lacks the value it inserts. */
export function lackingValues(pack: Pack): readonly Problem[] {
  const reaches = new Map<string, Reach>();
  const reachIn = (sheet: FlowSheet, slot: string): Reach => {
    const key = `${sheet.flow.id} ${slot}`;
    const reach = reaches.get(key) ?? reachOf(pack, sheet, slot);
    reaches.set(key, reach);
    return reach;
  };
  return [...textSites(pack)].flatMap((site) =>
    insertsOf(site.value).flatMap((insert) => {
      const [slot = "", ...path] = insert;
      if (!pack.slots.has(slot) || pathFault(pack, insert) !== null) return [];
      const lacking = possibleAt(pack, site, slot, reachIn).filter((value) => !hasValue(value, path));
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

function possibleAt(
  pack: Pack,
  site: Site<string>,
  slot: string,
  reachIn: (sheet: FlowSheet, slot: string) => Reach,
): readonly Supposed[] {
  if (site.step !== null) {
    const { sheet, index, answer } = site.step;
    const step = sheet.flow.steps[index];
    const values = reachIn(sheet, slot)(index);
    if (answer === null || step === undefined || !("question" in step)) return values;
    const when = step.question.answers.find(({ id }) => id === answer)?.when ?? null;
    return values.filter((value) => holdsSupposing(when, slot, value) !== false);
  }
  const earlier = earlierTexts(pack, site);
  return supposedValues(pack, slot).filter(
    (value) =>
      holdsSupposing(earlier.own, slot, value) !== false &&
      earlier.before.every((when) => holdsSupposing(when, slot, value) !== true),
  );
}

/** The conditions of a short answer's text and of the texts that are tried before it. */
function earlierTexts(pack: Pack, site: Site<string>) {
  const [, index, , nth] = site.path;
  const sheet = pack.files.of("answers").find(({ source }) => source === site.source);
  const texts = sheet?.data.answers[Number(index)]?.texts ?? [];
  const conditions = texts.map(({ when }) => conditionOrNull(when, null));
  return { own: conditions[Number(nth)] ?? null, before: conditions.slice(0, sheet === undefined ? 0 : Number(nth)) };
}

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
