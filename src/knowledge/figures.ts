import type { Pack } from "./pack.ts";
import { spokenOf } from "./template.ts";

/** Finds the first figure typed into a text; names of the catalogue, model numbers (A2DP) and list numbers are none. */
export function createFindFigure(pack: Pack): (text: string) => string | null {
  const names = namesOf(pack);
  return (text) => {
    const spoken = names === null ? spokenOf(text) : spokenOf(text).replace(names, "");
    const unnumbered = spoken.replace(/^\s*\d+[.)]\s/gmu, "");
    return /(?<![\p{L}\p{N}])\d[\d.,:]*\d|(?<![\p{L}\p{N}.,])\d/u.exec(unnumbered)?.[0] ?? null;
  };
}

/** Every name and alias that has a digit, longest first. */
function namesOf(pack: Pack): RegExp | null {
  const names = [...pack.collections.values()]
    .flatMap((entries) => [...entries.values()].flatMap(({ name, aliases }) => [name, ...aliases]))
    .filter((name) => /\d/.test(name) && /\p{L}/u.test(name))
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return names.length === 0 ? null : new RegExp(names.join("|"), "giu");
}
