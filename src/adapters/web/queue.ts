import type { DialogEvent } from "../../dialog/events.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Store } from "../../dialog/ports.ts";
import { type CaseSummary, summaryOf } from "../../dialog/summary.ts";
import { caseFileOf } from "../../dialog/transcript.ts";
import { macrosOf } from "../common/macros.ts";
import type { DeskCaseView, DeskItem, QueuedCase, QueueView } from "./api.ts";
import { itemsOf, slotsOf } from "./render.ts";

/** More waiting cases than anybody reads at a glance. */
const most = 200;
const ranks: Readonly<Record<CaseSummary["priority"], number>> = { urgent: 0, high: 1, normal: 2 };

/** The queue of the web page: whatever waits for a person, wherever it was told. */
export async function queueOf(
  { held, events }: Pick<Store, "held" | "events">,
  knowledge: Knowledge,
  now: number,
): Promise<QueueView> {
  const rows = await held(most);
  const cases = await Promise.all(
    rows.map(async ({ conversation, channel }): Promise<readonly QueuedCase[]> => {
      const summary = summaryIn(await events(conversation), knowledge, channel);
      return summary === null ? [] : [{ conversation, summary }];
    }),
  );
  return { version: now, cases: cases.flat().sort(byNeed) };
}

/** The most urgent first, those nobody has before those somebody has, then the longest. */
const byNeed = ({ summary: a }: QueuedCase, { summary: b }: QueuedCase): number =>
  ranks[a.priority] - ranks[b.priority] || Number(isTaken(a)) - Number(isTaken(b)) || a.since - b.since;

const isTaken = ({ standing }: CaseSummary): boolean => standing.kind !== "waiting";

const summaryIn = (events: readonly DialogEvent[], knowledge: Knowledge, channel: string): CaseSummary | null => {
  const file = caseFileOf(events, knowledge, { channel, link: null });
  return file === null ? null : summaryOf(file);
};

/** Null where no person was ever called. */
export function renderDeskCase(
  conversation: ConversationId,
  channel: string,
  events: readonly DialogEvent[],
  knowledge: Knowledge,
): DeskCaseView | null {
  const file = caseFileOf(events, knowledge, { channel, link: null });
  const summary = file === null ? null : summaryOf(file);
  if (file === null || summary === null) return null;
  const notes = events.flatMap((event, i): readonly DeskItem[] =>
    event.type === "AgentNoted"
      ? [{ kind: "private", seq: i + 1, at: event.at, name: event.by.name ?? event.by.id, text: event.text }]
      : [],
  );
  return {
    conversation,
    version: events.length,
    summary,
    claimedBy: file.handoff?.claimedBy?.id ?? null,
    items: [...itemsOf(events, file), ...notes].sort((a, b) => a.seq - b.seq),
    known: slotsOf(file, knowledge),
    ...macrosOf(events, knowledge),
  };
}
