import { useEffect, useSyncExternalStore } from "react";
import type { ConversationView } from "../../../src/adapters/web/api.ts";
import type { Outbox, OutboxState } from "./outbox.ts";
import { unseen } from "./unseen.ts";

const refreshAfterMs = 2000;

/** Lets go of what a view shows; asks for a view when one is overdue. */
export function useOutbox(outbox: Outbox, view: ConversationView | null, refresh: () => void): OutboxState {
  const state = useSyncExternalStore(outbox.subscribe, outbox.state);
  const accepted = state.entries.filter((entry) => entry.state === "accepted");
  const waiting = unseen(accepted, view).length;

  useEffect(() => {
    const { entries } = outbox.state();
    const open = unseen(entries, view);
    outbox.drop(
      entries.filter((entry) => entry.state === "accepted" && !open.includes(entry)).map(({ body }) => body.id),
    );
  }, [outbox, view]);

  useEffect(() => {
    if (waiting === 0) return undefined;
    const timer = setTimeout(refresh, refreshAfterMs);
    return () => clearTimeout(timer);
  }, [waiting, refresh]);

  return state;
}
