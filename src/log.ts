import { createHash } from "node:crypto";

/** Who knows the id of a conversation can read it, and the web's delivery ids hold it: a log gets this instead. */
export const shortHash = (id: string): string => createHash("sha256").update(id).digest("hex").slice(0, 12);

export interface FaultLine {
  readonly error: string;
  /** `ENOSPC`, or the number of SQLite. */
  readonly code?: string | number;
  readonly message?: string;
  /** The innermost frames of the stack. */
  readonly at?: readonly string[];
}

/** What a log may hold of an error. The message only where it is `safe`: it may quote what a person wrote. */
export function faultOf(error: unknown, { safe }: { readonly safe: boolean }): FaultLine {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, errcode, rawCode } = error as { code?: unknown; errcode?: unknown; rawCode?: unknown };
  const known = [code, errcode, rawCode].find(
    (one) => typeof one === "number" || (typeof one === "string" && /^\w{1,40}$/.test(one)),
  );
  const at = framesOf(error);
  return {
    error: error.name,
    ...(known === undefined ? {} : { code: known as string | number }),
    ...(safe ? { message: error.message } : {}),
    ...(at.length === 0 ? {} : { at }),
  };
}

/** A stack begins with the message, which may hold lines that look like frames. */
function framesOf({ message, stack = "" }: Error): readonly string[] {
  const begin = stack.indexOf(message);
  if (begin === -1) return [];
  const lines = stack.slice(begin + message.length).split("\n");
  return lines.flatMap((line) => /^ +at (.+)$/.exec(line)?.[1] ?? []).slice(0, 3);
}
