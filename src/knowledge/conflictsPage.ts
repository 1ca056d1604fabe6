import { dirname, relative } from "node:path/posix";
import { carrierNamed } from "./carriers.ts";
import { leftOutIn } from "./ledger.ts";
import type { Pack } from "./pack.ts";
import type { ConflictsFile } from "./schema.ts";

type Conflict = ConflictsFile["conflicts"][number];
const severities = ["high", "medium", "low"] as const;
const meanings = {
  high: "a wrong step, lost data or damage is possible",
  medium: "people are confused or sent round in a circle",
  low: "wording, figures, background",
} as const;

/**
 * The register of conflicts as a page. The same pack gives the same page, wherever it stands; there are no line
 * numbers, so that it changes only when a conflict or a place does.
 * @param page path of the page, for the links from there
 */
export function conflictsPage(pack: Pack, page: string): string {
  const conflicts = pack.files.of("conflicts").flatMap(({ data }) => data.conflicts);
  const bySeverity = severities
    .map((severity) => ({ severity, conflicts: conflicts.filter((conflict) => conflict.severity === severity) }))
    .filter((group) => group.conflicts.length > 0);
  const lines = [
    "# Where the sources disagree",
    "",
    `The sources of this pack contradict themselves and each other in ${conflicts.length} ${conflicts.length === 1 ? "place" : "places"}. This page says what the pack does about each, and where. It is generated from [conflicts.yaml](${linkTo(page, sourceOf(pack))}) by \`stepwise conflicts\`; edit that file, not this one.`,
    "",
    `A struck-out fact is left out for good; [facts.yaml](${linkTo(page, factsOf(pack))}) has the reason.`,
    ...bySeverity.flatMap(({ severity, conflicts: some }) => [
      "",
      `**${severity}** (${some.length}): ${meanings[severity]}`,
      "",
      ...some.map(({ id, title }) => `- [${id}](#${anchorOf(id)}) ${title}`),
    ]),
    ...bySeverity.flatMap(({ severity, conflicts: some }) => [
      "",
      `## Severity: ${severity}`,
      ...some.flatMap((conflict) => sectionOf(pack, page, conflict)),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function sectionOf(pack: Pack, page: string, { id, title, facts, disagrees, resolution, carried_by = [] }: Conflict) {
  const leftOut = leftOutIn(pack);
  return [
    "",
    `### ${id}`,
    "",
    `**${title}**`,
    "",
    `Disagreement: ${disagrees}`,
    "",
    `Resolution: ${resolution}`,
    "",
    `Carried by: ${carried_by.length === 0 ? "nothing yet" : carried_by.map((written) => carrierLink(pack, page, written)).join(", ")}`,
    "",
    `Facts: ${facts.map((fact) => (leftOut.has(fact) ? `~~${fact}~~` : fact)).join(", ")}`,
  ];
}

function carrierLink(pack: Pack, page: string, written: string): string {
  const found = carrierNamed(pack, written);
  if (found?.kind === "guard") return `\`${written}\` (${found.about})`;
  return found?.kind === "place" ? `[${written}](${linkTo(page, found.source.file)})` : `\`${written}\``;
}

/** GitHub's anchor of the heading. */
const anchorOf = (id: string): string => id.toLowerCase();

const sourceOf = (pack: Pack): string => pack.files.of("conflicts")[0]?.source.file ?? "conflicts.yaml";
const factsOf = (pack: Pack): string => pack.files.of("facts")[0]?.source.file ?? "facts.yaml";

const linkTo = (page: string, file: string): string => relative(dirname(page), file.replaceAll("\\", "/"));
