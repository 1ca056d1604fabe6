import type { DialogEvent } from "../../dialog/events.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Clock, ConversationRow, Store } from "../../dialog/ports.ts";
import { type CaseSummary, summaryOf } from "../../dialog/summary.ts";
import { caseFileOf } from "../../dialog/transcript.ts";
import { macrosOf } from "../common/macros.ts";
import type { DeskCaseView, DeskItem, QueuedCase, QueueView } from "./api.ts";
import { itemsOf, slotsOf } from "./render.ts";

/** Far more than anybody reads: an urgent case must not be left out for the many that wait already. */
const most = 1000;
const ranks: Readonly<Record<CaseSummary["priority"], number>> = { urgent: 0, high: 1, normal: 2 };

interface Kept {
  readonly version: number;
  /** Of the knowledge. */
  readonly hash: string;
  readonly summary: CaseSummary | null;
}

/**
 * The queue of the web page: whatever waits for a person, wherever it was told. A case is read again only when it, or
 * the knowledge, has changed: many wait, and somebody looks all the time.
 */
export function createQueue({ held, events }: Pick<Store, "held" | "events">, clock: Clock) {
  let kept: ReadonlyMap<ConversationId, Kept> = new Map();

  async function keptOf({ conversation, version, channel }: ConversationRow, knowledge: Knowledge): Promise<Kept> {
    const { hash } = knowledge;
    const before = kept.get(conversation);
    if (before?.version === version && before.hash === hash) return before;
    return { version, hash, summary: summaryIn(await events(conversation), knowledge, channel) };
  }

  return async (knowledge: Knowledge): Promise<QueueView> => {
    const now = clock();
    const rows = await held(most);
    const all = await Promise.all(rows.map(async (row) => [row.conversation, await keptOf(row, knowledge)] as const));
    kept = new Map(all);
    const cases = all.flatMap(([conversation, { summary }]) => (summary === null ? [] : [{ conversation, summary }]));
    return { version: now, cases: cases.sort(byNeed) };
  };
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
    items: [...itemsOf(events, file, `/api/cases/${encodeURIComponent(conversation)}/files`), ...notes].sort(
      (a, b) => a.seq - b.seq,
    ),
    known: slotsOf(file, knowledge),
    ...macrosOf(events, knowledge),
  };
}
