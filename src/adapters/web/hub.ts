/** Who is looking at which conversation. */
export interface Hub {
  /** Calls `changed` after every turn of the conversation; returns how to stop that. */
  watch(conversation: string, changed: () => void): () => void;
  tell(conversation: string): void;
}

export function createHub(): Hub {
  const watchers = new Map<string, Set<() => void>>();
  return {
    watch(conversation, changed) {
      const own = watchers.get(conversation) ?? new Set();
      watchers.set(conversation, own.add(changed));
      return () => {
        own.delete(changed);
        if (own.size === 0 && watchers.get(conversation) === own) watchers.delete(conversation);
      };
    },
    tell(conversation) {
      for (const changed of watchers.get(conversation) ?? []) changed();
    },
  };
}
