import { z } from "zod";
import type { Activity } from "../dialog/activity.ts";
import type { DialogEvent } from "../dialog/events.ts";
import { storedActivity, storedEvent } from "./stored.ts";

/**
 * Stored text is `{"v":1,"body":…}`. When a shape changes: raise the version, and bring bodies of the versions before up
 * to it between the envelope and the shape. JSON escapes NUL and lone surrogates, so that every database keeps them.
 */
const version = 1;
const envelope = z.strictObject({ v: z.number(), body: z.unknown() });

export const encodeEvent = (event: DialogEvent): string => encoded(storedEvent, event, `event ${event.type}`);

export const decodeEvent = (text: string, conversation: string, seq: number): DialogEvent =>
  decoded(storedEvent, text, `event ${seq} of conversation ${JSON.stringify(conversation)}`);

export const encodeActivity = (activity: Activity): string =>
  encoded(storedActivity, activity, `delivery ${JSON.stringify(activity.id)}`);

export const decodeActivity = (text: string, delivery: string): Activity =>
  decoded(storedActivity, text, `delivery ${JSON.stringify(delivery)}`);

/** Checked before it is written: what could not be read again would block its conversation for good. */
function encoded(shape: z.ZodType, value: unknown, what: string): string {
  const checked = shape.safeParse(value);
  if (!checked.success)
    throw new Error(
      `${what}: found ${faultsOf(checked.error)}; expected the shape of src/store/stored.ts; ` +
        "correct what made it, nothing was stored",
    );
  return JSON.stringify({ v: version, body: value });
}

function decoded<T>(shape: z.ZodType<T>, text: string, what: string): T {
  const outer = envelope.safeParse(parsed(text));
  if (!outer.success) throw unreadable(what, "text that is not a version and a body in JSON");
  if (outer.data.v !== version) throw unreadable(what, `version ${outer.data.v}`);
  const body = shape.safeParse(outer.data.body);
  if (!body.success) throw unreadable(what, faultsOf(body.error));
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

const unreadable = (what: string, found: string): Error =>
  new Error(
    `${what} cannot be read: found ${found}; expected version ${version}; ` +
      "start the Stepwise that wrote it, or restore the store from a backup",
  );

/** Places and kinds only: values can be the user's words. */
const faultsOf = (error: z.ZodError): string =>
  error.issues.map(({ path, code }) => `${code} at ${path.join(".") || "the top"}`).join(", ");
