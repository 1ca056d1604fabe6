/** Who is looking at which conversation. */
export interface Hub {
  /** Calls `changed` after every turn of the conversation; returns how to stop that. */
  watch(conversation: string, changed: () => void): () => void;
  /** As `watch`, after every turn of any conversation. */
  watchAll(changed: () => void): () => void;
  tell(conversation: string): void;
  /** Nobody is told any more; whoever looks is to stop. */
  close(): void;
  readonly isClosed: boolean;
}

export function createHub(): Hub {
  const watchers = new Map<string, Set<() => void>>();
  const ofAll = new Set<() => void>();
  let isClosed = false;
  return {
    get isClosed() {
      return isClosed;
    },
    close() {
      isClosed = true;
      for (const own of [ofAll, ...watchers.values()]) for (const changed of own) changed();
    },
    watch(conversation, changed) {
      const own = watchers.get(conversation) ?? new Set();
      watchers.set(conversation, own.add(changed));
      return () => {
        own.delete(changed);
        if (own.size === 0 && watchers.get(conversation) === own) watchers.delete(conversation);
      };
    },
    watchAll(changed) {
      ofAll.add(changed);
      return () => {
        ofAll.delete(changed);
      };
    },
    tell(conversation) {
      for (const changed of [...ofAll, ...(watchers.get(conversation) ?? [])]) changed();
    },
  };
}
