import { type Figures, type Match, noIntent, type Share } from "./figures.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const ofShare = ({ part, whole }: Share): string =>
  whole === 0 ? "–" : `${percent(part / whole)} (${part} of ${whole})`;
const ofMatch = ({ precision, recall, f1 }: Match): string =>
  `F1 ${percent(f1)} (precision ${percent(precision)}, recall ${percent(recall)})`;

/** @param most how many mistakes to show */
export function linesOf(figures: Figures, most: number): readonly string[] {
  const { intents, confusions, calibration, worst } = figures;
  const width = Math.max(...intents.map(({ intent }) => intent.length), 0);
  return [
    `${figures.messages} messages`,
    `  about the right thing    ${ofShare(figures.accuracy)}`,
    `  all problems in order    ${ofShare(figures.allProblems)}`,
    `  not ours, left alone     ${ofShare(figures.leftAlone)}`,
    `  ours, turned away        ${ofShare(figures.turnedAway)}`,
    `  slots                    ${ofMatch(figures.slots)}`,
    `  lights                   ${ofMatch(figures.lights)}`,
    `  tried                    ${ofMatch(figures.tried)}`,
    `  calibration error        ${percent(calibration.error)}`,
    "",
    `${"intent".padEnd(width)}  messages  precision   recall       F1`,
    ...intents.map(
      ({ intent, messages, precision, recall, f1 }) =>
        `${intent.padEnd(width)}  ${String(messages).padStart(8)}  ${[precision, recall, f1].map((share) => percent(share).padStart(7)).join("  ")}`,
    ),
    ...(confusions.length === 0 ? [] : ["", "taken for one another"]),
    ...confusions.map(({ intent, takenFor, count }) => `${String(count).padStart(4)}  ${intent} → ${takenFor}`),
    ...(worst.length === 0 ? [] : ["", `${worst.length} messages with a mistake, the surest first`]),
    ...worst
      .slice(0, most)
      .flatMap(({ text, line, wrong, confidence }) => [
        `  ${line}: ${text.replaceAll("\n", " ⏎ ")}`,
        `      ${wrong.join("; ")} (${confidence.toFixed(2)})`,
      ]),
    ...(intents.some(({ intent }) => intent === noIntent) ? ["", `${noIntent}: none of the pack's business`] : []),
  ];
}
