import type {
  AboutView,
  ActivityBody,
  ConversationView,
  DeskBody,
  DeskCaseView,
  PasteView,
  QueueView,
} from "../../../src/adapters/web/api.ts";

/** The server refused, or could not be reached: then `status` is 0. */
export class RequestFailed extends Error {
  readonly status: number;

  /** What the server says for people to read; null where it says nothing to them. */
  readonly refused: string | null;

  constructor(status: number, refused: string | null = null) {
    super(`found status ${status}, expected success`);
    this.status = status;
    this.refused = refused;
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
  if (!response.ok)
    throw new RequestFailed(response.status, response.status === 409 ? await refusalIn(response) : null);
  return (await response.json()) as T;
}

async function refusalIn(response: Response): Promise<string | null> {
  const body = (await response.json().catch(() => null)) as { readonly error?: { readonly found: string } } | null;
  return body?.error?.found ?? null;
}

const at = (conversation: string) => `/conversations/${encodeURIComponent(conversation)}`;

export const openConversation = () => request<{ conversation: string }>("/conversations", {});
export const viewOf = (conversation: string) => request<ConversationView>(at(conversation));
export const eventsUrl = (conversation: string) => `/api${at(conversation)}/events`;
export const sendActivity = (conversation: string, body: ActivityBody) =>
  request<{ duplicate: boolean }>(`${at(conversation)}/activities`, body);
export const readPaste = (text: string, signal: AbortSignal) => request<PasteView>("/paste", { text }, signal);
export const openPaste = (text: string, id: string) => request<{ conversation: string }>("/paste/open", { text, id });
export const queue = () => request<QueueView>("/queue");
export const queueUrl = "/api/queue/events";
const caseAt = (conversation: string) => `/cases/${encodeURIComponent(conversation)}`;
export const deskCase = (conversation: string) => request<DeskCaseView>(caseAt(conversation));
export const deskCaseUrl = (conversation: string) => `/api${caseAt(conversation)}/events`;

/** Null: done; otherwise why it could not be done. */
export async function actAtDesk(body: DeskBody): Promise<string | null> {
  try {
    await request("/desk", body);
    return null;
  } catch (error) {
    if (error instanceof RequestFailed && error.refused !== null) return error.refused;
    throw error;
  }
}

export const about = () => request<AboutView>("/about");
