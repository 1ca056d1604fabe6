import { z } from "zod";
import type { Activity } from "../dialog/activity.ts";
import type { DialogEvent } from "../dialog/events.ts";
import { Unstorable } from "../dialog/ports.ts";
import { storedActivity, storedEvent } from "./stored.ts";

/**
 * Stored text is `{"v":1,"body":…}`. JSON escapes NUL and lone surrogates, so that every database keeps them.
 *
 * When a shape changes: add the step that makes a body of the version before into one of the new. What is stored stays
 * as it was written; it is brought up when it is read. `test/fixtures/stored` keeps a store of every released version.
 */
const upcasts: readonly Upcast[] = [withDeliveries];

/** Version 1 knew no desk: what a person did there had no delivery, and a case that was closed no more than its cause. */
function withDeliveries(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("type" in body)) return body;
  const nowhere = { delivery: null, desk: null };
  if (body.type === "HandoffClaimed" || body.type === "AgentReplied") return { ...nowhere, ...body };
  return body.type === "HandoffClosed" ? { ...nowhere, solved: null, remark: null, step: null, ...body } : body;
}

/** From a body of one version to a body of the next. Never throws: the shape is checked afterwards. */
export type Upcast = (body: unknown) => unknown;

const version = upcasts.length + 1;
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
  const { v, body: stored } = outer.data;
  if (!Number.isInteger(v) || v < 1 || v > version) throw new Unreadable(what, `version ${v}`);
  const body = shape.safeParse(raised(stored, v, upcasts));
  if (!body.success) throw new Unreadable(what, faultsOf(body.error));
  return body.data;
}

/** A body of the version `from` as one of the present. */
export const raised = (body: unknown, from: number, steps: readonly Upcast[]): unknown =>
  steps.slice(from - 1).reduce((older, step) => step(older), body);

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
