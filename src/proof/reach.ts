import type { CaseState } from "../dialog/conversation.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { Point, Test, Tree } from "./tree.ts";

/** What may be done, set or asked from some points on. */
export interface Reach {
  readonly steps: ReadonlySet<string>;
  readonly actions: ReadonlySet<number>;
  readonly sets: ReadonlySet<string>;
  readonly needs: ReadonlySet<string>;
  /** Numbers of the comparisons that may be made. */
  readonly comparisons: ReadonlySet<number>;
}

/** Every way taken as open: what is not in here cannot change any more. Remembered by the points it begins at. */
export function reachesOf({ points }: Tree): (begins: Begins) => Reach {
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
      comparisons: new Set<number>(),
    };
    for (const number of queue) {
      const point = points[number];
      if (point === undefined) continue;
      reach.steps.add(point.name);
      reach.actions.add(point.action);
      for (const slot of point.sets) reach.sets.add(slot);
      for (const { slot } of point.needs) reach.needs.add(slot);
      for (const comparison of comparedAt(point)) reach.comparisons.add(comparison);
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
export interface Begins {
  readonly entered: readonly number[];
  readonly next: readonly number[];
}

export function beginsOf(open: CaseState, tree: Tree, knowledge: Knowledge): Begins {
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

const comparedAt = ({ when, needs, answers }: Point): readonly number[] =>
  [...(when === null ? [] : [when]), ...needs.flatMap(({ tests }) => tests), ...answers].flatMap(comparedIn);

const comparedIn = (test: Test): readonly number[] =>
  test.kind === "one" ? [test.comparison] : test.kind === "not" ? comparedIn(test.of) : test.of.flatMap(comparedIn);
