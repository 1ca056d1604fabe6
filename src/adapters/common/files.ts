import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { DialogEvent, EventOf, SharedFile } from "../../dialog/events.ts";
import { type ConversationId, conversationId } from "../../dialog/ids.ts";
import type { Clock, References, Store } from "../../dialog/ports.ts";
import { kept } from "./desk.ts";
import { jsonIn } from "./json.ts";

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
export const mostBytes = 10_000_000;
/** Files that are had at the same time: each is in memory, twice for a moment. */
const atOnce = 4;

/** What people have shared, for those on the other side of a hand-over. */
export interface Files {
  /** As `ReadFile`. */
  content(file: SharedFile, signal: AbortSignal): Promise<Content | null>;
  /** Where whoever is told of a file can look at it; its own link where the server has no address. `event`: that told of it. */
  linkOf(of: FilePlace, event: FilesEvent): Promise<string | null>;
  /** What such a link leads to; null where it leads nowhere any more. */
  behind(token: string): Promise<SharedFile | null>;
  /** Null where there is no such file. */
  at(of: FilePlace): Promise<SharedFile | null>;
}

type FilesEvent = EventOf<"FilesShared">;

export interface FilePlace {
  readonly conversation: ConversationId;
  /** Of the event that told of it, from 1. */
  readonly seq: number;
  /** Among the files of the event, from 0. */
  readonly index: number;
}

export interface FilesPorts {
  readonly store: { readonly events: Store["events"]; readonly references: References };
  /** By the name of the channel. */
  readonly readers: () => ReadonlyMap<string, ReadFile>;
  /** Of the server, with a slash at its end; null where it has none that people reach. */
  readonly address: string | null;
  readonly clock: Clock;
}

/** What is kept of a link. `at`: of the event, which another one in its place does not share; `until`: it opens no longer. */
const keptLink = z.object({
  conversation: z.string(),
  seq: z.number(),
  index: z.number(),
  at: z.number(),
  until: z.number(),
});

export function createFiles({ store, readers, address, clock }: FilesPorts): Files {
  const { references } = store;
  const inTurn = turnsOf(atOnce);

  async function eventAt({ conversation, seq }: Pick<FilePlace, "conversation" | "seq">) {
    const event = (await store.events(conversation, seq - 1))[0];
    return event?.type === "FilesShared" ? event : null;
  }

  /** Known by nobody who was not told of it, and the same each time it is told. */
  async function tokenOf({ conversation, seq, index }: FilePlace, { at }: FilesEvent): Promise<string> {
    const place = createHash("sha256")
      .update(JSON.stringify([conversation, seq, index]))
      .digest("hex");
    const known = await references.get(placeKey(place));
    if (known !== null && (await linkBehind(known))?.at === at) return known;
    const token = randomBytes(20).toString("hex");
    const until = clock() + kept;
    const link: z.infer<typeof keptLink> = { conversation, seq, index, at, until };
    await references.put(tokenKey(token), JSON.stringify(link), until);
    await references.put(placeKey(place), token, until);
    return token;
  }

  /** Null where nothing is kept, or no longer. */
  async function linkBehind(token: string) {
    const { data } = keptLink.safeParse(jsonIn((await references.get(tokenKey(token))) ?? ""));
    return data === undefined || data.until < clock() ? null : data;
  }

  async function opened(token: string): Promise<SharedFile | null> {
    const link = await linkBehind(token);
    if (link === null) return null;
    const event = await eventAt({ conversation: conversationId(link.conversation), seq: link.seq });
    return event?.at === link.at ? (event.files[link.index] ?? null) : null;
  }

  return {
    async at(of) {
      return (await eventAt(of))?.files[of.index] ?? null;
    },
    async content({ source }, signal) {
      const [, channel = "", rest = ""] = /^([\w-]+):(.+)$/s.exec(source ?? "") ?? [];
      const read = readers().get(channel);
      return read === undefined ? null : inTurn(() => read(rest, signal), signal);
    },
    async linkOf(of, event) {
      const file = event.files[of.index];
      if (file?.source === undefined || address === null) return file?.link ?? null;
      return new URL(`files/${await tokenOf(of, event)}`, address).href;
    },
    behind: async (token) => (/^[0-9a-f]{40}$/.test(token) ? opened(token) : null),
  };
}

const placeKey = (place: string): ConversationId => conversationId(`file:at:${place}`);
const tokenKey = (token: string): ConversationId => conversationId(`file:${token}`);

/** The events, with links to files in them that open for whoever is told. `first`: position of the first of them, from 1. */
export async function linked(
  files: Files,
  conversation: ConversationId,
  events: readonly DialogEvent[],
  first = 1,
): Promise<readonly DialogEvent[]> {
  return Promise.all(
    events.map(async (event, i): Promise<DialogEvent> => {
      if (event.type !== "FilesShared") return event;
      const links = event.files.map((_, index) => files.linkOf({ conversation, seq: first + i, index }, event));
      const shown = (await Promise.all(links)).map((link, index) => ({ ...event.files[index], link }) as SharedFile);
      return { ...event, files: shown };
    }),
  );
}

/** Does so many things at once; what waits gives up with its signal. */
function turnsOf(places: number) {
  let free = places;
  const waiting: (() => void)[] = [];
  return async <Result>(task: () => Promise<Result>, signal: AbortSignal): Promise<Result> => {
    if (free === 0)
      await new Promise<void>((resolve, reject) => {
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(go), 1);
          reject(new FileFault("too_many"));
        };
        const go = (): void => {
          signal.removeEventListener("abort", giveUp);
          resolve();
        };
        waiting.push(go);
        signal.addEventListener("abort", giveUp, { once: true });
      });
    else free--;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}

/**
 * What is at an address of a platform, as `ReadFile` has it. A platform leads whoever it does not know elsewhere, and the
 * token goes nowhere else. @throws where it does not answer, or has a fault
 */
export async function downloaded(url: string, token: string, signal: AbortSignal): Promise<Content | null> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: "manual", signal });
  const { status, headers, body } = response;
  if (status !== 200 || body === null || Number(headers.get("content-length") ?? 0) > mostBytes) {
    await body?.cancel();
    if (status === 408 || status === 429 || status >= 500) throw new FileFault(`http_${status}`);
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
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  return { type: type.trim() || null, bytes };
}

/** The platform has the file and does not give it now. */
export class FileFault extends Error {
  override readonly name = "FileFault";
  readonly code: string;
  constructor(code: string) {
    super(`a file could not be had: ${code}`);
    this.code = code;
  }
}
