import type { CaseState, Conversation } from "../dialog/conversation.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { notSure, stepOf } from "../dialog/present.ts";
import type { Claim } from "./finding.ts";
import { consentedIn } from "./key.ts";
import type { Turn } from "./moves.ts";

/** What must hold of every turn. Null: it does. */
export type TurnClaim = (turn: Turn, knowledge: Knowledge) => Fault | null;

export interface Fault {
  readonly claim: Claim;
  readonly message: string;
  readonly flow: string;
  readonly step: string | null;
}

export const turnClaims: readonly TurnClaim[] = [endsWell, leadsOnFromNotSure, losesByConsent];

/** Reasons the engine gives when a pack leaves it no way. */
const brakes: readonly string[] = ["flow_leads_nowhere", "flow_removed", "too_many_steps"];

/** A turn leaves a question that can be answered, a person, or a case that is resolved or answered. */
function endsWell({ after }: Turn): Fault | null {
  const { open, lastOutcome } = after;
  if (open === null)
    return lastOutcome === "resolved" || lastOutcome === "answered"
      ? null
      : fault("ends", after, `ends as "${lastOutcome}"; expected resolved, answered or a person`);
  if (open.phase.kind === "person")
    return brakes.includes(open.phase.reason)
      ? fault("ends", after, `leads to a person by "${open.phase.reason}" — give the flow an end of its own`)
      : null;
  if (open.phase.kind === "asking" && open.phase.question.options.length > 0) return null;
  return fault("ends", after, "leaves the person without a question or an end — say where it leads");
}

function leadsOnFromNotSure({ after }: Turn): Fault | null {
  const { open } = after;
  if (open?.phase.kind !== "asking") return null;
  const { about, options } = open.phase.question;
  if (about.kind !== "step" && about.kind !== "slot") return null;
  if (options.some(({ id }) => id === notSure)) return null;
  return fault("not_sure", after, `asks a question without a way on from "not sure" — add the answer not_sure`);
}

function losesByConsent({ after }: Turn, knowledge: Knowledge): Fault | null {
  const { open } = after;
  if (open?.phase.kind !== "asking") return null;
  const { about } = open.phase.question;
  const step = about.kind === "step" ? stepOf(knowledge.flows.get(about.flow), about.step) : undefined;
  if (step?.kind !== "do") return null;
  const agreed = consentedIn(open, knowledge);
  const lost = step.effort.loses.filter((loss) => !agreed.has(loss));
  if (lost.length === 0) return null;
  return fault("consent", after, `loses ${lost.join(", ")} and is shown without a yes — ask for consent before it`);
}

const fault = (claim: Claim, state: Conversation, message: string): Fault => ({
  claim,
  message,
  ...placeOf(state.open ?? state.last),
});

function placeOf(found: CaseState | null): { readonly flow: string; readonly step: string | null } {
  const about = found?.phase.kind === "asking" ? found.phase.question.about : null;
  if (about?.kind === "step") return { flow: about.flow, step: about.step };
  const frame = found?.stack.at(-1);
  return { flow: frame?.flow ?? "", step: frame?.at ?? null };
}
