import type { CaseState, Conversation } from "../dialog/conversation.ts";
import { pendingQuestion } from "../dialog/decide.ts";
import type { CaseOutcome } from "../dialog/events.ts";
import { inWords } from "../dialog/facts.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { About } from "../dialog/message.ts";
import type { WordingKey } from "../dialog/wording.ts";

/** Where a conversation stands, in the words of `expect`. */
export type Standing =
  | { readonly kind: "step"; readonly step: string }
  | { readonly kind: "asks"; readonly question: string }
  | {
      readonly kind: "end";
      readonly end: CaseOutcome | "escalated";
      readonly reason: string | null;
      readonly queue: string | null;
    }
  | { readonly kind: "nothing" };

/** The bot's own questions, by the key of `bot.yaml` under which an author finds the sentence. */
export const ownQuestions = {
  start: "start_question",
  intent: "did_you_mean",
  order: "two_problems",
  switch: "switch_problem",
  solved: "thanks_question",
  person: "person_question",
  next_problem: "next_problem",
  offer: "offer_flow",
} as const satisfies Record<Exclude<About["kind"], "slot" | "step">, WordingKey>;

export function standingOf(state: Conversation): Standing {
  const { open, lastOutcome } = state;
  if (open === null)
    return lastOutcome === null ? { kind: "nothing" } : { kind: "end", end: lastOutcome, reason: null, queue: null };
  if (open.phase.kind === "person") {
    const { reason, queue } = open.phase;
    return { kind: "end", end: "escalated", reason, queue };
  }
  const about = pendingQuestion(state)?.about;
  if (about === undefined) return { kind: "nothing" };
  if (about.kind === "step") return { kind: "step", step: `${about.flow}/${about.step}` };
  return { kind: "asks", question: about.kind === "slot" ? about.slot : ownQuestions[about.kind] };
}

/** "waits at connect_headphones/charge", "asks host_os", "ended escalated, reason safety, queue safety". */
export function standingInWords(standing: Standing): string {
  switch (standing.kind) {
    case "step":
      return `waits at ${standing.step}`;
    case "asks":
      return `asks ${standing.question}`;
    case "end": {
      const why = standing.reason === null ? "" : `, reason ${standing.reason}, queue ${standing.queue}`;
      return `ended ${standing.end}${why}`;
    }
    case "nothing":
      return "no case was opened";
  }
}

/** The case that is under way, else the one that ended last. */
export const caseOf = (state: Conversation): CaseState | null => state.open ?? state.last;

/** Where it stands and what is known, a line each. */
export function stateInWords(state: Conversation, knowledge: Knowledge): readonly string[] {
  const found = caseOf(state);
  const slots = Object.entries(found?.slots ?? {}).map(
    ([slot, { value }]) => `${slot} ${value === null ? "not_sure" : (inWords(slot, value, knowledge) ?? "")}`,
  );
  const steps = (found?.steps ?? []).map(({ flow, step, answer, outcome }) => `${flow}/${step} ${answer ?? outcome}`);
  return [
    standingInWords(standingOf(state)),
    `intent: ${found?.intent ?? "none"}`,
    `slots: ${listed(slots)}`,
    `tried: ${listed(Object.keys(found?.tried ?? {}))}`,
    `done: ${listed(steps)}`,
  ];
}

const listed = (words: readonly string[]): string => (words.length === 0 ? "none" : words.join("; "));
