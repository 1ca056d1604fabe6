import type { Conversation } from "./conversation.ts";
import type { Draft } from "./draft.ts";
import { remind } from "./handoff.ts";
import type { Limits } from "./wording.ts";

/** When the clock has to look at a conversation, milliseconds since the epoch, UTC; null: it waits for nobody. */
export function dueOf(state: Conversation, limits: Limits): number | null {
  const { open } = state;
  if (open?.phase.kind === "person") return open.phase.claimedBy === null ? open.phase.due : null;
  if (open?.phase.kind !== "asking") return null;
  return state.at + (open.nudged ? limits.closeAfter : limits.nudgeAfter);
}

/** Time has passed: a desk is reminded; a user gets one nudge, then the case is put to rest with an invitation to come back. */
export function hush(draft: Draft): void {
  const due = dueOf(draft.state, draft.knowledge.limits);
  if (due === null || draft.at < due) return;
  const { phase } = draft.open;
  if (phase.kind === "person") return remind(draft, phase);
  if (!draft.open.nudged) {
    draft.emit({ type: "Nudged" });
    return draft.say("nudge");
  }
  draft.say("closed_silent");
  draft.emit({ type: "CaseClosed", outcome: "silent" });
}
