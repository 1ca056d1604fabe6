import type { SharedFile } from "../../dialog/events.ts";
import { Refused, type Sending } from "../../dialog/outbox.ts";
import { type Content, type Files, mostBytes } from "../common/files.ts";
import type { Shared, SlackApi, Where } from "./api.ts";
import { renderShared, renderSharer } from "./literal.ts";

/** For what is in the files, milliseconds: words must not wait long for pictures. */
const patience = 3000;

export interface Passing {
  readonly api: SlackApi;
  readonly where: Where;
  /** Who shared them. */
  readonly name: string;
  readonly files: readonly SharedFile[];
}

/**
 * Files that came on the other side: themselves, where all can be had, else where each can be looked at. What Slack calls
 * the file, or the message. @throws as `SlackApi`
 */
export async function passOn(port: Files, sending: Sending, passing: Passing, signal: AbortSignal): Promise<string> {
  const { api, where, name, files } = passing;
  const contents = await contentsOf(port, files, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  if (contents !== null) {
    const shared = files.map((file, i) => sharedAs(file, contents[i]?.bytes ?? new Uint8Array(), sending.id, i));
    try {
      return await api.share(where, shared, renderSharer(name), signal);
    } catch (error) {
      // A workspace may let nobody upload.
      if (!(error instanceof Refused)) throw error;
    }
  }
  const links = await port.linked(sending.conversation, sending.seq, files);
  return api.post(where, renderShared(name, links), sending.id);
}

/** As `Outlet.find`. */
export async function findPassed(
  api: SlackApi,
  where: Where,
  id: string,
  since: number,
  signal: AbortSignal,
): Promise<string | null> {
  return (await api.findShared(where, id, since, signal)) ?? api.find(where, id, since, signal);
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
function sharedAs({ name }: SharedFile, content: Uint8Array<ArrayBuffer>, id: string, at: number): Shared {
  const [, ending = ""] = /(\.[a-z0-9]{1,8})$/i.exec(name) ?? [];
  return { name: `${id}-${at + 1}${ending}`, title: name, content };
}
