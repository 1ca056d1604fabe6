/** Keys that are remembered. */
const most = 500;

/**
 * Carries out once what may be asked for again under the same key, as long as this process remembers it. What failed is
 * carried out again; `again`: an earlier try failed, and may have got through all the same.
 */
export function createOnce<T>(): (key: string, task: (again: boolean) => Promise<T>) => Promise<T> {
  /** Null: it failed. */
  const kept = new Map<string, Promise<T> | null>();
  return async (key, task) => {
    const known = kept.get(key);
    if (known) return known;
    const doing = task(kept.has(key));
    kept.set(key, doing);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    try {
      return await doing;
    } catch (error) {
      kept.set(key, null);
      throw error;
    }
  };
}
