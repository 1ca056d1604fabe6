import type { Edit } from "./changed.ts";
import type { Difference, Reworded, Valued } from "./difference.ts";
import type { Change, Line, Place } from "./paths.ts";

/** Shown of a flow, and of the values, unless all is asked for. */
const shownAtMost = 5;

/** What changed, for somebody who reviews a change of the pack: by flow, then wording, then values. */
export function linesOf(difference: Difference, all: boolean): readonly string[] {
  const { paths, wording, values } = difference;
  if (paths.length + wording.length + values.length === 0) return ["no conversation changes"];
  return [
    ...flowsOf(paths).flatMap((flow) => [
      flow ?? "short answers",
      ...limited(
        paths.filter((path) => path.flow === flow).sort((a, b) => a.story.length - b.story.length),
        all,
        pathLines,
      ),
      "",
    ]),
    ...section("wording", limited(wording, all, wordingLines)),
    ...section("values", limited(values, all, valueLines)),
    summaryOf(difference),
  ];
}

const flowsOf = (paths: readonly Change[]): readonly (string | null)[] => [
  ...new Set(paths.map(({ flow }) => flow).filter((flow) => flow !== null)),
  ...(paths.some(({ flow }) => flow === null) ? [null] : []),
];

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines, ""];

function limited<Item>(
  items: readonly Item[],
  all: boolean,
  lines: (item: Item) => readonly string[],
): readonly string[] {
  const shown = all ? items : items.slice(0, shownAtMost);
  const rest = items.length - shown.length;
  return [...shown.flatMap(lines), ...(rest === 0 ? [] : [`  … ${rest} more; --all shows them`])];
}

function pathLines({ kind, places, story }: Change): readonly string[] {
  const [first, ...others] = places;
  if (first === undefined) return [];
  const heads =
    kind === "changed"
      ? [
          `  changed  ${placeOf(first)}: ${first.old}  →  ${first.new}`,
          ...(others.length === 0 ? [] : [`           also at ${others.map(placeOf).join("; ")}`]),
        ]
      : places.map(
          (place, nth) => `  ${nth === 0 ? kind.padEnd(7) : "       "}  ${placeOf(place)}: ${place.new ?? place.old}`,
        );
  return [...heads, ...storyLines(story)];
}

const placeOf = ({ question, answer }: Place): string => `${question} “${answer}”`;

/** Of earlier turns the question alone, the last two replies whole. */
function storyLines(story: readonly Line[]): readonly string[] {
  return story.flatMap(({ did, old, new: renewed }, nth) => {
    if (nth < story.length - 1) {
      const said = nth === story.length - 2 ? (old ?? []) : (old ?? []).slice(-1);
      return [`      > ${did}`, ...said.map((line) => `        ${line}`)];
    }
    return [
      `      > ${did}`,
      ...(old ?? ["(not there)"]).map((line) => `      - ${line}`),
      ...(renewed ?? ["(not there any more)"]).map((line) => `      + ${line}`),
    ];
  });
}

function wordingLines({ steps, edit, places }: Reworded): readonly string[] {
  const [first = "", ...others] = steps;
  const where = others.length === 0 ? first : `${first} and ${others.length} more`;
  return editLines(`${where}, ${edit.path.join(" ")}${saidAfter(places)}`, edit);
}

function valueLines({ edit, steps, places }: Valued): readonly string[] {
  const said = steps.length === 0 ? "" : ` (said in ${steps.join(", ")}${places > 0 ? `, ${timesOf(places)}` : ""})`;
  return editLines(`${edit.path.join("/")}${said}`, edit);
}

const saidAfter = (places: number): string => (places === 0 ? "" : ` (${timesOf(places)})`);
const timesOf = (places: number): string => `in ${places} ${places === 1 ? "place" : "places"}`;

function editLines(where: string, { old, new: renewed, added, removed }: Edit): readonly string[] {
  if (added.length + removed.length > 0) return [`  ${where}: ${listed("+", added)}${listed("-", removed)}`.trimEnd()];
  if (old === null) return [`  ${where}: new${renewed === "" ? "" : `, “${renewed}”`}`];
  if (renewed === null) return [`  ${where}: gone${old === "" ? "" : `, “${old}”`}`];
  const [before, after] = narrowed(old, renewed);
  return [`  ${where}: ${before}  →  ${after}`];
}

const namedAtMost = 3;
const listed = (sign: string, items: readonly string[]): string =>
  items.length === 0
    ? ""
    : `${sign}${items.length} (${items.slice(0, namedAtMost).join(" | ")}${items.length > namedAtMost ? " | …" : ""}) `;

/** Characters kept around what differs, to the end of the word. */
const around = 24;

/** Long texts shown only where they differ. */
function narrowed(old: string, renewed: string): readonly [string, string] {
  const shorter = Math.min(old.length, renewed.length);
  let from = 0;
  while (from < shorter && old[from] === renewed[from]) from++;
  let back = 0;
  while (back < shorter - from && old.at(-1 - back) === renewed.at(-1 - back)) back++;
  const cut = (text: string): string => {
    const start = from <= around ? 0 : text.lastIndexOf(" ", from - around) + 1;
    const next = back <= around ? -1 : text.indexOf(" ", text.length - back + around);
    const end = next < 0 ? text.length : next;
    return `“${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}”`;
  };
  return [cut(old), cut(renewed)];
}

function summaryOf({ paths, wording, values }: Difference): string {
  const count = (kind: Change["kind"]): string => `${paths.filter((path) => path.kind === kind).length} ${kind}`;
  return `paths: ${count("changed")}, ${count("new")}, ${count("gone")}; wording: ${wording.length}; values: ${values.length}`;
}
