import type { Entry, Json } from "../../dialog/knowledge.ts";
import { listOf } from "../condition.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";

interface Light {
  readonly index: number;
  readonly id: string;
  readonly colour: Json | undefined;
  readonly rhythm: Json | undefined;
  readonly part: Json | undefined;
  readonly meaning: string;
  readonly models: readonly string[];
}

/** One look of one model means one thing. A light without a part, or without models, may be on any. */
export function sameLooks(pack: Pack): readonly Problem[] {
  const { lights } = pack;
  if (lights === null) return [];
  const all = lightsIn(pack);
  return all.flatMap((light, nth) => {
    const twin = all
      .slice(0, nth)
      .find((other) => sameLook(light, other) && light.meaning !== other.meaning && meet(light, other));
    if (twin === undefined) return [];
    const shared = light.models.filter((model) => twin.models.includes(model));
    const message = `looks like ${twin.id} on ${shared.slice(0, 3).join(", ")}, but means something else — tell them apart by colour, rhythm or part, or by models`;
    return [lights.source.problem("same_look", ["entries", light.index], message)];
  });
}

const sameLook = (a: Light, b: Light): boolean =>
  (a.colour !== undefined || a.rhythm !== undefined) &&
  a.colour === b.colour &&
  a.rhythm === b.rhythm &&
  (a.part === b.part || a.part === undefined || b.part === undefined);

const meet = (a: Light, b: Light): boolean => a.models.some((model) => b.models.includes(model));

function lightsIn(pack: Pack): readonly Light[] {
  return [...(pack.collections.get("lights")?.values() ?? [])].map(({ id, attributes }, index) => ({
    index,
    id,
    colour: attributes.colour,
    rhythm: attributes.rhythm,
    part: attributes.part,
    meaning: String(attributes.meaning ?? ""),
    models: modelsOf(pack, attributes.models),
  }));
}

/** Ids as listed; a word stands for the models that have it as an attribute, and for all where none has. */
function modelsOf(pack: Pack, models: Json | undefined): readonly string[] {
  const entries = [...(pack.collections.get("models")?.values() ?? [])];
  const listed = models === undefined ? [] : listOf(models as string | readonly string[]);
  const meant = entries.filter((entry) => listed.some((word) => word === entry.id || hasWord(entry, word)));
  return (meant.length > 0 ? meant : entries).map(({ id }) => id);
}

const hasWord = ({ attributes }: Entry, word: string): boolean => Object.values(attributes).includes(word);
