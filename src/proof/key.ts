import type { CaseState, Conversation } from "../dialog/conversation.ts";
import { holds, triedIn } from "../dialog/facts.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { type Begins, beginsOf, type Reach, reachesOf } from "./reach.ts";
import { gotosOf, type Point, type Test, type Tree, treeOf } from "./tree.ts";

/**
 * Names a conversation by all that can still make a difference to its way. Two conversations of one name lead to the
 * same steps by the same answers, so one of them is explored; what they say may differ by the names and values inserted.
 */
export function keys(knowledge: Knowledge): (state: Conversation) => string {
  const tree = treeOf(knowledge);
  const targets = jumpTargets(knowledge);
  const retries = retriesOf(knowledge);
  const reachOf = reachesOf(tree);
  return ({ open, lastOutcome }) => {
    if (open === null) return `closed ${lastOutcome}`;
    if (open.phase.kind === "person") return `person ${open.phase.queue} ${open.phase.reason}`;
    const begins = beginsOf(open, tree, knowledge);
    const ahead = lookedAhead(open, begins, reachOf(begins), tree, knowledge);
    const visits = open.stack.flatMap(({ flow, visits: counts }) => [
      ...Object.keys(counts).filter((step) => targets.has(`${flow}/${step}`) && ahead.steps.has(`${flow}/${step}`)),
      ...(retries.get(flow) ?? [])
        .filter(({ at }) => ahead.steps.has(`${flow}/${at}`))
        .map(({ between }) => countsOf(between, counts, ahead.steps, knowledge.limits.stepRepeats)),
    ]);
    return `${placeOf(open)}|${ahead.matters}|${visits.join()}|${open.waiting.map(({ intent }) => intent).join()}`;
  };
}

/** What the person has agreed to lose, by key of the pack's `losses`. */
export function consentedIn({ steps }: CaseState, knowledge: Knowledge): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ flow, step: id, outcome, counts }) => {
      if (outcome !== "consented" || !counts) return [];
      const step = knowledge.flows.get(flow)?.steps.find((one) => one.id === id);
      return step?.kind === "consent" ? step.loses : [];
    }),
  );
}

/** Where a case stands: the flows under way and what is asked. */
function placeOf({ stack, phase }: CaseState): string {
  const flows = stack.map(({ flow, at, redo }) => `${flow}/${at}${redo.length > 0 ? `+${redo.join("+")}` : ""}`);
  return `${flows.join(">")} ${phase.kind === "asking" ? JSON.stringify(phase.question.about) : phase.kind}`;
}

/** Everything that the ways from here look at, save what is certain already. */
function lookedAhead(
  open: CaseState,
  { entered, next }: Begins,
  reach: Reach,
  { points, comparisons, actions }: Tree,
  knowledge: Knowledge,
): { readonly matters: string; readonly steps: ReadonlySet<string> } {
  const verdicts = new Map<number, boolean | null>();
  const verdict = (number: number): boolean | null => {
    const before = verdicts.get(number);
    if (before !== undefined) return before;
    const now = decided(number);
    verdicts.set(number, now);
    return now;
  };
  /** Null: it depends on what comes. */
  const decided = (number: number): boolean | null => {
    const known = comparisons[number];
    if (known === undefined) return null;
    const { comparison, slots } = known;
    const now = holds(comparison, open, knowledge);
    // What was tried or done stays so.
    if (comparison.kind === "done") return now ? true : reach.steps.has(comparison.step) ? null : false;
    if (comparison.kind === "tried")
      return now
        ? true
        : comparison.actions.some((action) => reach.actions.has(actions.indexOf(action)))
          ? null
          : false;
    const open_ = slots.some(
      (slot) => reach.sets.has(slot) || (open.slots[slot] === undefined && reach.needs.has(slot)),
    );
    return open_ ? null : now;
  };
  /** True, false, or what it still depends on, with how that stands now. */
  const residue = (test: Test): true | false | string => {
    switch (test.kind) {
      case "one": {
        const certain = verdict(test.comparison);
        const known = comparisons[test.comparison];
        if (certain !== null || known === undefined) return certain ?? false;
        return `${test.comparison}${holds(known.comparison, open, knowledge) ? "y" : "n"}`;
      }
      case "not": {
        const inner = residue(test.of);
        return typeof inner === "string" ? `!${inner}` : !inner;
      }
      case "all":
      case "any": {
        const settling = test.kind === "any";
        const parts: string[] = [];
        for (const part of test.of) {
          const one = residue(part);
          if (one === settling) return settling;
          if (typeof one === "string") parts.push(one);
        }
        return parts.length === 0 ? !settling : `${test.kind === "any" ? "or" : "and"}(${parts.join()})`;
      }
    }
  };

  const matters: string[] = [];
  const steps = new Set<string>();
  const tried = new Set<number>();
  const losses = new Set<string>();
  const needed = new Set<string>();
  const seen = new Set<number>();
  const queue: number[] = [];
  const visit = (number: number) => {
    if (number < 0 || seen.has(number)) return;
    seen.add(number);
    queue.push(number);
  };
  const mind = (name: string, test: Test) => {
    const rest = residue(test);
    matters.push(typeof rest === "string" ? `${name}${rest}` : `${name}${rest ? "+" : "-"}`);
  };
  const enter = (number: number, point: Point) => {
    steps.add(point.name);
    for (const { slot, tests } of point.needs)
      if (open.slots[slot] === undefined || reach.sets.has(slot)) {
        needed.add(slot);
        for (const [i, test] of tests.entries()) mind(`${number}.${i}`, test);
      }
    for (const [i, test] of point.answers.entries()) mind(`${number}:${i}`, test);
    if (point.action >= 0) tried.add(point.action);
    for (const loss of point.losses) losses.add(loss);
    for (const to of point.leads) visit(to);
  };
  for (const number of entered) {
    const point = points[number];
    if (point !== undefined) enter(number, point);
  }
  for (const number of next) visit(number);
  for (const number of queue) {
    const point = points[number];
    if (point === undefined) continue;
    const certain = point.when === null ? true : residue(point.when);
    if (point.when !== null) matters.push(`${number}${certain === true ? "+" : certain === false ? "-" : certain}`);
    if (certain !== false) enter(number, point);
    if (certain !== true) visit(point.past);
  }
  const agreed = losses.size === 0 ? losses : consentedIn(open, knowledge);
  matters.push(
    [...needed].map((slot) => (open.slots[slot] === undefined ? "0" : "1")).join(""),
    [...tried].map((action) => (triedIn(open, actions[action] ?? "", knowledge) === null ? "0" : "1")).join(""),
    [...losses].map((loss) => (agreed.has(loss) ? "1" : "0")).join(""),
  );
  return { matters: matters.join(" "), steps };
}

/** A way back: the step it leads from, and the steps from its target to there, which must not be used up. */
interface Retry {
  readonly at: string;
  readonly between: readonly { readonly id: string; readonly name: string }[];
}

function retriesOf({ flows }: Knowledge): ReadonlyMap<string, readonly Retry[]> {
  return new Map(
    [...flows.values()].map(({ id: flow, steps }) => [
      flow,
      steps.flatMap((step, to) =>
        gotosOf(step).flatMap((goto): readonly Retry[] => {
          if (goto.kind !== "retry") return [];
          const from = steps.findIndex(({ id }) => id === goto.step);
          const between = steps.slice(from, Math.max(from, to) + 1).map(({ id }) => ({ id, name: `${flow}/${id}` }));
          return [{ at: step.id, between }];
        }),
      ),
    ]),
  );
}

/** Whether a way back is used up; if not, how often each step was entered that may be entered again. */
function countsOf(
  between: Retry["between"],
  counts: Readonly<Record<string, number>>,
  ahead: ReadonlySet<string>,
  limit: number,
): string {
  if (between.some(({ id }) => (counts[id] ?? 0) > limit)) return "x";
  return between.map(({ id, name }) => (ahead.has(name) ? (counts[id] ?? 0) : "")).join("");
}

/** Steps that an answer leads to by name and that are passed over if they were tried: only before they were shown. */
function jumpTargets({ flows }: Knowledge): ReadonlySet<string> {
  return new Set(
    [...flows.values()].flatMap(({ id, steps }) => {
      const skippable = new Set(steps.flatMap((step) => (step.kind === "do" && step.action !== null ? [step.id] : [])));
      return steps
        .flatMap(gotosOf)
        .flatMap((goto) => (goto.kind === "step" || goto.kind === "retry" ? [goto.step] : []))
        .filter((step) => skippable.has(step))
        .map((step) => `${id}/${step}`);
    }),
  );
}
