import { collectionName } from "../catalogue.ts";
import type { DataPath } from "../located.ts";
import { createLongest } from "../longest.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { plainTextSites, type Site, textSites } from "../sites.ts";
import { labelSites } from "../spoken.ts";

/** What the narrowest channel takes, in UTF-16 units. Longer buttons cannot be sent at all. */
const limits = {
  /** Slack: text of a section (docs.slack.dev/reference/block-kit/blocks/section-block). Texts and questions are sections. */
  text: 3000,
  /** Slack: label of a button and text of an option of a menu (…/block-elements/button-element, …/composition-objects/option-object). */
  label: 75,
} as const;

/** Sentences of bot.yaml that are buttons. */
const buttonWording =
  /^(none_of_these|switch_keep|switch_change|next_problem_(yes|no)|offer_(yes|no)|person_(yes|no)|solved_(yes|no)|yes|no)$/;

/** Texts and labels are measured with the longest values the catalogue can put into them. */
export function longTexts(pack: Pack): readonly Problem[] {
  const lengthOf = createLongest(pack);
  return [...measuredSites(pack)].flatMap(({ site, kind }) => {
    const length = lengthOf(site);
    if (length <= limits[kind]) return [];
    const filled = length === site.value.length ? "" : " once its values are filled in";
    const remedy = kind === "text" ? "split the text" : "shorten the label";
    const message = `found ${length} characters${filled}, expected ${limits[kind]} at most in a ${kind} — ${remedy}`;
    return [site.source.problem("long_text", site.path, message)];
  });
}

interface Measured {
  readonly site: Site<string>;
  readonly kind: keyof typeof limits;
}

function* measuredSites(pack: Pack): Generator<Measured> {
  for (const site of textSites(pack))
    if (site.spoken) yield { site, kind: site.path.at(-1) === "label" ? "label" : "text" };
  for (const site of plainTextSites(pack)) yield { site, kind: isButton(site.path) ? "label" : "text" };
  for (const site of labelSites(pack)) yield { site, kind: "label" };
  for (const sheet of pack.collectionSheets)
    if ([...pack.slots.values()].some(({ collection }) => collection === collectionName(sheet)))
      for (const [index, { name: value }] of sheet.data.entries.entries())
        yield { site: { source: sheet.source, path: ["entries", index, "name"], value, step: null }, kind: "label" };
  if (pack.bot !== null)
    for (const [key, value] of Object.entries(pack.bot.data.wording))
      yield {
        site: { source: pack.bot.source, path: ["wording", key], value, step: null },
        kind: buttonWording.test(key) ? "label" : "text",
      };
}

/** The way on of a slot's question for somebody who does not know. */
const isButton = (path: DataPath): boolean => path[0] === "slots" && path.at(-1) === "unsure";
