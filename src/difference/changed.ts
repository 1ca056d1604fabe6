import type { Written } from "./written.ts";

/** One thing that is written otherwise. Null: it is not there. Of a list only what was added and removed. */
export interface Edit {
  readonly path: readonly string[];
  readonly old: string | null;
  readonly new: string | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Everything in which two written things differ, in the order of the new one, then what is gone. */
export function editsBetween(old: Written, renewed: Written, path: readonly string[] = []): readonly Edit[] {
  if (isList(old) && isList(renewed)) {
    const added = renewed.filter((item) => !old.includes(item));
    const removed = old.filter((item) => !renewed.includes(item));
    return added.length + removed.length === 0 ? [] : [{ path, old: null, new: null, added, removed }];
  }
  if (typeof old === "string" || typeof renewed === "string" || isList(old) || isList(renewed)) {
    const [before, after] = [inShort(old), inShort(renewed)];
    return before === after ? [] : [{ path, old: before, new: after, added: [], removed: [] }];
  }
  const keys = [...new Set([...Object.keys(renewed), ...Object.keys(old)])];
  return keys.flatMap((key) => {
    const [before, after] = [old[key], renewed[key]];
    if (before !== undefined && after !== undefined) return editsBetween(before, after, [...path, key]);
    const whole = { path: [...path, key], added: [], removed: [] };
    return [
      {
        ...whole,
        old: before === undefined ? null : inShort(before),
        new: after === undefined ? null : inShort(after),
      },
    ];
  });
}

const isList = (value: Written): value is readonly string[] => Array.isArray(value);

/** What is new or gone as a whole is called by its name alone. */
function inShort(value: Written): string {
  if (typeof value === "string") return value;
  if (isList(value)) return value.join(", ");
  const { name, title, label, question } = value;
  return [name, title, label, question].find((word) => typeof word === "string") ?? "";
}
