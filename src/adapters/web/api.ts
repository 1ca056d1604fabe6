import type { AgentAction, Person } from "../../dialog/activity.ts";
import type { StepRecord } from "../../dialog/conversation.ts";
import type { SharedFile } from "../../dialog/events.ts";
import type { LightPicture, Message } from "../../dialog/message.ts";
import type { CaseSummary } from "../../dialog/summary.ts";
import type { Macros } from "../common/macros.ts";

/**
 * The JSON of the web API; the console imports these types and nothing else of the server.
 *
 *     POST /api/conversations                    {}                      → 201 { conversation }
 *     GET  /api/conversations/:id                                        → 200 ConversationView
 *     POST /api/conversations/:id/activities     ActivityBody            → 202 { duplicate }
 *     GET  /api/conversations/:id/events         server-sent events: `view` (data: ConversationView) now and after every turn
 *     POST /api/paste                            { text }                → 200 PasteView (nothing is stored)
 *     POST /api/paste/open                       { text, id }            → 201 { conversation } (goes on in the customer's place)
 *     GET  /api/queue                                                    → 200 QueueView
 *     GET  /api/queue/events                     server-sent events: `queue` (data: QueueView) now and after changes
 *     GET  /api/cases/:conversation                                      → 200 DeskCaseView
 *     GET  /api/cases/:conversation/events       server-sent events: `case` (data: DeskCaseView) now and after every turn
 *     POST /api/desk                             DeskBody                → 202 { duplicate } once it is done or waits to be; 409 with the reason where it cannot be done
 *     GET  /api/conversations/:id/files/:seq/:index                      → 200 what is in a file of a `files` item, 302 to where it lies
 *     GET  /api/cases/:conversation/files/:seq/:index                    the same, for whoever helps
 *     GET  /files/:token                         without a login         the same, for whoever was told of it elsewhere
 *     GET  /api/about                                                    → 200 AboutView
 *     GET  /api/health                           without a login         → 200 { ok: true }
 *
 * Errors are `{ error: { found, expected, remedy } }`: 400 for another shape or content-type (POST takes application/json),
 * 404 for what there is not, 409 for what a case does not allow, 413 for a body that is too big, 500 for a fault of the server, 503 for a health without a
 * store that answers, and with a Retry-After where too much waits already: the same id again, later. Where a login is set up, everything but health and told files is answered 401 without it, in plain text and with a
 * WWW-Authenticate header. HEAD is answered like GET, without the body.
 */
export type ActivityBody = {
  /** Made by the client, unique; the same id again is answered 202 `{ duplicate: true }` and does nothing. */
  readonly id: string;
} & ({ readonly text: string } | { readonly choice: { readonly question: string; readonly option: string } });

/**
 * What a person does with a case, from a desk that is no channel: the page's queue, an automation of a help desk. Whoever
 * has the login is believed who acts. Who acts is told apart by `by.id`: only who has claimed a case can do more than
 * note something.
 */
export interface DeskBody {
  /** Made by the client, unique in its conversation; the same id again is answered like the first time and does nothing. */
  readonly id: string;
  /** Where the case takes place; `data.conversation` of what a webhook is told. */
  readonly conversation: string;
  readonly by: Person;
  /** Name of the desk it is done at: that desk is not told what was said there. "console": the page's queue. */
  readonly desk: string;
  readonly action: AgentAction;
}

export interface ConversationView {
  readonly conversation: string;
  /** Grows with every event; a view with a lower version than the one shown is stale. */
  readonly version: number;
  readonly items: readonly ViewItem[];
  readonly case: CaseView | null;
}

export type ViewItem =
  | { readonly kind: "user"; readonly seq: number; readonly at: number; readonly text: string }
  | {
      readonly kind: "bot";
      readonly seq: number;
      readonly at: number;
      readonly message: Message;
      /** Label of the option chosen, once the question is answered by a press. */
      readonly chosen: string | null;
      /** True while the question still waits. */
      readonly waiting: boolean;
    }
  | { readonly kind: "agent"; readonly seq: number; readonly at: number; readonly name: string; readonly text: string }
  | {
      readonly kind: "files";
      readonly seq: number;
      readonly at: number;
      /** Null: shared by the user. */
      readonly name: string | null;
      readonly files: readonly SharedFile[];
    }
  /** "Handed over", "Closed": a line across the page. */
  | { readonly kind: "note"; readonly seq: number; readonly at: number; readonly text: string };

export interface CaseView {
  readonly id: string;
  readonly phase: "open" | "person" | "ended";
  readonly outcome: string | null;
  readonly problem: string;
  /** Title of the flow under way. */
  readonly flow: string | null;
  readonly slots: readonly SlotView[];
  readonly tried: readonly { readonly action: string; readonly words: string }[];
  readonly steps: readonly (StepRecord & { readonly title: string })[];
}

export interface SlotView {
  readonly slot: string;
  readonly name: string;
  /** In words; null: the person does not know. */
  readonly value: string | null;
  /** The person's own words that gave it. */
  readonly words: string;
  readonly light: LightPicture | null;
}

export interface PasteView {
  /** Marked stretches of the pasted text, in order, not overlapping; offsets are UTF-16. */
  readonly marks: readonly Mark[];
  readonly language: string;
  /** What is known, ready to read. */
  readonly known: readonly SlotView[];
  readonly tried: readonly { readonly action: string; readonly words: string }[];
  /** The trees that fit, best first, with what speaks for each. */
  readonly trees: readonly {
    readonly flow: string;
    readonly title: string;
    /** In [0, 1]. */
    readonly confidence: number;
    readonly because: readonly string[];
  }[];
  /** The one best question still missing; null when nothing is missing. */
  readonly question: { readonly text: string; readonly why: string; readonly options: readonly string[] } | null;
  /** To the customer, ready to send. */
  readonly reply: string;
  /** For the file, not for the customer. */
  readonly note: string;
  readonly safety: string | null;
}

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: "slot" | "tried" | "problem" | "safety";
  /** "Model: Mi Buds 4 Pro". */
  readonly label: string;
}

/** The cases that wait for a person or are held by one: the most urgent first, then those that wait longest. */
export interface QueueView {
  /** When it was looked at, milliseconds since the epoch, UTC. */
  readonly version: number;
  readonly cases: readonly QueuedCase[];
}

export interface QueuedCase {
  readonly conversation: string;
  readonly summary: CaseSummary;
}

/** A case as somebody who helps sees it, notes included; never for the user. */
export interface DeskCaseView extends Macros {
  readonly conversation: string;
  readonly version: number;
  readonly summary: CaseSummary;
  /** Id of whoever has it, as given with the claim; null: nobody. */
  readonly claimedBy: string | null;
  readonly items: readonly DeskItem[];
  readonly known: readonly SlotView[];
}

export type DeskItem =
  | ViewItem
  /** For colleagues only. */
  | {
      readonly kind: "private";
      readonly seq: number;
      readonly at: number;
      readonly name: string;
      readonly text: string;
    };

export interface AboutView {
  readonly title: string;
  readonly knowledge: string;
  readonly problems: readonly string[];
  readonly examples: readonly string[];
}
