import type { Store } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";

/** A store whose process dies whenever it is about to write down, for the first time, that something was sent, or where. */
export function dying(): Store {
  const store = createMemoryStore();
  const died = new Set<string>();
  return {
    ...store,
    references: {
      ...store.references,
      async put(conversation, body, at) {
        if (died.has(conversation)) return store.references.put(conversation, body, at);
        died.add(conversation);
        throw new Error("the process has died");
      },
    },
    outbox: {
      ...store.outbox,
      async sent(key, receipt) {
        if (died.has(JSON.stringify(key))) return store.outbox.sent(key, receipt);
        died.add(JSON.stringify(key));
        throw new Error("the process has died");
      },
      async later(key, at, fault, refused) {
        // A dead process writes nothing.
        if (fault !== "Error") await store.outbox.later(key, at, fault, refused);
      },
    },
  };
}
