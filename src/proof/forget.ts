import type { CaseState, Conversation, StepRecord } from "../dialog/conversation.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { comparisonsOf } from "./conditions.ts";

/**
 * Makes the states fewer by forgetting. What only "back" and the case file need goes. So does what was tried where it
 * does nothing but pass a step over: the step is then shown once more than the engine would show it, and "I did that
 * before" passes it over. Everything the engine can do stays among what is explored; a conversation may look longer.
 * What any of the packs looks at is kept.
 */
export function forgetting(...packs: readonly Knowledge[]): (conversation: Conversation) => Conversation {
  const comparisons = packs.flatMap(comparisonsOf);
  const asked = new Set(comparisons.flatMap((one) => (one.kind === "tried" ? one.actions : [])));
  const told = new Set(
    comparisons.flatMap((one) => (one.kind === "done" && one.outcomes.length > 0 ? [one.step] : [])),
  );
  const actionOf = new Map(
    packs
      .flatMap(({ flows }) => [...flows.values()])
      .flatMap((flow) =>
        flow.steps.flatMap((step) =>
          step.kind === "do" && step.action !== null ? [[`${flow.id}/${step.id}`, step.action]] : [],
        ),
      ),
  );
  const forgotten = (record: StepRecord): StepRecord => {
    const name = `${record.flow}/${record.step}`;
    const action = actionOf.get(name);
    const counts = record.outcome === "worked" || record.outcome === "did_not_help";
    const matters = action === undefined || asked.has(action) || told.has(name);
    return { ...record, asked: "", outcome: counts && !matters ? "could_not" : record.outcome };
  };
  const lean = (open: CaseState): CaseState => ({
    ...open,
    checkpoints: [],
    turnStart: null,
    tried: Object.fromEntries(Object.entries(open.tried).filter(([action]) => asked.has(action))),
    steps: open.steps.map(forgotten),
  });
  return (conversation) => ({
    ...conversation,
    chosen: {},
    open: conversation.open === null ? null : lean(conversation.open),
  });
}
