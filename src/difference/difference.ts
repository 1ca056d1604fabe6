import type { Knowledge } from "../dialog/knowledge.ts";
import { calledAlike } from "./alike.ts";
import { type Edit, editsBetween } from "./changed.ts";
import { insertersOf } from "./inserters.ts";
import { type Change, changesBetween } from "./paths.ts";
import { type Progress, type Walk, walkOf } from "./walk.ts";
import { waysOf } from "./ways.ts";
import { textsOf, valuesOf } from "./written.ts";

/** What a change of a pack does to conversations. */
export interface Difference {
  readonly paths: readonly Change[];
  readonly wording: readonly Reworded[];
  readonly values: readonly Valued[];
}

/** A text of steps that both packs have. */
export interface Reworded {
  /** Steps with this very edit, `flow/step`. */
  readonly steps: readonly string[];
  readonly edit: Edit;
  /** Answers and first words after which one of them comes. */
  readonly places: number;
}

/** Something outside the flows: a value of the catalogue, an example, a short answer, a sentence of the bot. */
export interface Valued {
  readonly edit: Edit;
  /** Steps that say it, `flow/step`. */
  readonly steps: readonly string[];
  readonly places: number;
}

export function differenceOf(before: Knowledge, after: Knowledge, progress: Progress): Difference {
  if (before.hash === after.hash) return { paths: [], wording: [], values: [] };
  const [old, renewed] = calledAlike(before, after);
  const reworded = wordingBetween(old, renewed);
  const valued = editsBetween(valuesOf(old), valuesOf(renewed)).map((edit) => ({
    edit,
    steps: insertersOf(edit.path, renewed),
  }));
  const leads = waysOf(old) !== waysOf(renewed);
  const counts = leads || reworded.length > 0 || valued.some(({ steps }) => steps.length > 0);
  const walk = counts ? walkOf(renewed, [old, renewed], progress) : null;
  const placesOf = placesIn(walk);
  return {
    paths: leads && walk !== null ? changesBetween(walkOf(old, [old, renewed], progress), walk) : [],
    wording: reworded.map((each) => ({ ...each, places: placesOf(each.steps) })),
    values: valued.map((each) => ({ ...each, places: placesOf(each.steps) })),
  };
}

/** One edit is one line, in however many steps it stands. */
function wordingBetween(old: Knowledge, renewed: Knowledge): readonly Omit<Reworded, "places">[] {
  const found = new Map<string, { readonly steps: string[]; readonly edit: Edit }>();
  const earlier = textsOf(old);
  for (const [flow, steps] of textsOf(renewed))
    for (const [step, text] of steps) {
      const before = earlier.get(flow)?.get(step);
      if (before === undefined) continue;
      for (const edit of editsBetween(before, text)) {
        // An answer that is there in one pack only is a path.
        if (edit.path[0] === "answers" && edit.path.length === 2) continue;
        const name = JSON.stringify(edit);
        const place = step === "" ? flow : `${flow}/${step}`;
        const known = found.get(name);
        if (known === undefined) found.set(name, { steps: [place], edit });
        else known.steps.push(place);
      }
    }
  return [...found.values()];
}

/** Counts the questions with their answers, and the first words, after which a step comes. */
function placesIn(walk: Walk | null): (steps: readonly string[]) => number {
  const places = new Map<string, Set<string>>();
  for (const [number, { steps }] of (walk?.explored.edges ?? []).entries()) {
    const told = walk?.turns[number];
    for (const step of steps) places.set(step, (places.get(step) ?? new Set()).add(`${told?.question}\n${told?.move}`));
  }
  return (steps) => new Set(steps.flatMap((step) => [...(places.get(step) ?? [])])).size;
}
