import type { AboutView, ActivityBody, ConversationView, PasteView } from "../../../src/adapters/web/api.ts";

export interface Problem {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

/** The server refused, or could not be reached: then `status` is 0. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.found);
    this.status = status;
    this.problem = problem;
  }

  /** True where the same request may succeed later. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

const unreachable: Problem = {
  found: "Stepwise cannot be reached right now",
  expected: "an answer from the server this page came from",
  remedy: "check the network connection, then try again",
};

export const problemOf = (error: unknown): Problem =>
  error instanceof RequestFailed ? error.problem : { ...unreachable, found: String(error) };

async function request<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit =
    body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/api${path}`, signal === undefined ? init : { ...init, signal }).catch((error) => {
    throw signal?.aborted ? error : new RequestFailed(0, unreachable);
  });
  if (response.ok) return (await response.json()) as T;
  const told = (await response.json().catch(() => null)) as { error?: Problem } | null;
  throw new RequestFailed(
    response.status,
    told?.error ?? { ...unreachable, found: `The server answered with status ${response.status}` },
  );
}

const at = (conversation: string) => `/conversations/${encodeURIComponent(conversation)}`;

export const openConversation = () => request<{ conversation: string }>("/conversations", {});
export const viewOf = (conversation: string) => request<ConversationView>(at(conversation));
export const eventsUrl = (conversation: string) => `/api${at(conversation)}/events`;
export const sendActivity = (conversation: string, body: ActivityBody) =>
  request<{ duplicate: boolean }>(`${at(conversation)}/activities`, body);
export const readPaste = (text: string, signal: AbortSignal) => request<PasteView>("/paste", { text }, signal);
export const openPaste = (text: string, id: string) => request<{ conversation: string }>("/paste/open", { text, id });
export const about = () => request<AboutView>("/about");
