import { conditionOrNull } from "./condition.ts";
import type { FlowSheet, Pack } from "./pack.ts";
import { type Reach, reachOf } from "./reach.ts";
import type { Site } from "./sites.ts";
import { holdsSupposing, type Supposed, supposedValues } from "./suppose.ts";

/** What a slot may hold where a text is said. Flows are walked once for every slot asked about. */
export function createPossible(pack: Pack): (site: Site<string>, slot: string) => readonly Supposed[] {
  const reaches = new Map<string, Reach>();
  const reachIn = (sheet: FlowSheet, slot: string): Reach => {
    const key = `${sheet.flow.id} ${slot}`;
    const reach = reaches.get(key) ?? reachOf(pack, sheet, slot);
    reaches.set(key, reach);
    return reach;
  };
  return (site, slot) => {
    if (site.step !== null) {
      const { sheet, index, answer } = site.step;
      const step = sheet.flow.steps[index];
      const values = reachIn(sheet, slot)(index);
      if (answer === null || step === undefined || !("question" in step)) return values;
      const when = step.question.answers.find(({ id }) => id === answer)?.when ?? null;
      return values.filter((value) => holdsSupposing(when, slot, value) !== false);
    }
    const earlier = earlierTexts(pack, site);
    return supposedValues(pack, slot).filter(
      (value) =>
        holdsSupposing(earlier.own, slot, value) !== false &&
        earlier.before.every((when) => holdsSupposing(when, slot, value) !== true),
    );
  };
}

/** The conditions of a short answer's text and of the texts that are tried before it. */
function earlierTexts(pack: Pack, site: Site<string>) {
  const [, index, , nth] = site.path;
  const sheet = pack.files.of("answers").find(({ source }) => source === site.source);
  const texts = sheet?.data.answers[Number(index)]?.texts ?? [];
  const conditions = texts.map(({ when }) => conditionOrNull(when, null));
  return { own: conditions[Number(nth)] ?? null, before: conditions.slice(0, sheet === undefined ? 0 : Number(nth)) };
}
