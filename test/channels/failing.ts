import type { Store } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";

/** A store that takes no delivery while there is a `refusal`. */
export function failing(refusal: () => Error | null): Store {
  const store = createMemoryStore();
  return {
    ...store,
    async accept(activity) {
      const error = refusal();
      if (error !== null) throw error;
      return store.accept(activity);
    },
  };
}
