import type { Clock, Store } from "./dialog/ports.ts";

const day = 86_400_000;
/** Platforms and pages repeat a delivery within hours; after that it need not be known any more. */
const kept = 7 * day;

/**
 * Forgets the deliveries done long ago, and conversations in which nothing happened for `keepDays` (null: none): at the
 * first call, then once a day; in between a call does nothing.
 */
export function createPruning(
  store: Pick<Store, "prune" | "forget">,
  clock: Clock,
  keepDays: number | null,
): () => Promise<void> {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock();
    if (now < next) return;
    next = now + day;
    await store.prune(now - kept);
    if (keepDays !== null) await store.forget(now - keepDays * day);
  };
}
