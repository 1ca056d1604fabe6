import type { Knowledge } from "../dialog/knowledge.ts";
import { textsOf } from "../proof/tree.ts";

/** The steps that say a value: `["catalogue", "models", "l200", "wifi", "hold_s"]`, by the entry or by a slot that may hold it. */
export function insertersOf(
  [kind, collection, entry, ...attributes]: readonly string[],
  knowledge: Knowledge,
): readonly string[] {
  if (kind !== "catalogue" || collection === undefined || entry === undefined || attributes.length === 0) return [];
  const roots = [
    [collection, entry],
    ...[...knowledge.slots.values()].filter((slot) => slot.collection === collection).map(({ id }) => [id]),
  ];
  const written = new Set(roots.map((root) => [...root, ...attributes].join(".")));
  // A slot by itself is said by the name of its entry.
  if (attributes.join() === "name") for (const root of roots) written.add(root.join("."));
  return [...knowledge.flows.values()].flatMap(({ id, steps }) =>
    steps
      .filter((step) =>
        textsOf(step).some((text) => text.some((part) => typeof part !== "string" && written.has(part.path.join(".")))),
      )
      .map((step) => `${id}/${step.id}`),
  );
}
