import { createFindFigure } from "../figures.ts";
import { insertedBy, insertedSites } from "../inserted.ts";
import { factsIn } from "../ledger.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import type { Site } from "../sites.ts";
import { spokenSites, typedSites } from "../spoken.ts";

/** A figure typed into a text has no fact behind it: figures are kept in the catalogue and inserted. */
export function typedFigures(pack: Pack): readonly Problem[] {
  const figureIn = createFindFigure(pack);
  return [...typedSites(pack)].flatMap(({ source, path, value }) => {
    const figure = figureIn(value);
    if (figure === null) return [];
    const message = `found the figure ${figure} typed into a text, expected an insert — put it into catalogue/figures.yaml and write {{ figures.….value }}`;
    return [source.problem("typed_figure", path, message, "warning")];
  });
}

/** A figure of the catalogue that comes into a text cites a fact, itself or with the group it stands in. */
export function uncarriedFigures(pack: Pack): readonly Problem[] {
  const figureIn = createFindFigure(pack);
  return insertedSites(pack).flatMap(({ source, path, value, facts }) => {
    const figure = figureIn(value);
    if (figure === null || facts.length > 0) return [];
    const message = `found the figure ${figure}, which texts insert and no fact carries — write { value: …, facts: [ … ] }`;
    return [source.problem("uncarried_figure", path, message, "warning")];
  });
}

/** A percentage is said only of a value whose key ends in `_pct` and that rests on a fact; shares and rates never are. */
export function spokenPercents(pack: Pack): readonly Problem[] {
  const faultOf = createFault(pack);
  return [...spokenSites(pack)].flatMap((site) =>
    [...site.value.matchAll(percent)].flatMap(([, insert]) => {
      const fault = insert === undefined ? "without a figure of the catalogue before it" : faultOf(site, insert);
      if (fault === null) return [];
      const message = `found a percentage ${fault}, expected a charge that a fact carries — say it without a share, or insert a value whose key ends in _pct`;
      return [site.source.problem("spoken_percent", site.path, message)];
    }),
  );
}

const percent = /(?:\{\{\s*([\w.]+)\s*\}\}\s*)?(%|\bper ?cent\b)/giu;

/** What is wrong with the figure before a percent sign; null: nothing. */
function createFault(pack: Pack): (site: Site<string>, insert: string) => string | null {
  const facts = factsIn(pack);
  const inserted = insertedSites(pack);
  /** `self` in a value of the catalogue is the entry it stands in. */
  const selfSites = ({ source, path }: Site<string>, attribute: readonly string[]) =>
    inserted.filter(
      (each) =>
        each.source === source &&
        each.path[1] === path[1] &&
        each.path
          .filter((key) => key !== "value")
          .slice(2)
          .join(".") === attribute.join("."),
    );
  return (site, insert) => {
    if (!/_pct(\.value)?$/.test(insert)) return `of ${insert}, whose key does not end in _pct`;
    const path = insert.split(".");
    const carriers = path[0] === "self" ? selfSites(site, path.slice(1)) : insertedBy(pack, path);
    const statistic = carriers
      .flatMap((each) => each.facts)
      .find((id) => facts.get(id)?.trust === "unverifiable_statistic");
    if (statistic !== undefined) return `resting on ${statistic}, a statistic nobody can check`;
    return carriers.every((each) => each.facts.length > 0) ? null : `of ${insert}, which cites no fact`;
  };
}
