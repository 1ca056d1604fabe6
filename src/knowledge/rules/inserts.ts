import { type WordingKey, wordings } from "../../dialog/wording.ts";
import { attributeOf } from "../build.ts";
import type { Pack } from "../pack.ts";
import { entriesOf, pathFault } from "../paths.ts";
import type { Problem } from "../problem.ts";
import { plainTextSites, textSites } from "../sites.ts";
import { remedy } from "../suggestion.ts";
import { insertsOf, templateFault } from "../template.ts";

/** Braces that do not make an insert. */
export const malformedInserts = (pack: Pack): readonly Problem[] =>
  [...textSites(pack)].flatMap(({ source, path, value }) => {
    const fault = templateFault(value);
    return fault === null ? [] : [source.problem("insert_form", path, fault)];
  });

/** Every insert leads to a slot or to a value of the catalogue. */
export const unknownInserts = (pack: Pack): readonly Problem[] =>
  [...textSites(pack)].flatMap(({ source, path, value }) =>
    insertsOf(value).flatMap((insert) => {
      const fault =
        insert[0] === "self" ? "self is known inside the catalogue only — name the slot" : pathFault(pack, insert);
      return fault === null ? [] : [source.problem("unknown_insert", path, `{{ ${insert.join(".")} }}: ${fault}`)];
    }),
  );

/** Texts that are said as they stand have no inserts. */
export const misplacedInserts = (pack: Pack): readonly Problem[] =>
  [...plainTextSites(pack)].flatMap(({ source, path, value }) =>
    /\{\{|\}\}/.test(value)
      ? [
          source.problem(
            "misplaced_insert",
            path,
            "found {{ … }} in a text that is said as it stands — write the words out",
          ),
        ]
      : [],
  );

/** The bot's own sentences insert only what `src/dialog/wording.ts` hands them. */
export function wordingInserts({ bot }: Pack): readonly Problem[] {
  if (bot === null) return [];
  return Object.entries(bot.data.wording).flatMap(([key, text]) => {
    const path = ["wording", key];
    const fault = templateFault(text);
    if (fault !== null) return [bot.source.problem("wording_insert", path, `${key}: ${fault}`)];
    const offered: readonly string[] = wordings[key as WordingKey];
    return insertsOf(text)
      .map((insert) => insert.join("."))
      .filter((name) => !offered.includes(name))
      .map((name) => {
        const hint = offered.length === 0 ? " — this sentence inserts nothing" : remedy(name, offered);
        return bot.source.problem("wording_insert", path, `${key}: unknown insert "${name}"${hint}`);
      });
  });
}

/** A timer is a number of seconds and a picture is an entry of lights, for every entry that has the value. */
export function channelInserts(pack: Pack): readonly Problem[] {
  const lights = pack.ids.light;
  return [...textSites(pack)].flatMap((site) => {
    if (site.spoken) return [];
    const isLight = site.path.at(-1) === "light";
    if (isLight && !lights.complete) return [];
    const fits = (value: unknown) => (isLight ? lights.ids.includes(String(value)) : Number(value) > 0);
    const expected = isLight ? "an entry of lights" : "a number of seconds";
    const whole = insertsOf(site.value).length === 0 && !isLight && !fits(site.value) ? [`found "${site.value}"`] : [];
    const wrong = insertsOf(site.value).flatMap((insert) =>
      valuesOf(pack, insert)
        .filter(({ value }) => value !== undefined && !fits(value))
        .map(({ id, value }) => `{{ ${insert.join(".")} }} is "${value}" for ${id}`),
    );
    return [...whole, ...wrong].map((found) =>
      site.source.problem("channel_insert", site.path, `${found}, expected ${expected} — mend it where it is written`),
    );
  });
}

/** The value of an insert for every entry it can be taken from. */
export function valuesOf(pack: Pack, insert: readonly string[]) {
  const [root = "", ...rest] = insert;
  const slot = pack.slots.get(root);
  const entries = entriesOf(pack, slot?.collection ?? root) ?? [];
  if (slot !== undefined) return entries.map((entry) => ({ id: entry.id, value: attributeOf(entry, rest) }));
  const [id, ...attributes] = rest;
  return entries
    .filter((entry) => entry.id === id)
    .map((entry) => ({ id: entry.id, value: attributeOf(entry, attributes) }));
}
