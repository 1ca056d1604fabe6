import type { ConversationView } from "../../../src/adapters/web/api.ts";
import { eventsUrl, RequestFailed, viewOf } from "./client.ts";

export interface LiveHandlers {
  readonly onView: (view: ConversationView) => void;
  readonly onLink: (link: "live" | "lost") => void;
  /** The conversation cannot be shown; nothing is tried any more. */
  readonly onRefused: (error: RequestFailed) => void;
}

const retryAfterMs = 3000;

/**
 * Follows a conversation until the returned function is called. The browser reconnects after a network failure but
 * gives up after an HTTP error; then the view is asked for once to learn whether the conversation exists at all.
 */
export function follow(conversation: string, { onView, onLink, onRefused }: LiveHandlers): () => void {
  let stopped = false;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    source = new EventSource(eventsUrl(conversation));
    source.addEventListener("open", () => onLink("live"));
    source.addEventListener("view", (event) => onView(JSON.parse(event.data) as ConversationView));
    source.addEventListener("error", () => {
      onLink("lost");
      if (source?.readyState === EventSource.CLOSED) void askOnce();
    });
  }

  async function askOnce(): Promise<void> {
    try {
      const view = await viewOf(conversation);
      if (!stopped) onView(view);
    } catch (error) {
      if (stopped) return;
      if (error instanceof RequestFailed && !error.temporary) return onRefused(error);
    }
    if (!stopped) timer = setTimeout(connect, retryAfterMs);
  }

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
  };
}
