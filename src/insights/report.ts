import type { Insights, Tally } from "./insights.ts";
import type { Spread } from "./spread.ts";
import { table } from "./table.ts";
import { duration, percent, placeInWords, plain } from "./words.ts";

/** For a person to read. @param most lines of each list */
export function linesOf(insights: Insights, most: number): readonly string[] {
  const { total, outcomes, channels, flows, steps, dropOff, reasons, causes, wouldHaveSolved, times, notUnderstood } =
    insights;
  if (total.cases === 0) return ["no cases"];
  const part = (title: string, headings: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
    rows.length === 0
      ? []
      : [
          "",
          title,
          ...table(headings, rows.slice(0, most)).map((line) => `  ${line}`),
          ...(rows.length > most ? [`  … and ${rows.length - most} more`] : []),
        ];
  return [
    headOf(total),
    ...part(
      "How they ended",
      ["outcome", "cases"],
      outcomes.map(({ outcome, count }) => [outcome, count]),
    ),
    ...part(
      "By channel",
      ["channel", ...tallyHeadings],
      channels.map((one) => [one.channel, ...tallyCells(one)]),
    ),
    ...part(
      "By flow",
      ["flow", ...tallyHeadings],
      flows.map((one) => [one.flow ?? "(none)", ...tallyCells(one)]),
    ),
    ...part(
      "By step",
      [
        "step",
        "asked",
        "worked",
        "no help",
        "could not",
        "not sure",
        "answered",
        "skipped",
        "solved it",
        "person next",
        "silent",
      ],
      steps.map((one) => [
        `${one.flow}/${one.step}`,
        one.asked,
        one.worked,
        one.didNotHelp,
        one.couldNot,
        one.notSure,
        one.answered,
        one.skipped,
        one.ended,
        one.called,
        one.silent,
      ]),
    ),
    ...part(
      "Where users fell silent",
      ["question", "cases"],
      dropOff.map((one) => [placeInWords(one), one.count]),
    ),
    ...part(
      "Why a person was called",
      ["reason", "queue", "times"],
      reasons.map((one) => [one.reason, one.queue, one.count]),
    ),
    ...part(
      "What it was in truth",
      ["cause", "times", "solved"],
      causes.map((one) => [plain(one.cause), one.count, one.solved]),
    ),
    ...part(
      "What would have solved it",
      ["step", "times"],
      wouldHaveSolved.map((one) => [`${one.flow}/${one.step}`, one.count]),
    ),
    ...part(
      "After a person was called",
      ["until", "times", "median", "90 % within"],
      Object.entries({ "it is claimed": times.claim, "the first reply": times.reply, "the end": times.resolution })
        .filter(([, { count }]) => count > 0)
        .map(([name, spread]) => [name, ...spreadCells(spread)]),
    ),
    ...part(
      "Not understood (--not-understood: as lines for the pack)",
      ["times", "said to", "text"],
      notUnderstood.map(({ count, at, text }) => [count, at === null ? "" : placeInWords(at), begun(plain(text))]),
    ),
  ];
}

const headOf = ({ cases, open, alone, rate }: Tally): string => {
  const begin = `${cases} ${cases === 1 ? "case" : "cases"}, ${open} under way`;
  return rate === null
    ? begin
    : `${begin}: ${percent(rate)} of those that ended are resolved, ${alone} without a person`;
};

const longest = 100;
const begun = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);

const tallyHeadings = ["cases", "open", "resolved", "of ended", "alone", "person called", "silent"] as const;
const tallyCells = ({ cases, open, resolved, rate, alone, called, silent }: Tally): readonly (string | number)[] => [
  cases,
  open,
  resolved,
  percent(rate),
  alone,
  called,
  silent,
];

const spreadCells = ({ count, median, p90 }: Spread): readonly (string | number)[] => [
  count,
  median === null ? "–" : duration(median),
  p90 === null ? "–" : duration(p90),
];
