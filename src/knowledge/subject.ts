const singular: Readonly<Record<string, string>> = {
  steps: "step",
  entries: "entry",
  slots: "slot",
  actions: "action",
  answers: "answer",
  options: "option",
  conflicts: "conflict",
};

/** Whose value a path leads to, as an author would say it: `step "hold", answer "no": `; empty for a whole file. */
export function subjectOf(data: unknown, path: readonly PropertyKey[]): string {
  const parts: string[] = [];
  let value = data;
  for (const [depth, key] of path.entries()) {
    value = memberOf(value, key);
    const list = singular[String(path[depth - 1])];
    if (list === undefined) continue;
    const id = memberOf(value, "id");
    if (typeof id === "string") parts.push(`${list} "${id}"`);
    else if (typeof key === "number") parts.push(list === "step" ? `step "step_${key + 1}"` : `${list} ${key + 1}`);
    else parts.push(`${list} "${String(key)}"`);
  }
  return parts.length === 0 ? "" : `${parts.join(", ")}: `;
}

const memberOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
