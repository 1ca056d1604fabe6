import type { CaseState, Conversation, StepRecord } from "../dialog/conversation.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { beginsOf, reachesOf } from "./reach.ts";
import { treeOf } from "./tree.ts";

/**
 * Makes the states fewer by forgetting. What only "back" and the case file need goes. So does what was tried where it
 * does nothing but pass a step over: the step is then shown once more than the engine would show it, and "I did that
 * before" passes it over. Everything the engine can do stays among what is explored; a conversation may look longer.
 * What any of the packs may still look at from here is kept.
 */
export function forgetting(...packs: readonly Knowledge[]): (conversation: Conversation) => Conversation {
  const lookers = packs.map(asksAhead);
  const actionOf = new Map(
    packs
      .flatMap(({ flows }) => [...flows.values()])
      .flatMap((flow) =>
        flow.steps.flatMap((step) =>
          step.kind === "do" && step.action !== null ? [[`${flow.id}/${step.id}`, step.action]] : [],
        ),
      ),
  );
  const lean = (open: CaseState): CaseState => {
    const asked = lookers.map((look) => look(open));
    const forgotten = (record: StepRecord): StepRecord => {
      const name = `${record.flow}/${record.step}`;
      const action = actionOf.get(name);
      const counts = record.outcome === "worked" || record.outcome === "did_not_help";
      const matters =
        action === undefined || asked.some(({ actions, steps }) => actions.has(action) || steps.has(name));
      if (record.asked === "" && (!counts || matters)) return record;
      return { ...record, asked: "", outcome: counts && !matters ? "could_not" : record.outcome };
    };
    const tried = Object.entries(open.tried).filter(([action]) => asked.some(({ actions }) => actions.has(action)));
    return {
      ...open,
      checkpoints: [],
      turnStart: null,
      tried: Object.fromEntries(tried),
      steps: open.steps.map(forgotten),
    };
  };
  return (conversation) => ({
    ...conversation,
    chosen: null,
    open: conversation.open === null ? null : lean(conversation.open),
  });
}

/** What conditions that may still come look at: whether an action was tried, and how a step went. */
interface Asked {
  readonly actions: ReadonlySet<string>;
  readonly steps: ReadonlySet<string>;
}

function asksAhead(knowledge: Knowledge): (open: CaseState) => Asked {
  const tree = treeOf(knowledge);
  const reachOf = reachesOf(tree);
  const known = new Map<object, Asked>();
  return (open) => {
    const reach = reachOf(beginsOf(open, tree, knowledge));
    const before = known.get(reach);
    if (before !== undefined) return before;
    const compared = [...reach.comparisons].flatMap((number) => tree.comparisons[number]?.comparison ?? []);
    const asked = {
      actions: new Set(compared.flatMap((one) => (one.kind === "tried" ? one.actions : []))),
      steps: new Set(compared.flatMap((one) => (one.kind === "done" && one.outcomes.length > 0 ? [one.step] : []))),
    };
    known.set(reach, asked);
    return asked;
  };
}
