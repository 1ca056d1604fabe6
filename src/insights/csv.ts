import type { CaseHistory } from "./history.ts";
import type { Insights } from "./insights.ts";
import { placeInWords } from "./words.ts";

type Cell = string | number | boolean | null;

/** RFC 4180, by file name. @param redact takes from a text what a person can be found by */
export const csvFiles = (
  all: readonly CaseHistory[],
  { steps, notUnderstood }: Insights,
  redact: (text: string) => string,
): Readonly<Record<string, string>> => ({
  "cases.csv": casesCsv(all, redact),
  "steps.csv": csv(
    steps.map((one) => ({
      flow: one.flow,
      step: one.step,
      asked: one.asked,
      worked: one.worked,
      did_not_help: one.didNotHelp,
      could_not: one.couldNot,
      not_sure: one.notSure,
      answered: one.answered,
      skipped: one.skipped,
      solved_it: one.ended,
      person_next: one.called,
      silent: one.silent,
    })),
  ),
  "not-understood.csv": csv(
    notUnderstood.map(({ count, text, at, nearest }) => ({
      times: count,
      text,
      said_to: at === null ? null : placeInWords(at),
      nearest_intent: nearest,
    })),
  ),
});

/** One row a case; of several calls for a person the last. */
export const casesCsv = (all: readonly CaseHistory[], redact: (text: string) => string): string =>
  csv(
    all.map(({ case: id, channel, openedAt, endedAt, intent, flow, outcome, waitedAt, calls }) => {
      const call = calls.at(-1) ?? null;
      const closed = call?.closed ?? null;
      const step = closed?.result === "closed" ? closed.step : null;
      return {
        case: id,
        channel,
        opened_at: time(openedAt),
        ended_at: time(endedAt),
        intent,
        flow,
        outcome: outcome ?? "open",
        silent_at: outcome === "silent" && waitedAt !== null ? placeInWords(waitedAt) : null,
        calls: calls.length,
        reason: call?.reason ?? null,
        queue: call?.queue ?? null,
        called_at: time(call?.at ?? null),
        claimed_at: time(call?.claimedAt ?? null),
        replied_at: time(call?.repliedAt ?? null),
        done_at: time(call?.doneAt ?? null),
        cause: closed?.cause == null ? null : redact(closed.cause),
        solved: closed?.solved ?? null,
        would_have_solved: step === null ? null : `${step.flow}/${step.step}`,
      };
    }),
  );

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The columns are the keys of the first row. */
function csv(rows: readonly Readonly<Record<string, Cell>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => cellOf(row[column] ?? null)).join(","));
  return [...(columns.length === 0 ? [] : [columns.join(",")]), ...lines].map((line) => `${line}\r\n`).join("");
}

/** A spreadsheet takes a text that begins like a formula for one: https://owasp.org/www-community/attacks/CSV_Injection. */
function cellOf(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
