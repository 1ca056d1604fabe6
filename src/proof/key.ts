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
  const lookAhead = lookingAhead(tree, knowledge);
  return ({ open, lastOutcome }) => {
    if (open === null) return `closed ${lastOutcome}`;
    if (open.phase.kind === "person") return `person ${open.phase.queue} ${open.phase.reason}`;
    const begins = beginsOf(open, tree, knowledge);
    const ahead = lookAhead(open, begins, reachOf(begins));
    const visits = open.stack.flatMap(({ flow, visits: counts }) => [
      ...Object.keys(counts).filter((step) => targets.has(`${flow}/${step}`) && ahead.comesTo(`${flow}/${step}`)),
      ...(retries.get(flow) ?? [])
        .filter(({ name }) => ahead.comesTo(name))
        .map(({ between }) => countsOf(between, counts, ahead, knowledge.limits.stepRepeats)),
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

/** What the ways from a case look at, and the steps they may come to. */
interface Ahead {
  readonly matters: string;
  readonly comesTo: (step: string) => boolean;
}

/**
 * Everything that the ways from here look at, save what is certain already. It is asked for every turn of the
 * exploration and takes most of its time: hence plain arrays that are used again, and no text for what is certain.
 */
function lookingAhead(
  { points, comparisons, actions }: Tree,
  knowledge: Knowledge,
): (open: CaseState, begins: Begins, reach: Reach) => Ahead {
  const numberOf = new Map(points.map(({ name }, number) => [name, number]));
  const [yes, no, depends] = [1, 2, 3] as const;
  const verdicts = new Uint8Array(comparisons.length);
  const seen = new Uint8Array(points.length);
  const enteredNow = new Uint8Array(points.length);

  return (open, { entered, next }, reach) => {
    verdicts.fill(0);
    seen.fill(0);
    enteredNow.fill(0);
    const decided = (number: number): typeof yes | typeof no | typeof depends => {
      const known = comparisons[number];
      if (known === undefined) return depends;
      const { comparison, slots } = known;
      const now = holds(comparison, open, knowledge);
      // What was tried or done stays so.
      if (comparison.kind === "done") return now ? yes : reach.steps.has(comparison.step) ? depends : no;
      if (comparison.kind === "tried") {
        if (now) return yes;
        return comparison.actions.some((action) => reach.actions.has(actions.indexOf(action))) ? depends : no;
      }
      const isOpen = slots.some(
        (slot) => reach.sets.has(slot) || (open.slots[slot] === undefined && reach.needs.has(slot)),
      );
      return isOpen ? depends : now ? yes : no;
    };
    /** True, false, or what it still depends on, with how that stands now. */
    const residue = (test: Test): true | false | string => {
      switch (test.kind) {
        case "one": {
          const { comparison } = test;
          if (verdicts[comparison] === 0) verdicts[comparison] = decided(comparison);
          if (verdicts[comparison] !== depends) return verdicts[comparison] === yes;
          const known = comparisons[comparison];
          return `${comparison}${known !== undefined && holds(known.comparison, open, knowledge) ? "y" : "n"}`;
        }
        case "not": {
          const inner = residue(test.of);
          return typeof inner === "string" ? `!${inner}` : !inner;
        }
        case "all":
        case "any": {
          const settling = test.kind === "any";
          let parts = "";
          for (const part of test.of) {
            const one = residue(part);
            if (one === settling) return settling;
            if (typeof one === "string") parts += parts === "" ? one : `,${one}`;
          }
          return parts === "" ? !settling : `${test.kind === "any" ? "or" : "and"}(${parts})`;
        }
      }
    };

    let matters = "";
    const mind = (rest: true | false | string) => {
      matters += rest === true ? "+" : rest === false ? "-" : ` ${rest} `;
    };
    const tried = new Set<number>();
    const losses = new Set<string>();
    const needed = new Set<string>();
    const queue: number[] = [];
    const visit = (number: number) => {
      if (number < 0 || seen[number] === 1) return;
      seen[number] = 1;
      queue.push(number);
    };
    const enter = (number: number, point: Point) => {
      enteredNow[number] = 1;
      for (const { slot, tests } of point.needs) {
        const isOpen = open.slots[slot] === undefined || reach.sets.has(slot);
        mind(isOpen);
        if (!isOpen) continue;
        needed.add(slot);
        for (const test of tests) mind(residue(test));
      }
      for (const test of point.answers) mind(residue(test));
      if (point.action >= 0) tried.add(point.action);
      for (const loss of point.losses) losses.add(loss);
      for (const to of point.leads) visit(to);
    };
    for (const number of entered) {
      const point = points[number];
      if (point !== undefined) enter(number, point);
    }
    for (const number of next) visit(number);
    // The order in which points are looked at follows from where it begins and from what is written so far.
    for (const number of queue) {
      const point = points[number];
      if (point === undefined) continue;
      const certain = point.when === null ? true : residue(point.when);
      if (point.when !== null) mind(certain);
      if (certain !== false) enter(number, point);
      if (certain !== true) visit(point.past);
    }
    const agreed = losses.size === 0 ? losses : consentedIn(open, knowledge);
    for (const slot of needed) mind(open.slots[slot] !== undefined);
    for (const action of tried) mind(triedIn(open, actions[action] ?? "", knowledge) !== null);
    for (const loss of losses) mind(agreed.has(loss));
    return { matters, comesTo: (step) => enteredNow[numberOf.get(step) ?? -1] === 1 };
  };
}

/** A way back: the step it leads from, and the steps from its target to there, which must not be used up. */
interface Retry {
  /** `flow/step`. */
  readonly name: string;
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
          return [{ name: `${flow}/${step.id}`, between }];
        }),
      ),
    ]),
  );
}

/** Whether a way back is used up; if not, how often each step was entered that may be entered again. */
function countsOf(
  between: Retry["between"],
  counts: Readonly<Record<string, number>>,
  { comesTo }: Ahead,
  limit: number,
): string {
  if (between.some(({ id }) => (counts[id] ?? 0) > limit)) return "x";
  return between.map(({ id, name }) => (comesTo(name) ? (counts[id] ?? 0) : "")).join("");
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
