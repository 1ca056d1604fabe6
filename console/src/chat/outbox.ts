import type { ActivityBody } from "../../../src/adapters/web/api.ts";
import { openConversation, RequestFailed, sendActivity } from "../api/client.ts";
import { statusOf } from "../api/problem.ts";
import { load, store } from "../stored.ts";
import { moveDraft } from "./draft.ts";

export interface Outgoing {
  readonly body: ActivityBody;
  readonly at: number;
  /** Highest `seq` on the page when it was sent: what answers to it comes later. */
  readonly after: number;
  readonly state: "sending" | "retrying" | "accepted" | "refused";
  /** HTTP status of the refusal; null where there was none. */
  readonly status: number | null;
}

export interface OutboxState {
  /** Null until the first message has opened a conversation. */
  readonly conversation: string | null;
  /** This page has opened the conversation: that it is still empty is no wonder. */
  readonly own: boolean;
  readonly entries: readonly Outgoing[];
}

export type Outbox = ReturnType<typeof createOutbox>;

/** Where entries wait before there is a conversation. */
const unopened = "new";
const waitsMs = [1000, 2000, 4000, 8000, 15000];
/** An accepted entry that no view shows is let go after this time. */
const letGoAfterMs = 10_000;

/** What was said and is not yet in a view. Sends in order, the same id each time, until the server has it. */
function createOutbox(key: string) {
  let state: OutboxState = {
    conversation: key === unopened ? null : key,
    own: key === unopened,
    entries: load<readonly Outgoing[]>(`outbox.${key}`, []).filter((entry) => entry.state !== "accepted"),
  };
  let failures = 0;
  let working = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  function set(entries: readonly Outgoing[]): void {
    state = { ...state, entries };
    store(`outbox.${state.conversation ?? unopened}`, entries.length === 0 ? null : entries);
    for (const listener of listeners) listener();
  }
  const change = (id: string, to: Partial<Outgoing>): void =>
    set(state.entries.map((entry) => (entry.body.id === id ? { ...entry, ...to } : entry)));
  const drop = (ids: readonly string[]): void => {
    if (ids.length > 0) set(state.entries.filter((entry) => !ids.includes(entry.body.id)));
  };

  async function opened(): Promise<string> {
    if (state.conversation !== null) return state.conversation;
    const { conversation } = await openConversation();
    store(`outbox.${unopened}`, null);
    moveDraft(unopened, conversation);
    outboxes.delete(unopened);
    outboxes.set(conversation, outbox);
    state = { ...state, conversation };
    set(state.entries);
    return conversation;
  }

  async function work(): Promise<void> {
    const next = state.entries.find((entry) => entry.state === "sending" || entry.state === "retrying");
    if (working || next === undefined) return;
    working = true;
    clearTimeout(timer);
    const { id } = next.body;
    try {
      await sendActivity(await opened(), next.body);
      failures = 0;
      change(id, { state: "accepted" });
      setTimeout(() => drop([id]), letGoAfterMs);
    } catch (error) {
      if (error instanceof RequestFailed && error.temporary) {
        set(state.entries.map((entry) => (entry.state === "sending" ? { ...entry, state: "retrying" } : entry)));
        timer = setTimeout(work, waitsMs[Math.min(failures++, waitsMs.length - 1)]);
        return;
      }
      change(id, { state: "refused", status: statusOf(error) });
    } finally {
      working = false;
    }
    void work();
  }

  const outbox = {
    state: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(body: ActivityBody, after: number): void {
      set([...state.entries, { body, at: Date.now(), after, state: "sending", status: null }]);
      void work();
    },
    drop,
    retry: () => void work(),
  };
  addEventListener("online", () => void work());
  void work();
  return outbox;
}

const outboxes = new Map<string, Outbox>();

/** One per conversation for the life of the page, so that leaving the view does not stop the sending. */
export function outboxOf(conversation: string | null): Outbox {
  const key = conversation ?? unopened;
  const outbox = outboxes.get(key) ?? createOutbox(key);
  outboxes.set(key, outbox);
  return outbox;
}
