import type { Path, Template } from "../dialog/flow.ts";

const insert = /\{\{([^{}]*)\}\}/g;
const path = /^[a-z0-9_]+(\.[A-Za-z0-9_]+)*$/;

/** A text as parts; spaces around the text are dropped. What is not a well-formed insert stays text. */
export function templateOf(text: string | number): Template {
  const parts: (string | { path: Path })[] = [];
  const trimmed = String(text).trim();
  let from = 0;
  for (const match of trimmed.matchAll(insert)) {
    const name = (match[1] ?? "").trim();
    if (!path.test(name)) continue;
    if (match.index > from) parts.push(trimmed.slice(from, match.index));
    parts.push({ path: name.split(".") });
    from = match.index + match[0].length;
  }
  if (from < trimmed.length) parts.push(trimmed.slice(from));
  return parts;
}

/** The paths a text inserts, each once. */
export function insertsOf(text: string | number): readonly Path[] {
  const found = templateOf(text).flatMap((part) => (typeof part === "string" ? [] : [part.path]));
  return [...new Map(found.map((each) => [each.join("."), each])).values()];
}

/** Texts between the inserts. */
export const spokenOf = (text: string): string => text.replace(insert, "\u0000");

/** What is wrong with the braces of a text; null when they are fine. */
export function templateFault(text: string): string | null {
  for (const match of text.matchAll(insert)) {
    const name = (match[1] ?? "").trim();
    if (!path.test(name))
      return `"${match[0]}" is not an insert, expected {{ name.attribute }} — write the path of a value between the braces`;
  }
  return /\{\{|\}\}/.test(text.replace(insert, "")) ? "found {{ or }} without its partner — close or remove it" : null;
}
