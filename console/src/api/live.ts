import { RequestFailed } from "./client.ts";

/** What is followed: a stream of views, and where the newest is asked for when the stream is closed. */
export interface Source<View> {
  readonly url: string;
  /** Of the server-sent event. */
  readonly name: string;
  readonly once: () => Promise<View>;
}

export interface LiveHandlers<View> {
  readonly onView: (view: View) => void;
  readonly onLink: (link: "live" | "lost") => void;
  /** It cannot be shown; nothing is tried any more. */
  readonly onRefused: (error: RequestFailed) => void;
}

const retryAfterMs = 3000;

/**
 * Follows it until the returned function is called. The browser reconnects after a network failure but gives up after an
 * HTTP error; then the view is asked for once to learn whether it is there at all.
 */
export function follow<View>(of: Source<View>, { onView, onLink, onRefused }: LiveHandlers<View>): () => void {
  let stopped = false;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    source = new EventSource(of.url);
    source.addEventListener("open", () => onLink("live"));
    source.addEventListener(of.name, (event: MessageEvent<string>) => onView(JSON.parse(event.data) as View));
    source.addEventListener("error", () => {
      onLink("lost");
      if (source?.readyState === EventSource.CLOSED) void askOnce();
    });
  }

  async function askOnce(): Promise<void> {
    try {
      const view = await of.once();
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
