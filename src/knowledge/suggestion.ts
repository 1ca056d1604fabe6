/** ` — did you mean "mi_buds_4"?` when something close is known, ` — expected one of …` when the list is short, else "". */
export function remedy(found: string, known: Iterable<string>): string {
  const candidates = [...known];
  const close = closest(found, candidates);
  if (close !== null) return ` — did you mean "${close}"?`;
  return candidates.length > 0 && candidates.length <= 12 ? ` — expected one of ${candidates.join(", ")}` : "";
}

/** The known word that `found` is most likely a slip of; null when none is close. */
export function closest(found: string, known: Iterable<string>): string | null {
  const wanted = plain(found);
  const furthest = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = furthest + 1;
  for (const word of known) {
    const isBegun = wanted.length >= 4 && plain(word).startsWith(wanted);
    const distance = Math.min(distanceBetween(wanted, plain(word)), isBegun ? furthest : Number.POSITIVE_INFINITY);
    if (distance < bestDistance) [best, bestDistance] = [word, distance];
  }
  return best;
}

/** Case and separators are the commonest slips of all. */
const plain = (word: string): string => word.toLowerCase().replace(/[\s_-]+/g, "_");

/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
export function distanceBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(at(row, j), at(beforeLast, j - 2) + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;
