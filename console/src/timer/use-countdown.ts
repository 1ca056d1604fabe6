import { useEffect, useState } from "react";

type Countdown =
  | { readonly kind: "ready" }
  | { readonly kind: "running"; readonly endsAt: number; readonly left: number }
  | { readonly kind: "stopped" }
  | { readonly kind: "done" };

const everyMs = 100;

/** Counts by the clock, not by ticks, so that a page in the background stays right. `left` is in milliseconds. */
export function useCountdown(seconds: number) {
  const [state, setState] = useState<Countdown>({ kind: "ready" });
  const endsAt = state.kind === "running" ? state.endsAt : null;

  useEffect(() => {
    if (endsAt === null) return undefined;
    const timer = setInterval(() => {
      const left = endsAt - performance.now();
      setState(left > 0 ? { kind: "running", endsAt, left } : { kind: "done" });
    }, everyMs);
    return () => clearInterval(timer);
  }, [endsAt]);

  const total = seconds * 1000;
  return {
    kind: state.kind,
    left: state.kind === "running" ? state.left : state.kind === "done" ? 0 : total,
    start: () => setState({ kind: "running", endsAt: performance.now() + total, left: total }),
    stop: () => setState({ kind: "stopped" }),
  };
}
