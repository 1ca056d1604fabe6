import { createHash } from "node:crypto";
import type { LoggerOptions } from "pino";

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

/** The settings of a log: whatever is written to it is `redacted` before. */
export const logOptions = (level: string): LoggerOptions => ({
  level,
  formatters: { log: (line) => deeplyRedacted(line) as Record<string, unknown> },
  hooks: {
    logMethod(args, method) {
      const clean = args.map((arg) => (typeof arg === "string" ? redacted(arg) : arg));
      method.apply(this, clean as typeof args);
    },
  },
});

function deeplyRedacted(value: unknown): unknown {
  if (typeof value === "string") return redacted(value);
  if (Array.isArray(value)) return value.map(deeplyRedacted);
  if (typeof value !== "object" || value === null || value instanceof Error) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deeplyRedacted(each)]));
}

/** What a person can be found by, in any text. It takes away too much rather than too little. */
export const redacted = (text: string): string =>
  text
    .replaceAll(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu, "[email]")
    .replaceAll(/(?<![\w:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])/gi, "[mac]")
    .replaceAll(/(?<![\w.])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![\w.])/gi, "[mac]")
    .replaceAll(/(?<!\w)\d(?:[ -]?\d){12,18}(?!\w)/g, "[card]")
    .replaceAll(/(?<!\w)\+?\(?\d(?:[ ()./-]{0,2}\d){6,14}(?!\w)/g, "[phone]");
