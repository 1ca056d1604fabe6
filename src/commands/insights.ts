import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConversationId } from "../dialog/ids.ts";
import type { Store } from "../dialog/ports.ts";
import { casesCsv, csvFiles } from "../insights/csv.ts";
import { exampleLines } from "../insights/examples.ts";
import { type CaseHistory, historiesOf } from "../insights/history.ts";
import { insightsOf } from "../insights/insights.ts";
import { linesOf } from "../insights/report.ts";
import { redacted } from "../log.ts";
import { Unreadable } from "../store/codec.ts";
import { type Command, jsonOption, text } from "./command.ts";
import { storeOfSettings } from "./settings.ts";

const pageSize = 200;
const mostLines = 30;

export const insightsCommand: Command = {
  about:
    "What the conversations say together.\n\nHow many are resolved, by flow, step and channel; where users fall silent; why persons are called, how long they take and what it was in truth; what was not understood.",
  arguments: "",
  options: {
    ...jsonOption,
    since: { type: "string", about: "only cases opened on that day or later, UTC: 2026-11-01" },
    csv: { type: "string", about: "folder to write cases.csv, steps.csv and not-understood.csv to; stdout: cases.csv" },
    "not-understood": { type: "boolean", about: "what was not understood, as lines for examples of an intent" },
  },
  async run(values) {
    const since = dayOf(text(values, "since") ?? null);
    if (since === undefined) {
      console.error(`found --since ${text(values, "since")}, expected a day — write it as 2026-11-01`);
      return 2;
    }
    const store = await storeOfSettings();
    if (store === null) return 1;
    try {
      const { cases, unreadable } = await read(store, since);
      const insights = insightsOf(cases, redacted);
      const csv = text(values, "csv");
      if (csv === "stdout") process.stdout.write(casesCsv(cases, redacted));
      else if (csv !== undefined) {
        if (!(await isWritten(csv, csvFiles(cases, insights, redacted)))) return 1;
      } else if (values["not-understood"] === true)
        for (const line of exampleLines(insights.notUnderstood)) console.log(line);
      else if (values.json === true) console.log(JSON.stringify(insights));
      else for (const line of linesOf(insights, mostLines)) console.log(line);
      if (unreadable === 0) return 0;
      console.error(
        `left out ${unreadable} ${unreadable === 1 ? "conversation" : "conversations"} that cannot be read; ` +
          "use the Stepwise that wrote them, or restore the store from a backup",
      );
      return 1;
    } finally {
      await store.close();
    }
  },
};

/** Undefined: it is no day. Null: all of them. */
function dayOf(given: string | null): number | null | undefined {
  if (given === null) return null;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? Date.parse(`${given}T00:00:00Z`) : Number.NaN;
  // The parser makes the 31st of February a day in March.
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(given) ? undefined : at;
}

/** One conversation after the other: only how its cases went is kept. */
async function read(
  store: Store,
  since: number | null,
): Promise<{ cases: readonly CaseHistory[]; unreadable: number }> {
  const cases: CaseHistory[] = [];
  let unreadable = 0;
  for (let after: ConversationId | null = null; ; ) {
    const rows = await store.page(after, pageSize);
    for (const { conversation, channel, at } of rows) {
      if (since !== null && at < since) continue;
      try {
        const own = historiesOf(await store.events(conversation), channel);
        cases.push(...own.filter(({ openedAt }) => since === null || openedAt >= since));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        unreadable++;
      }
    }
    const last = rows.at(-1);
    if (last === undefined) return { cases, unreadable };
    after = last.conversation;
  }
}

/** False: the folder cannot be written to, and that has been said. */
async function isWritten(folder: string, files: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      await writeFile(path, content);
      console.log(path);
    }
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    console.error(`found ${folder} closed to writing${code}, expected a folder — give another: --csv <folder>`);
    return false;
  }
}
