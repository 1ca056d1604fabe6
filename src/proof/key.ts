import type { CaseState, Conversation } from "../dialog/conversation.ts";
import { holds, triedIn } from "../dialog/facts.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { type Point, type Test, type Tree, treeOf } from "./tree.ts";

/**
 * Names a conversation by all that can still make a difference to its way. Two conversations of one name lead to the
 * same steps by the same answers, so one of them is explored; what they say may differ by the names and values inserted.
 */
export function keys(knowledge: Knowledge): (state: Conversation) => string {
  const tree = treeOf(knowledge);
  const targets = jumpTargets(knowledge);
  const reachOf = reaches(tree);
  // More often makes no difference to `retry`.
  const enough = knowledge.limits.stepRepeats + 1;
  return ({ open, lastOutcome }) => {
    if (open === null) return `closed ${lastOutcome}`;
    if (open.phase.kind === "person") return `person ${open.phase.queue} ${open.phase.reason}`;
    const begins = beginsOf(open, tree, knowledge);
    const ahead = lookedAhead(open, begins, reachOf(begins), tree, knowledge);
    const visits = open.stack.flatMap(({ flow, visits: counts }) =>
      Object.entries(counts)
        .filter(([step]) => targets.has(`${flow}/${step}`) && ahead.steps.has(`${flow}/${step}`))
        .map(([step, count]) => `${step}${Math.min(count, enough)}`),
    );
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

/** What may be done, set or asked from some points on. */
interface Reach {
  readonly steps: ReadonlySet<string>;
  readonly actions: ReadonlySet<number>;
  readonly sets: ReadonlySet<string>;
  readonly needs: ReadonlySet<string>;
}

/** Every way taken as open: what is not in here cannot change any more. Remembered by the points it begins at. */
function reaches({ points }: Tree): (begins: Begins) => Reach {
  const known = new Map<string, Reach>();
  return ({ entered, next }) => {
    const name = `${entered.join()} ${next.join()}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const queue = [...entered, ...next];
    const seen = new Set(queue);
    const reach = {
      steps: new Set<string>(),
      actions: new Set<number>(),
      sets: new Set<string>(),
      needs: new Set<string>(),
    };
    for (const number of queue) {
      const point = points[number];
      if (point === undefined) continue;
      reach.steps.add(point.name);
      reach.actions.add(point.action);
      for (const slot of point.sets) reach.sets.add(slot);
      for (const { slot } of point.needs) reach.needs.add(slot);
      for (const to of [...point.leads, point.past])
        if (!seen.has(to)) {
          seen.add(to);
          queue.push(to);
        }
    }
    known.set(name, reach);
    return reach;
  };
}

/** The step whose question waits, and the points to go on from in every flow under way. */
interface Begins {
  readonly entered: readonly number[];
  readonly next: readonly number[];
}

function beginsOf(open: CaseState, tree: Tree, knowledge: Knowledge): Begins {
  const entered: number[] = [];
  const next: number[] = [];
  const add = (list: number[], flow: string, index: number) => {
    const point = tree.pointOf(flow, index);
    if (point !== undefined) list.push(point);
  };
  const indexOf = (flow: string, step: string | null): number =>
    knowledge.flows.get(flow)?.steps.findIndex(({ id }) => id === step) ?? -1;
  for (const frame of open.stack) add(next, frame.flow, indexOf(frame.flow, frame.at) + 1);
  const about = open.phase.kind === "asking" ? open.phase.question.about : null;
  if (about?.kind === "step") add(entered, about.flow, indexOf(about.flow, about.step));
  if (about?.kind === "slot") add(next, about.flow, Math.max(0, indexOf(about.flow, about.at)));
  if (about?.kind === "offer") add(next, about.flow, 0);
  return { entered, next };
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

/** Steps that an answer leads to by name: how often they were entered decides whether they may be entered again. */
function jumpTargets({ flows }: Knowledge): ReadonlySet<string> {
  return new Set(
    [...flows.values()].flatMap(({ id, steps }) =>
      steps
        .flatMap((step) =>
          "question" in step ? step.question.answers.map(({ then }) => then) : "then" in step ? [step.then] : [],
        )
        .flatMap((goto) => (goto.kind === "step" || goto.kind === "retry" ? [`${id}/${goto.step}`] : [])),
    ),
  );
}
