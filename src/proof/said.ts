import { type Conversation, nothingYet } from "../dialog/conversation.ts";
import type { EventOf } from "../dialog/events.ts";
import type { Flow } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { SlotValue } from "../dialog/slots.ts";
import { type Explored, wayTo } from "./explore.ts";
import type { Finding } from "./finding.ts";
import { foreigners } from "./foreign.ts";
import { type Move, taken } from "./moves.ts";
import { rootsOf, textsOf } from "./tree.ts";
import { entrySlots, type Possible, valuesAlong } from "./values.ts";

/** What must hold of every text, for everything a person may have: it has no gaps, and speaks of nothing but that. */
export function saidWrong(explored: Explored, knowledge: Knowledge): readonly Finding[] {
  const slots = entrySlots(knowledge);
  const possible = valuesAlong(explored, slots);
  const foreign = foreigners(knowledge);
  const found = new Map<string, Finding>();
  for (const { edge, step: entered, slot, value } of firstHeard(explored, knowledge, slots, possible)) {
    const turn = turnWith(explored, knowledge, edge, slot, value);
    const said = turn.events.findLast((event): event is EventOf<"BotReplied"> => event.type === "BotReplied");
    if (said === undefined) continue;
    const [flow = "", step = null] = entered.split("/");
    const add = (claim: Finding["claim"], message: string) => {
      const name = `${claim} ${entered} ${message}`;
      const way = [...wayTo(explored, explored.edges[edge]?.from ?? -1), edge];
      if (!found.has(name)) found.set(name, { claim, message, flow, step, way });
    };
    const whole = [...said.message.text, said.message.question?.text ?? ""].join("\n");
    if (gap.test(whole))
      add("gaps", `has a gap where a value is missing for ${slot} ${value} — give the value or a condition`);
    const wrong = value === null ? null : foreign(turn, said.message, slot);
    if (wrong !== null)
      add("foreign", `${wrong} to somebody who has ${value} — insert it by {{ ${slot}.… }} or add a condition`);
  }
  return [...found.values()];
}

/** For each step, and each value of each slot that its flow speaks of, the first turn it is entered in with that value. */
function* firstHeard(explored: Explored, knowledge: Knowledge, slots: readonly string[], possible: Possible) {
  const spoken = new Map([...knowledge.flows.values()].map((flow) => [flow.id, slotsIn(flow, knowledge, slots)]));
  const heard = new Set<string>();
  for (const [edge, { steps }] of explored.edges.entries())
    for (const step of steps)
      for (const slot of spoken.get(step.split("/")[0] ?? "") ?? [])
        for (const value of possible(edge, slot)) {
          const name = `${step} ${slot} ${value}`;
          if (heard.has(name)) continue;
          heard.add(name);
          yield { edge, step, slot, value };
        }
}

/** What a flow speaks of: what it asks for and what its texts insert. */
function slotsIn({ needs, steps }: Flow, knowledge: Knowledge, among: readonly string[]): readonly string[] {
  const spoken = new Set([
    ...[...needs, ...steps.flatMap((step) => step.needs)].map(({ slot }) => slot),
    ...steps.flatMap(textsOf).flatMap((text) => rootsOf(text, knowledge)),
  ]);
  return among.filter((slot) => spoken.has(slot));
}

const gap = /(^|\s)…(?=\s|[.,;:]|$)|\{\{|\bundefined\b|\[object/;

/** The turn of an edge, decided for another value than the one that was explored. */
function turnWith(explored: Explored, knowledge: Knowledge, edge: number, slot: string, value: SlotValue | null) {
  const { from, move } = explored.edges[edge] ?? { from: -1, move: { kind: "choose", option: "" } as const };
  let before = nothingYet;
  for (const number of from === -1 ? [] : wayTo(explored, from)) {
    const earlier = explored.edges[number];
    if (earlier !== undefined) before = taken(before, earlier.move, knowledge).after;
  }
  return taken(holding(before, slot, value), moveFor(move, before, slot, value), knowledge);
}

function holding(state: Conversation, slot: string, value: SlotValue | null): Conversation {
  const fill = state.open?.slots[slot];
  if (state.open === null || fill === undefined) return state;
  return { ...state, open: { ...state.open, slots: { ...state.open.slots, [slot]: { ...fill, value } } } };
}

function moveFor(move: Move, { open }: Conversation, slot: string, value: SlotValue | null): Move {
  if (typeof value !== "string") return move;
  if (move.kind === "open" && move.slots[slot] !== undefined)
    return { ...move, slots: { ...move.slots, [slot]: value } };
  const about = open?.phase.kind === "asking" ? open.phase.question.about : null;
  const offered = open?.phase.kind === "asking" && open.phase.question.options.some(({ id }) => id === value);
  return move.kind === "choose" && about?.kind === "slot" && about.slot === slot && offered
    ? { kind: "choose", option: value }
    : move;
}
