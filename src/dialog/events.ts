import type { Person } from "./activity.ts";
import type { StepOutcome } from "./flow.ts";
import type { CaseId, DeliveryId } from "./ids.ts";
import type { Message } from "./message.ts";
import type { SlotValue } from "./slots.ts";

/** What happened in a conversation, in the order it happened. A conversation is nothing else. */
export type DialogEvent = {
  /** Milliseconds since the epoch, UTC; the time of the activity that caused the event. */
  readonly at: number;
} & (
  | { readonly type: "CaseOpened"; readonly case: CaseId; readonly knowledge: string }
  | {
      readonly type: "UserUttered";
      readonly delivery: DeliveryId;
      readonly by: Person;
      readonly text: string;
      readonly intent: string | null;
      /** In [0, 1]. */
      readonly confidence: number;
      readonly language: string;
      /** The delivery whose text this replaces, where the person edited. */
      readonly edits: DeliveryId | null;
    }
  | {
      readonly type: "ChoiceMade";
      readonly delivery: DeliveryId;
      readonly by: Person;
      readonly question: string;
      readonly option: string;
      readonly label: string;
      /** False for a press on a question that no longer waits. */
      readonly counted: boolean;
    }
  | {
      readonly type: "SlotSet";
      readonly slot: string;
      /** Null: the user does not know. */
      readonly value: SlotValue | null;
      readonly words: string;
      readonly how: "said" | "chosen" | "implied" | "corrected" | "answer";
      readonly drops: Drops;
    }
  /** The user's words leave these values possible. */
  | { readonly type: "SlotNarrowed"; readonly slot: string; readonly among: readonly string[]; readonly words: string }
  /** The user says they had done this before being asked to. */
  | { readonly type: "StepTried"; readonly action: string; readonly seconds: number | null; readonly words: string }
  | { readonly type: "ProblemTold"; readonly intent: string; readonly confidence: number; readonly words: string }
  /** This problem is dealt with now; the one under way before, if any, waits. */
  | { readonly type: "ProblemChosen"; readonly intent: string }
  /** One of several problems is dealt with, or needs no help any more; the case goes on with the others. */
  | { readonly type: "ProblemSolved"; readonly intent: string; readonly outcome: "resolved" | "answered" | "withdrawn" }
  /** The value turned out wrong and the right one is not known. */
  | { readonly type: "SlotCleared"; readonly slot: string; readonly words: string; readonly drops: Drops }
  | { readonly type: "FlowStarted"; readonly flow: string; readonly mode: "start" | "call" | "change" }
  | { readonly type: "FlowFinished"; readonly flow: string }
  | { readonly type: "StepEntered"; readonly flow: string; readonly step: string }
  | {
      readonly type: "StepFinished";
      readonly flow: string;
      readonly step: string;
      readonly outcome: StepOutcome | "skipped_tried" | "said";
      /** Id of the answer given; null where none was asked for. */
      readonly answer: string | null;
      /** What was asked of the user and what they answered, as shown, for the case file. */
      readonly asked: string;
      readonly replied: string | null;
    }
  | { readonly type: "FlowInterrupted"; readonly flow: string; readonly step: string | null; readonly by: string }
  | { readonly type: "FlowResumed"; readonly flow: string; readonly step: string | null }
  | {
      readonly type: "ConsentGiven";
      readonly flow: string;
      readonly step: string;
      readonly loses: readonly string[];
      readonly given: boolean;
    }
  | { readonly type: "NotUnderstood"; readonly text: string }
  | { readonly type: "BotReplied"; readonly message: Message }
  /** Pictures and other files that came with the words of the same delivery. */
  | ({ readonly type: "FilesShared"; readonly side: "user" | "agent"; readonly files: readonly SharedFile[] } & Done)
  /** A person is called; called again, for more urgent a reason, while one has the case. */
  | {
      readonly type: "HandoffRequested";
      readonly queue: string;
      readonly reason: string;
      /** When a case that waits already is looked at, where that is sooner than it was; milliseconds since the epoch, UTC. */
      readonly due?: number | undefined;
    }
  | ({
      readonly type: "HandoffOffered";
      /** How often the desks before have not taken it. */
      readonly stage: number;
    } & Waiting)
  /** Nobody has taken it in time. */
  | ({ readonly type: "HandoffReminded" } & Waiting)
  | ({ readonly type: "HandoffClaimed" } & Done)
  /** Whoever had it lets somebody else take it. */
  | ({ readonly type: "HandoffReleased"; readonly due: number | null } & Done)
  | ({ readonly type: "AgentReplied"; readonly text: string } & Done)
  /** Never for the user's eyes. */
  | ({ readonly type: "AgentNoted"; readonly text: string } & Done)
  /** What somebody wanted to do with the case, and could not. */
  | ({ readonly type: "AgentRefused"; readonly why: Refusal } & Done)
  | ({
      readonly type: "HandoffClosed";
      /** Handed back: the bot goes on. Otherwise the case ends with this cause. */
      readonly result: "handed_back" | "closed";
      readonly cause: string | null;
      readonly solved: boolean | null;
      readonly remark: string | null;
      /** Handed back: where the bot goes on; null: where it was. Closed: the step that would have solved it. */
      readonly step: StepRef | null;
    } & Done)
  /** The state is again what it was before the last turn that moved on. */
  | { readonly type: "Undone" }
  /** The bot asked whether the user is still there. */
  | { readonly type: "Nudged" }
  | { readonly type: "CaseClosed"; readonly outcome: CaseOutcome }
  /** The person came back to a case that had been put to rest. */
  | { readonly type: "CaseReopened" }
);

/** What a person did at a desk, or a user with files. */
interface Done {
  /** Null in what was stored before deliveries were. */
  readonly delivery: DeliveryId | null;
  readonly by: Person;
  /** Name of the desk it was done at; null: at none. */
  readonly desk: string | null;
}

interface Waiting {
  /** Names of desks, as the pack calls them. */
  readonly desks: readonly string[];
  /** When it is looked at again if nobody has taken it, milliseconds since the epoch, UTC; null: not any more. */
  readonly due: number | null;
}

export type Priority = "urgent" | "high" | "normal";

/** `claimed`: somebody else has it; `unclaimed`: nobody has it yet; `no_handoff`: it is with no person; `unknown`: no such step. */
export type Refusal = "claimed" | "unclaimed" | "no_handoff" | "unknown";

export interface StepRef {
  readonly flow: string;
  readonly step: string;
}

/** A file as its platform shows it to those who may see it. */
export interface SharedFile {
  readonly name: string;
  /** Media type, such as "image/png"; null where it is not known. */
  readonly type: string | null;
  /** Where it can be looked at; null where only words of it can be passed on. */
  readonly link: string | null;
  /** How the channel it came by gets at what is in it, `<channel>:…`; told to nobody. */
  readonly source?: string | undefined;
}

/** What rested on an old value. Steps are `flow/step`. */
export interface Drops {
  /** Forgotten. */
  readonly slots: readonly string[];
  /** Finished steps that no longer count. */
  readonly steps: readonly string[];
  /** Steps to do over, in this order. */
  readonly redo: readonly string[];
}

export type CaseOutcome =
  | "resolved"
  | "answered"
  | "escalated"
  | "withdrawn"
  | "silent"
  | "started_over"
  | "out_of_scope";

export type EventOf<Type extends DialogEvent["type"]> = Extract<DialogEvent, { type: Type }>;
