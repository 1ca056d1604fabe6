import type { Person } from "../dialog/activity.ts";
import { conversationOf, priorityOf } from "../dialog/conversation.ts";
import type { CaseOutcome, DialogEvent, Priority, SharedFile, StepRef } from "../dialog/events.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { Sending } from "../dialog/outbox.ts";
import { summaryInWords, summaryOf } from "../dialog/summary.ts";
import { type CaseFile, caseFileOf, transcriptOf, type Where } from "../dialog/transcript.ts";

/** What a desk elsewhere is told. Times in `data`: milliseconds since the epoch, UTC. */
export type WebhookBody = {
  /** When it happened, ISO 8601, UTC. */
  readonly timestamp: string;
} & (
  | Told<"case.offered", CaseTold & Waiting & { readonly again: boolean }>
  | Told<"case.user_said", { readonly by: Person; readonly text: string; readonly edits: number | null }>
  | Told<"case.files", Done & { readonly side: "user" | "agent"; readonly files: readonly SharedFile[] }>
  | Told<"case.raised", { readonly priority: Priority; readonly queue: string; readonly reason: string }>
  | Told<"case.reminded", Waiting>
  | Told<"case.claimed", Done>
  | Told<"case.released", Done & Waiting>
  | Told<"case.agent_said", Done & { readonly text: string }>
  | Told<"case.noted", Done & { readonly text: string }>
  | Told<
      "case.closed",
      CaseTold &
        Done & {
          readonly result: "handed_back" | "closed";
          readonly cause: string | null;
          readonly solved: boolean | null;
          readonly remark: string | null;
          readonly step: StepRef | null;
        }
    >
  | Told<"case.ended", { readonly outcome: CaseOutcome }>
);

interface Told<Type extends string, Data> {
  readonly type: Type;
  readonly data: Which & Data;
}

interface Which {
  readonly case: string;
  readonly conversation: string;
  /** The desk that is told, as the settings call it. */
  readonly desk: string;
  /** Of the event in its conversation, from 1: what is told of a case comes in this order. */
  readonly seq: number;
}

interface CaseTold {
  readonly priority: Priority;
  /** What the pack calls the problem: a title for the ticket. */
  readonly title: string;
  /** What a person grasps in ten seconds; plain text of several lines. */
  readonly summary: string;
  readonly file: CaseFile;
}

interface Waiting {
  /** When it is looked at again if nobody has taken it; null: not any more. */
  readonly due: number | null;
}

interface Done {
  readonly by: Person;
  /** Name of the desk it was done at; null: at none. */
  readonly doneAt: string | null;
}

export interface ToldAt {
  readonly desk: string;
  /** All events of the conversation. */
  readonly events: readonly DialogEvent[];
  readonly knowledge: Knowledge;
  readonly where: Where;
}

/** The same for each try, whatever has happened since: what comes later is told later. Null: nothing is told of it. */
export function webhookBodyOf({ conversation, seq, event }: Omit<Sending, "id">, at: ToldAt): WebhookBody | null {
  const { desk } = at;
  const until = at.events.slice(0, seq);
  const { open, last } = conversationOf(until);
  const found = open ?? last;
  if (found === null) return null;
  const which: Which = { case: found.id, conversation, desk, seq };
  const timestamp = new Date(event.at).toISOString();
  switch (event.type) {
    case "HandoffOffered": {
      const told = toldOf(until, at);
      const again = isOfferedBefore(until, desk);
      return told && { type: "case.offered", timestamp, data: { ...which, ...told, due: event.due, again } };
    }
    case "UserUttered": {
      const said = transcriptOf(until).at(-1);
      const edits = said?.kind === "user" ? said.edits : null;
      return { type: "case.user_said", timestamp, data: { ...which, by: event.by, text: event.text, edits } };
    }
    case "FilesShared": {
      const { side, files } = event;
      return { type: "case.files", timestamp, data: { ...which, ...doneOf(event), side, files } };
    }
    case "HandoffRequested": {
      const { queue, reason } = event;
      return { type: "case.raised", timestamp, data: { ...which, priority: priorityOf(reason), queue, reason } };
    }
    case "HandoffReminded":
      return { type: "case.reminded", timestamp, data: { ...which, due: event.due } };
    case "HandoffClaimed":
      return { type: "case.claimed", timestamp, data: { ...which, ...doneOf(event) } };
    case "HandoffReleased":
      return { type: "case.released", timestamp, data: { ...which, ...doneOf(event), due: event.due } };
    case "AgentReplied":
      return { type: "case.agent_said", timestamp, data: { ...which, ...doneOf(event), text: event.text } };
    case "AgentNoted":
      return { type: "case.noted", timestamp, data: { ...which, ...doneOf(event), text: event.text } };
    case "HandoffClosed": {
      const told = toldOf(until, at);
      const { result, cause, solved, remark, step } = event;
      const closed = { result, cause, solved, remark, step };
      return told && { type: "case.closed", timestamp, data: { ...which, ...told, ...doneOf(event), ...closed } };
    }
    case "CaseClosed":
      return { type: "case.ended", timestamp, data: { ...which, outcome: event.outcome } };
    default:
      return null;
  }
}

function toldOf(until: readonly DialogEvent[], { knowledge, where }: ToldAt): CaseTold | null {
  const file = caseFileOf(until, knowledge, where);
  const summary = file === null ? null : summaryOf(file);
  if (file === null || summary === null) return null;
  const { priority, title } = summary;
  return { priority, title, summary: summaryInWords(summary), file };
}

const doneOf = ({ by, desk }: { readonly by: Person; readonly desk: string | null }): Done => ({ by, doneAt: desk });

/** The receiver knows of the case: it was handed back, and now it is handed over again. */
function isOfferedBefore(until: readonly DialogEvent[], desk: string): boolean {
  const opened = until.findLastIndex(({ type }) => type === "CaseOpened");
  return until
    .slice(opened, -1)
    .some((event) => event.type === "HandoffOffered" && (event.desks.includes(desk) || event.desks.includes("all")));
}
