import { z } from "zod";
import type { Activity } from "../dialog/activity.ts";
import type { DialogEvent } from "../dialog/events.ts";
import { Unstorable } from "../dialog/ports.ts";
import { storedActivity, storedEvent } from "./stored.ts";

/**
 * Stored text is `{"v":1,"body":…}`. When a shape changes: raise the version, and bring bodies of the versions before up
 * to it between the envelope and the shape. JSON escapes NUL and lone surrogates, so that every database keeps them.
 */
const version = 1;
const envelope = z.strictObject({ v: z.number(), body: z.unknown() });

export const encodeEvent = (event: DialogEvent): string => encoded(storedEvent, event, `event ${event.type}`);

/** @throws Unreadable */
export const decodeEvent = (text: string, seq: number): DialogEvent => decoded(storedEvent, text, `event ${seq}`);

export const encodeActivity = (activity: Activity): string => encoded(storedActivity, activity, "activity");

/** @throws Unreadable */
export const decodeActivity = (text: string): Activity => decoded(storedActivity, text, "activity");

/** Stored text that this Stepwise cannot read. Names no conversation and no delivery: who knows one can read it. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  constructor(what: string, found: string) {
    super(
      `${what} cannot be read: found ${found}; expected version ${version}; ` +
        "start the Stepwise that wrote it, or restore the store from a backup",
    );
  }
}

/** Checked before it is written: what could not be read again would block its conversation for good. */
function encoded(shape: z.ZodType, value: unknown, what: string): string {
  const checked = shape.safeParse(value);
  if (!checked.success)
    throw new Unstorable(
      `${what}: found ${faultsOf(checked.error)}; expected the shape of src/store/stored.ts; ` +
        "correct what made it, nothing was stored",
    );
  return JSON.stringify({ v: version, body: value });
}

function decoded<T>(shape: z.ZodType<T>, text: string, what: string): T {
  const outer = envelope.safeParse(parsed(text));
  if (!outer.success) throw new Unreadable(what, "text that is not a version and a body in JSON");
  if (outer.data.v !== version) throw new Unreadable(what, `version ${outer.data.v}`);
  const body = shape.safeParse(outer.data.body);
  if (!body.success) throw new Unreadable(what, faultsOf(body.error));
  return body.data;
}

/** The parser's own message quotes the text, which is the user's: it is dropped. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Places and kinds only: values can be the user's words. */
const faultsOf = (error: z.ZodError): string =>
  error.issues.map(({ path, code }) => `${code} at ${path.join(".") || "the top"}`).join(", ");
