import type { AboutView, ActivityBody, ConversationView, PasteView } from "../../../src/adapters/web/api.ts";

/** The server refused, or could not be reached: then `status` is 0. */
export class RequestFailed extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`found status ${status}, expected success`);
    this.status = status;
  }

  /** True where the same request may succeed later. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

async function request<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit =
    body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/api${path}`, signal === undefined ? init : { ...init, signal }).catch((error) => {
    throw signal?.aborted ? error : new RequestFailed(0);
  });
  // What the server says of a refusal is for whoever writes a client, not for whoever reads the page.
  if (!response.ok) throw new RequestFailed(response.status);
  return (await response.json()) as T;
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
