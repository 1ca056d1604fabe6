import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { plainTextSites, textSites } from "../sites.ts";
import { spokenOf } from "../template.ts";

/** Slack cuts a section at 3000 characters (docs.slack.dev/reference/block-kit/blocks/section-block). */
const longest = 3000;

export const longTexts = (pack: Pack): readonly Problem[] =>
  [...textSites(pack), ...plainTextSites(pack)].flatMap(({ source, path, value }) =>
    value.length > longest
      ? [
          source.problem(
            "long_text",
            path,
            `found ${value.length} characters, expected ${longest} at most — split the text`,
          ),
        ]
      : [],
  );

/** A figure in a text has no fact behind it. Names of the catalogue, model numbers and list numbers are not figures. */
export function typedFigures(pack: Pack): readonly Problem[] {
  const names = namesOf(pack);
  return [...textSites(pack)].flatMap(({ source, path, value, spoken }) => {
    const rest = names === null ? spokenOf(value) : spokenOf(value).replace(names, "");
    const figure = /(?<![\p{L}\p{N}])\d[\d.,:]*\d|(?<![\p{L}\p{N}.,])\d/u.exec(
      rest.replace(/^\s*\d+[.)]\s/gmu, ""),
    )?.[0];
    if (!spoken || figure === undefined) return [];
    const message = `found the figure ${figure} typed into a text, expected an insert — put it into catalogue/figures.yaml and write {{ figures.….value }}`;
    return [source.problem("typed_figure", path, message, "warning")];
  });
}

/** Every name and alias that has a digit, longest first. */
function namesOf(pack: Pack): RegExp | null {
  const names = [...pack.collections.values()]
    .flatMap((entries) => [...entries.values()].flatMap(({ name, aliases }) => [name, ...aliases]))
    .filter((name) => /\d/.test(name) && /\p{L}/u.test(name))
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return names.length === 0 ? null : new RegExp(names.join("|"), "giu");
}
