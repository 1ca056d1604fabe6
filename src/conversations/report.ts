import { formatted } from "../knowledge/problem.ts";
import type { Coverage, Item } from "./coverage.ts";
import type { Place } from "./files.ts";
import type { Result } from "./run.ts";

/** What went wrong in a conversation, with the bot's whole message and where it stands; empty when nothing did. */
export const failureLines = ({ name, failures }: Result): readonly string[] =>
  failures.flatMap(({ turn, mismatches, said, state }) => [
    ...mismatches.map(({ message, ...place }) => at(place, `"${name}", ${turn}: ${message}`)),
    "  the bot said:",
    ...(said.length === 0 ? ["  | nothing"] : said.flatMap((text) => text.split("\n").map((line) => `  | ${line}`))),
    ...state.map((line) => `  ${line}`),
    "",
  ]);

/** A line for each flow, then one for what stands outside of flows. */
export function coverageLines({ steps, answers, texts, intents }: Coverage): readonly string[] {
  const flows = [...new Set(steps.map(({ flow }) => flow))];
  const within = (items: readonly Item[], flow: string | null) => items.filter((item) => item.flow === flow);
  const rows = flows.map((flow) => [
    flow ?? "",
    `${share(within(steps, flow))} steps`,
    `${share(within(answers, flow))} answers`,
  ]);
  const all = ["all flows", `${share(steps)} steps`, `${share(answers)} answers`];
  return [
    ...aligned([...rows, all]),
    `${share(texts)} texts of short answers, ${share(intents)} intents recognised in what was typed`,
  ];
}

/** What the conversations never came to and should. */
export const gapsOf = ({ steps, answers, texts }: Coverage): readonly Item[] =>
  [...steps, ...answers, ...texts].filter(({ covered }) => !covered);

/** The gaps by name and place, and the intents that nobody typed. */
export const gapLines = (coverage: Coverage): readonly string[] => [
  ...gapsOf(coverage).map(({ name, place }) => at(place, `not covered: ${name}`)),
  ...coverage.intents
    .filter(({ covered }) => !covered)
    .map(({ name, place }) => at(place, `warning: never recognised: ${name}`)),
];

const share = (items: readonly Item[]): string => `${items.filter(({ covered }) => covered).length}/${items.length}`;

const at = (place: Place, message: string): string => formatted({ ...place, message, rule: "", level: "error" });

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
