import type { Condition, Flow } from "../../dialog/flow.ts";
import type { FlowSheet, Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { holdsSupposing, sameCondition, slotsIn, supposedValues } from "../suppose.ts";
import { waysFrom } from "../ways.ts";

/** A place in the pack: a step of a flow, or its end. */
interface Spot {
  readonly sheet: FlowSheet;
  readonly index: number;
}
/** A move that happens without asking, and what it takes. */
interface Move {
  readonly to: Spot;
  readonly must: readonly Condition[];
  readonly mustNot: readonly Condition[];
  /** Leads back or into another flow. */
  readonly jumps: boolean;
}

/** Jumps that can lead round in a circle without a single question in between. */
export function silentLoops(pack: Pack): readonly Problem[] {
  const reported = new Set<string>();
  return pack.flows.flatMap((sheet) =>
    [...sheet.flow.steps.keys(), sheet.flow.steps.length].flatMap((index) =>
      movesFrom(pack, { sheet, index })
        .filter(({ jumps }) => jumps)
        .flatMap((move) => {
          const loop = wayBack(pack, { sheet, index }, move);
          const key = (loop ?? []).map(nameOf).sort().join(" ");
          if (loop === null || reported.has(key)) return [];
          reported.add(key);
          const message = `can lead round without a question (${[...loop, { sheet, index }].map(nameOf).join(" → ")}) — ask something on the way or use retry`;
          return [sheet.source.problem("silent_loop", pathOf({ sheet, index }), message)];
        }),
    ),
  );
}

/** The spots of a circle that begins with this move; null when there is none. Gives up on very large flows. */
function wayBack(pack: Pack, from: Spot, first: Move): readonly Spot[] | null {
  let budget = 5_000;
  const search = (
    spot: Spot,
    passed: readonly Spot[],
    must: readonly Condition[],
    mustNot: readonly Condition[],
  ): readonly Spot[] | null => {
    if (isSame(spot, from)) return passed;
    budget -= 1;
    if (budget < 0 || passed.some((earlier) => isSame(earlier, spot))) return null;
    for (const move of movesFrom(pack, spot)) {
      const [wanted, barred] = [
        [...must, ...move.must],
        [...mustNot, ...move.mustNot],
      ];
      if (!isPossible(pack, wanted, barred)) continue;
      const found = search(move.to, [...passed, spot], wanted, barred);
      if (found !== null) return found;
    }
    return null;
  };
  return search(first.to, [from], first.must, first.mustNot);
}

function movesFrom(pack: Pack, { sheet, index }: Spot): readonly Move[] {
  const { flow } = sheet;
  if (index > flow.steps.length) return [];
  const step = flow.steps[index];
  return waysFrom(flow, index).flatMap((way): readonly Move[] => {
    const goto = way.goto;
    // A step tried before is passed over once; `retry` has an end.
    if (way.asks || goto?.kind === "retry" || (goto === null && way.unless === null)) return [];
    const conditions = { must: way.holds, mustNot: way.unless === null ? [] : [way.unless] };
    if (goto?.kind === "flow") return intoFlow(pack, goto.flow, conditions);
    const through = goto !== null && step?.kind === "call" ? intoFlow(pack, step.flow, conditions) : [];
    if (goto !== null && step?.kind === "call" && !isSilent(pack, step.flow, new Set())) return through;
    if (way.to === null) return through;
    return [...through, { to: { sheet, index: way.to }, ...conditions, jumps: way.to <= index }];
  });
}

function intoFlow(pack: Pack, id: string, conditions: Pick<Move, "must" | "mustNot">): readonly Move[] {
  const sheet = pack.flows.find(({ flow }) => flow.id === id);
  return sheet === undefined ? [] : [{ to: { sheet, index: 0 }, ...conditions, jumps: true }];
}

/** The flow can be called and come back without asking anything. */
function isSilent(pack: Pack, id: string, within: ReadonlySet<string>): boolean {
  const flow = pack.flows.find((sheet) => sheet.flow.id === id)?.flow;
  if (flow === undefined || within.has(id)) return false;
  const seen = new Set([0]);
  for (const index of seen)
    for (const way of index > flow.steps.length ? [] : waysFrom(flow, index)) {
      const called = calledAt(flow, index);
      if (way.asks || (called !== null && way.goto !== null && !isSilent(pack, called, new Set([...within, id]))))
        continue;
      if (way.goto?.kind === "return") return true;
      if (way.to !== null) seen.add(way.to);
    }
  return false;
}

function calledAt(flow: Flow, index: number): string | null {
  const step = flow.steps[index];
  return step?.kind === "call" ? step.flow : null;
}

/** Nothing changes while nothing is asked, so all conditions of a circle have to hold together. */
function isPossible(pack: Pack, must: readonly Condition[], mustNot: readonly Condition[]): boolean {
  if (must.some((wanted) => mustNot.some((barred) => sameCondition(wanted, barred)))) return false;
  const slots = new Set([...must, ...mustNot].flatMap(slotsIn).filter((slot) => slot !== null));
  return [...slots].every((slot) =>
    supposedValues(pack, slot).some(
      (value) =>
        must.every((condition) => holdsSupposing(condition, slot, value) !== false) &&
        mustNot.every((condition) => holdsSupposing(condition, slot, value) !== true),
    ),
  );
}

const isSame = (a: Spot, b: Spot): boolean => a.sheet === b.sheet && a.index === b.index;

const nameOf = ({ sheet, index }: Spot): string => `${sheet.flow.id}/${sheet.flow.steps[index]?.id ?? "else"}`;

const pathOf = ({ sheet, index }: Spot) => (index === sheet.flow.steps.length ? ["else"] : ["steps", index]);
