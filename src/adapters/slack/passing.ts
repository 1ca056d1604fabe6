import type { DialogEvent, EventOf, SharedFile } from "../../dialog/events.ts";
import { Refused, type Sending } from "../../dialog/outbox.ts";
import { type Content, type Files, linked, mostBytes } from "../common/files.ts";
import type { Shared, SlackApi, Uploaded, Where } from "./api.ts";
import { renderShared, renderSharer } from "./literal.ts";

/** For what is in the files, milliseconds: words must not wait long for pictures. */
const patience = 3000;

/** Slack shows files some moments after it has said that it will, milliseconds; how many it does not say. */
export const sharedAfter = 5000;

/** As `Outlet.settles`, where files are passed on. */
export const settles = ({ type }: DialogEvent): number => (type === "FilesShared" ? sharedAfter : 0);

export interface Passing {
  readonly api: SlackApi;
  readonly where: Where;
  /** Who shared them. */
  readonly name: string;
  /** That told of the files. */
  readonly event: EventOf<"FilesShared">;
}

/**
 * Files that came on the other side: themselves, where all can be had, else where each can be looked at. What Slack calls
 * the file, or the message. @throws as `SlackApi`
 */
export async function passOn(port: Files, sending: Sending, passing: Passing, signal: AbortSignal): Promise<string> {
  const { api, where, name, event } = passing;
  const { files } = event;
  const contents = await contentsOf(port, files, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  const uploads = contents === null ? null : await uploaded(api, sending.id, files, contents, signal);
  if (uploads !== null)
    try {
      return await api.share(where, uploads, renderSharer(name));
    } catch (error) {
      // Nobody may share files there.
      if (!(error instanceof Refused)) throw error;
    }
  const [shown] = await linked(port, sending.conversation, [event], sending.seq);
  return api.post(where, renderShared(name, shown?.type === "FilesShared" ? shown.files : files), sending.id);
}

/** Null where it fails: nothing is shown yet, and what comes after must not wait for pictures. */
async function uploaded(
  api: SlackApi,
  id: string,
  files: readonly SharedFile[],
  contents: readonly Content[],
  signal: AbortSignal,
): Promise<readonly Uploaded[] | null> {
  const own = files.flatMap((file, i) => sharedAs(file, contents[i], id, i) ?? []);
  return api.upload(own, AbortSignal.any([signal, AbortSignal.timeout(patience)])).catch(() => null);
}

/** As `Outlet.find`, of what was said since then: files are found by their names, where they are not told as links. */
export async function findSent(
  api: SlackApi,
  where: Where,
  { id, event }: Sending,
  since: number,
  signal: AbortSignal,
): Promise<string | null> {
  const shared = event.type === "FilesShared" ? await api.findShared(where, id, since, signal) : null;
  return shared ?? api.find(where, id, since, signal);
}

/** Null where one of them cannot be had, or they are too much together. */
async function contentsOf(port: Files, files: readonly SharedFile[], signal: AbortSignal) {
  if (files.some(({ source }) => source === undefined)) return null;
  try {
    const contents: Content[] = [];
    let size = 0;
    for (const file of files) {
      const content = await port.content(file, signal);
      size += content?.bytes.length ?? 0;
      if (content === null || content.bytes.length === 0 || size > mostBytes) return null;
      contents.push(content);
    }
    return contents;
  } catch {
    return null;
  }
}

/** Its name holds the id it is found by; what people see is the title. */
function sharedAs({ name }: SharedFile, content: Content | undefined, id: string, at: number): Shared | null {
  if (content === undefined) return null;
  const [, own] = /(\.[a-z0-9]{1,8})$/i.exec(name) ?? [];
  // Slack draws what it knows by its ending.
  const ending = own ?? endings[content.type ?? ""] ?? "";
  return { name: `${id}-${at + 1}${ending}`, title: name, content: content.bytes };
}

const endings: Readonly<Record<string, string>> = {
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/gif": ".gif",
  "image/webp": ".webp",
};
