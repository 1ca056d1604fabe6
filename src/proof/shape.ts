import type { Knowledge } from "../dialog/knowledge.ts";
import { type Explored, wayTo } from "./explore.ts";
import type { Finding } from "./finding.ts";

export interface Shape {
  /** Edges of the longest conversation; null where there is a circle. */
  readonly longest: readonly number[] | null;
  readonly findings: readonly Finding[];
}

/** What must hold of all conversations together: they come to an end, in time, without going round, past every step. */
export function shapeOf(explored: Explored, knowledge: Knowledge): Shape {
  const unreached = [...unreachedSteps(explored, knowledge), ...unreachedAnswers(explored, knowledge)];
  const sorted = inOrder(explored);
  if ("circle" in sorted) return { longest: null, findings: [circular(explored, sorted.circle), ...unreached] };
  const longest = longestWay(explored, sorted.order, new Uint8Array(explored.ways.length).fill(1)).way;
  const { turns } = knowledge.limits;
  const last = lastWait(explored, longest);
  const tooLong: Finding[] =
    longest.length <= turns
      ? []
      : [
          {
            claim: "too_long",
            message: `a conversation can take ${longest.length} turns; limits.turns in bot.yaml allows ${turns} — end the flow sooner`,
            ...last,
            way: longest,
          },
        ];
  return { longest, findings: [...tooLong, ...repeated(explored, sorted.order, knowledge), ...unreached] };
}

/** States so that every way leads forward; or the edges of a circle. */
function inOrder({
  ways,
  edges,
}: Explored): { readonly order: readonly number[] } | { readonly circle: readonly number[] } {
  const order: number[] = [];
  const mark = new Uint8Array(ways.length);
  for (let root = 0; root < ways.length; root++) {
    if (mark[root] !== 0) continue;
    const trail: { readonly state: number; next: number; readonly by: number }[] = [{ state: root, next: 0, by: -1 }];
    mark[root] = 1;
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const edge = ways[top.state]?.[top.next++];
      if (edge === undefined) {
        mark[top.state] = 2;
        order.push(top.state);
        trail.pop();
        continue;
      }
      const to = edges[edge]?.to ?? 0;
      if (mark[to] === 1) {
        const from = trail.findIndex(({ state }) => state === to);
        return { circle: [...trail.slice(from + 1).map(({ by }) => by), edge] };
      }
      if (mark[to] === 0) {
        mark[to] = 1;
        trail.push({ state: to, next: 0, by: edge });
      }
    }
  }
  return { order: order.reverse() };
}

function circular(explored: Explored, circle: readonly number[]): Finding {
  const names = circle.map((edge) => explored.waits[explored.edges[edge]?.to ?? 0] ?? "…");
  const [first] = circle;
  const begin = explored.edges[first ?? 0]?.from ?? 0;
  return {
    claim: "loops",
    message: `goes round without end (${names.join(" → ")}) — use retry, which leads back as often as limits.step_repeats allows`,
    ...placeOf(names.find((name) => name !== "…") ?? ""),
    way: [...wayTo(explored, begin), ...circle],
  };
}

/** The way with the greatest sum of weights of the states passed, each 0 or 1; from the first words on. */
function longestWay(
  { ways, edges, foundBy }: Explored,
  order: readonly number[],
  weights: Uint8Array,
): { readonly weight: number; readonly way: readonly number[] } {
  const weight = new Int32Array(ways.length).fill(-1);
  const by = new Int32Array(ways.length).fill(-1);
  let best = -1;
  for (const state of order) {
    const opening = edges[foundBy[state] ?? 0];
    if (opening?.from === -1 && (weight[state] ?? 0) < 0) {
      weight[state] = weights[state] ?? 0;
      by[state] = foundBy[state] ?? -1;
    }
    const sum = weight[state] ?? 0;
    if (best === -1 || sum > (weight[best] ?? 0)) best = state;
    for (const edge of ways[state] ?? []) {
      const to = edges[edge]?.to ?? 0;
      const next = sum + (weights[to] ?? 0);
      if (next > (weight[to] ?? 0)) {
        weight[to] = next;
        by[to] = edge;
      }
    }
  }
  const way: number[] = [];
  for (let at = best; at >= 0; at = edges[way[0] ?? 0]?.from ?? -1) way.unshift(by[at] ?? -1);
  return { weight: best === -1 ? 0 : (weight[best] ?? 0), way };
}

/** A step may wait as often as it may be repeated, and once more. */
function repeated(explored: Explored, order: readonly number[], { limits }: Knowledge): readonly Finding[] {
  return stepsInCircles(explored).flatMap((step): readonly Finding[] => {
    const { weight, way } = longestWay(
      explored,
      order,
      Uint8Array.from(explored.waits, (one) => (one === step ? 1 : 0)),
    );
    if (weight <= limits.stepRepeats + 1) return [];
    const message = `can be asked for ${weight} times; limits.step_repeats in bot.yaml allows ${limits.stepRepeats + 1} — lead on instead`;
    return [{ claim: "repeats", message, ...placeOf(step), way }];
  });
}

/** Steps that questions lead back to: only they can be asked for more than once. */
function stepsInCircles({ edges, waits }: Explored): readonly string[] {
  const nameOf = (state: number): string => waits[state] ?? `${state}`;
  const leads = new Map<string, Set<string>>();
  for (const { from, to } of edges) leads.set(nameOf(from), (leads.get(nameOf(from)) ?? new Set()).add(nameOf(to)));
  const comesBack = (step: string | null): step is string => {
    const seen = new Set(leads.get(step ?? ""));
    for (const name of seen) {
      if (name === step) return true;
      for (const next of leads.get(name) ?? []) seen.add(next);
    }
    return false;
  };
  return [...new Set(waits)].filter(comesBack);
}

function unreachedSteps({ edges }: Explored, { flows }: Knowledge): readonly Finding[] {
  const reached = new Set(edges.flatMap(({ steps }) => steps));
  return [...flows.values()].flatMap((flow) =>
    flow.steps
      .filter(({ id }) => !reached.has(`${flow.id}/${id}`))
      .map(
        ({ id }): Finding => ({
          claim: "unreached",
          message: "no conversation comes here — correct its condition, lead to it, or remove it",
          flow: flow.id,
          step: id,
          way: [],
        }),
      ),
  );
}

function unreachedAnswers({ edges, waits }: Explored, { flows }: Knowledge): readonly Finding[] {
  const given = new Set(edges.map(({ from, move }) => (move.kind === "choose" ? `${waits[from]} ${move.option}` : "")));
  const waited = new Set(waits);
  return [...flows.values()].flatMap((flow) =>
    flow.steps.flatMap((step) =>
      ("question" in step && waited.has(`${flow.id}/${step.id}`) ? step.question.answers : [])
        .filter(({ id }) => !given.has(`${flow.id}/${step.id} ${id}`))
        .map(
          ({ id }): Finding => ({
            claim: "unreached",
            message: `the answer "${id}" can never be given — correct its condition or remove it`,
            flow: flow.id,
            step: step.id,
            way: [],
          }),
        ),
    ),
  );
}

function lastWait(
  { waits, edges }: Explored,
  way: readonly number[],
): { readonly flow: string; readonly step: string | null } {
  const waited = way.map((edge) => waits[edges[edge]?.to ?? 0] ?? null).filter((step) => step !== null);
  return placeOf(waited.at(-1) ?? "");
}

function placeOf(name: string): { readonly flow: string; readonly step: string | null } {
  const [flow = "", step = null] = name.split("/");
  return { flow, step };
}
