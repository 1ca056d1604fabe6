import type { PersonPhase } from "./conversation.ts";
import type { Draft } from "./draft.ts";
import { holds } from "./facts.ts";
import { clockTime, isOpen, opensAt } from "./hours.ts";
import type { Route } from "./knowledge.ts";

/** Passes the case to a person; the bot is silent from then on. Called for again, it stays one case at the same desks. */
export function handOver(draft: Draft, queue: string, reason: string): void {
  const route = routeOf(draft, { queue, reason });
  const opens = route.hours === null ? draft.at : opensAt(route.hours, draft.at);
  const due = (opens ?? draft.at) + route.claimWithin;
  draft.emit({ type: "HandoffRequested", queue, reason, ...(isSooner(draft, due) ? { due } : {}) });
  const desks = route.stages[0] ?? everyDesk;
  if (desks.some((desk) => !draft.open.desks.includes(desk)) || isFresh(draft))
    draft.emit({
      type: "HandoffOffered",
      desks,
      stage: 0,
      due,
    });
  if (reason === "safety") draft.say("handed_over_safety");
  if (route.hours === null || opens === null || opens === draft.at) draft.say("handed_over", { queue });
  else draft.say("handed_over_closed", { queue, opens: clockTime(route.hours, opens) });
}

/** A case waits already, and would be looked at later than that. */
function isSooner({ open: { phase } }: Draft, due: number): boolean {
  if (phase.kind !== "person" || phase.claimedBy !== null || phase.offeredTo.length === 0) return false;
  return phase.due === null || due < phase.due;
}

/** Nobody has taken the case in time: the desks are reminded once, then the next are told. */
export function remind(draft: Draft, phase: PersonPhase): void {
  const { stages, claimWithin } = routeOf(draft);
  const next = stages[phase.stage + 1];
  if (!phase.reminded) {
    const due = next === undefined ? null : draft.at + claimWithin;
    draft.emit({ type: "HandoffReminded", desks: phase.offeredTo, due });
    if (next === undefined) draft.say("still_unclaimed");
    return;
  }
  if (next === undefined) return;
  draft.emit({ type: "HandoffOffered", desks: next, stage: phase.stage + 1, due: draft.at + claimWithin });
  draft.say("still_unclaimed");
}

/** When a case that somebody has let go of is looked at again, milliseconds since the epoch, UTC. */
export const dueAnew = (draft: Draft): number => draft.at + routeOf(draft).claimWithin;

/** No desk knows yet that a person was called. */
const isFresh = ({ open: { phase } }: Draft): boolean => phase.kind === "person" && phase.offeredTo.length === 0;

const calledFor = ({ open: { phase } }: Draft) => (phase.kind === "person" ? phase : { queue: "", reason: "" });

const everyDesk = ["all"];
const anyTime = 15 * 60_000;

/** The route that fits and is open; else the one that fits and opens again. */
function routeOf(draft: Draft, { queue, reason } = calledFor(draft)): Route {
  const { knowledge, open, at } = draft;
  const fitting = knowledge.handoff.routes.filter(
    ({ queues, reasons, when }) =>
      (queues?.includes(queue) ?? true) && (reasons?.includes(reason) ?? true) && holds(when, open, knowledge),
  );
  return (
    fitting.find(({ hours }) => hours === null || isOpen(hours, at)) ??
    fitting[0] ?? { queues: null, reasons: null, when: null, hours: null, stages: [everyDesk], claimWithin: anyTime }
  );
}
