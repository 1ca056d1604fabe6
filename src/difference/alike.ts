import type { Flow, Step } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";

/**
 * Both packs with their unnamed steps called alike. A step without an id is counted, so a step put in before it would
 * give it another name; here it is called by the named step before it, and keeps the name it had where it says or does
 * the same in both packs.
 */
export function calledAlike(before: Knowledge, after: Knowledge): readonly [Knowledge, Knowledge] {
  const first = new Map([...before.flows].map(([id, flow]) => [id, named(flow, before, new Map())]));
  const second = new Map(
    [...after.flows].map(([id, flow]) => {
      const earlier = before.flows.get(id);
      const known = new Map<string, string[]>();
      for (const [index, step] of (earlier?.steps ?? []).entries()) {
        const name = first.get(id)?.steps[index]?.id ?? step.id;
        if (name !== step.id) known.set(contentOf(step), [...(known.get(contentOf(step)) ?? []), name]);
      }
      return [id, named(flow, after, known)];
    }),
  );
  return [
    { ...before, flows: first },
    { ...after, flows: second },
  ];
}

/** @param known names to be kept, by what the step says or does; in their order */
function named(flow: Flow, knowledge: Knowledge, known: ReadonlyMap<string, readonly string[]>): Flow {
  const left = new Map([...known].map(([content, names]) => [content, [...names]]));
  const kept = flow.steps.map((step, index) =>
    isUnnamed(step, index, flow, knowledge) ? (left.get(contentOf(step))?.shift() ?? null) : step.id,
  );
  const taken = new Set(kept);
  let after = "start";
  const steps = flow.steps.map((step, index): Step => {
    const name = kept[index] ?? freeName(`${after}+${step.kind}`, taken);
    if (name === step.id) after = name;
    return { ...step, id: name };
  });
  return { ...flow, steps };
}

function freeName(wanted: string, taken: Set<string | null>): string {
  let name = wanted;
  for (let nth = 2; taken.has(name); nth++) name = `${wanted}${nth}`;
  taken.add(name);
  return name;
}

/** Counted, and nothing jumps to it or asks for it by its number. */
function isUnnamed({ id }: Step, index: number, flow: Flow, { flows }: Knowledge): boolean {
  if (id !== `step_${index + 1}`) return false;
  const here = JSON.stringify(flow.steps);
  const anywhere = JSON.stringify([...flows.values()]);
  return (
    !here.includes(`"step":"${id}"`) &&
    !anywhere.includes(`"step":"${flow.id}/${id}"`) &&
    !flow.steps.some(({ redoAfter }) => redoAfter.includes(id))
  );
}

const contentOf = (step: Step): string => JSON.stringify({ ...step, id: "" });
