import type { SSEStreamingApi } from "hono/streaming";

/** Keeps proxies from closing a quiet stream, in milliseconds. */
const heartbeat = 20_000;

export interface Streamed<View> {
  /** Of the server-sent event. */
  readonly name: string;
  readonly watch: (changed: () => void) => () => void;
  readonly isClosed: () => boolean;
  /** Null: there is nothing to show yet. */
  readonly view: () => Promise<View | null>;
  /** Grows with every change. */
  readonly versionOf: (view: View) => number;
  /** At most one view in that time, milliseconds. */
  readonly rest?: number;
}

/** The view now and after every change, until the reader has gone. */
export async function streamViews<View>(
  stream: SSEStreamingApi,
  { name, watch, isClosed, view, versionOf, rest = 0 }: Streamed<View>,
): Promise<void> {
  let wake = (): void => {};
  let changed = true;
  let shown = -1;
  const stop = watch(() => {
    changed = true;
    wake();
  });
  stream.onAbort(() => wake());
  try {
    while (!stream.aborted && !isClosed()) {
      const told = changed;
      changed = false;
      // Word of another process can get lost: each beat looks, too.
      const now = await view();
      const version = now === null ? -1 : versionOf(now);
      if (now !== null && (told || version > shown)) {
        shown = version;
        await stream.writeSSE({ event: name, id: String(version), data: JSON.stringify(now) });
      } else await stream.write(": still here\n\n");
      if (rest > 0) await stream.sleep(rest);
      if (changed || stream.aborted || isClosed()) continue;
      const beat = setTimeout(() => wake(), heartbeat);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      clearTimeout(beat);
    }
  } finally {
    stop();
  }
}
