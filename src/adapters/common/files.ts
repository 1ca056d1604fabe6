import { createHash } from "node:crypto";
import type { DialogEvent, SharedFile } from "../../dialog/events.ts";
import { type ConversationId, conversationId } from "../../dialog/ids.ts";
import type { Sending } from "../../dialog/outbox.ts";
import type { Clock, References, Store } from "../../dialog/ports.ts";
import { toldOf } from "../../dialog/transcript.ts";
import { kept } from "./desk.ts";

/** What is in a file. */
export interface Content {
  /** Media type; null where nobody said. */
  readonly type: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * How a channel gets at what was shared on it: `source` is what it has written there, after its name. Null: the bot may not,
 * it is there no longer, or it is larger than `mostBytes`. @throws where it may be had later
 */
export type ReadFile = (source: string, signal: AbortSignal) => Promise<Content | null>;

/** Of what a file holds: larger ones are looked at where they are. */
export const mostBytes = 20_000_000;

/** What people have shared, for those on the other side of a hand-over. */
export interface Files {
  /** As `ReadFile`. */
  content(file: SharedFile, signal: AbortSignal): Promise<Content | null>;
  /** The files of an event of that position, with links that open for whoever is told of them, where the server has an address. */
  linked(conversation: ConversationId, seq: number, files: readonly SharedFile[]): Promise<readonly SharedFile[]>;
  /** What such a link leads to; null where it leads nowhere any more. */
  behind(token: string): Promise<SharedFile | null>;
  /** `index`: from 0. Null where the event has no such file. */
  at(conversation: ConversationId, seq: number, index: number): Promise<SharedFile | null>;
}

export interface FilesPorts {
  readonly store: { readonly events: Store["events"]; readonly references: References };
  /** By the name of the channel. */
  readonly readers: () => ReadonlyMap<string, ReadFile>;
  /** Of the server, with a slash at its end; null where it has none that people reach. */
  readonly address: string | null;
  readonly clock: Clock;
}

export function createFiles({ store, readers, address, clock }: FilesPorts): Files {
  const { references } = store;

  async function at(conversation: ConversationId, seq: number, index: number): Promise<SharedFile | null> {
    const event: DialogEvent | undefined = (await store.events(conversation, seq - 1))[0];
    return event?.type === "FilesShared" ? (event.files[index] ?? null) : null;
  }

  /** Nobody can guess it who may not read the conversation anyway; the same each time, for what is sent again. */
  async function addressOf(base: string, conversation: ConversationId, seq: number, index: number): Promise<string> {
    const place = JSON.stringify([conversation, seq, index]);
    const token = createHash("sha256").update(`file:${place}`).digest("hex").slice(0, 40);
    const key = keyOf(token);
    if ((await references.get(key)) === null) await references.put(key, place, clock() + kept);
    return new URL(`files/${token}`, base).href;
  }

  return {
    at,
    async content({ source }, signal) {
      const [, channel = "", rest = ""] = /^([\w-]+):(.+)$/s.exec(source ?? "") ?? [];
      return (await readers().get(channel)?.(rest, signal)) ?? null;
    },
    linked: (conversation, seq, files) =>
      Promise.all(
        files.map(async (file, i) =>
          file.source === undefined || address === null
            ? toldOf(file)
            : { ...toldOf(file), link: await addressOf(address, conversation, seq, i) },
        ),
      ),
    async behind(token) {
      const place = /^[0-9a-f]{40}$/.test(token) ? await references.get(keyOf(token)) : null;
      if (place === null) return null;
      const [conversation, seq, index] = JSON.parse(place) as [string, number, number];
      return at(conversationId(conversation), seq, index);
    },
  };
}

/** What is to be sent, with links in it that open for whoever is told. */
export async function linked(files: Files, { conversation, seq, event }: Sending): Promise<DialogEvent> {
  return event.type === "FilesShared" ? { ...event, files: await files.linked(conversation, seq, event.files) } : event;
}

const keyOf = (token: string): ConversationId => conversationId(`file:${token}`);

/**
 * What is at an address of a platform, as `ReadFile` has it. A platform leads whoever it does not know elsewhere, and the
 * token goes nowhere else. @throws where it does not answer, or has a fault
 */
export async function downloaded(url: string, token: string, signal: AbortSignal): Promise<Content | null> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: "manual", signal });
  const { status, headers, body } = response;
  if (status !== 200 || body === null || Number(headers.get("content-length") ?? 0) > mostBytes) {
    await body?.cancel();
    if (status === 408 || status === 429 || status >= 500) throw new FileFault(status);
    return null;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    // Leaving the loop ends the download.
    if (size > mostBytes) return null;
    parts.push(part);
  }
  const bytes = new Uint8Array(size);
  let begin = 0;
  for (const part of parts) {
    bytes.set(part, begin);
    begin += part.length;
  }
  return { type: headers.get("content-type"), bytes };
}

/** The platform has the file and does not give it now. */
export class FileFault extends Error {
  override readonly name = "FileFault";
  readonly code: string;
  constructor(status: number) {
    super(`a platform answered ${status} for a file`);
    this.code = `http_${status}`;
  }
}
