import { type ConversationId, conversationId } from "../dialog/ids.ts";
import { decodeActivity, Unreadable } from "./codec.ts";
import type { Db, Statement } from "./db.ts";
import { readable } from "./outbox.ts";
import { deleteReference, forgetReferences } from "./references.ts";
import { escaped, unescaped } from "./text.ts";

/** Conversations in one transaction: a long one would keep turns waiting. */
const atOnce = 200;

/** Events and rows of the outbox go with their conversation. */
const deleteOld = `
  delete from conversation where conversation in (
    select conversation from conversation where at < $1 order by at limit $2
  )
  returning conversation`;
const deleteOldInbox = "delete from inbox where at < $1";

export async function forget(db: Db, before: number): Promise<number> {
  await db.query(deleteOldInbox, [before]);
  for (let count = 0; ; ) {
    const { length } = await db.query(deleteOld, [before, atOnce]);
    count += length;
    if (length < atOnce) {
      await db.query(forgetReferences, [before]);
      return count;
    }
  }
}

/** May find too many: `like` looks at the text of a body, and SQLite's at capital letters as at small ones. */
const selectEvents = "select conversation, seq, body from event where body like $1 escape '!'";
const selectInbox = "select activity from inbox where activity like $1 escape '!'";

const deleteConversation = "delete from conversation where conversation = $1";
const deleteInbox = "delete from inbox where conversation = $1 or activity like $2 escape '!'";

export async function erase(db: Db, person: string, dry: boolean): Promise<readonly ConversationId[]> {
  const found = new Set<string>();
  const events = await db.query<{ conversation: string; seq: number; body: string }>(selectEvents, [patternOf(person)]);
  for (const { conversation, seq, body } of events) if (isEventBy(person, body, seq)) found.add(conversation);
  const inbox = await db.query<{ activity: string }>(selectInbox, [patternOf(person)]);
  for (const { activity } of inbox) {
    const place = placeOf(person, activity);
    if (place !== null) found.add(escaped(place));
  }
  const ids = [...found].sort(byBytes);
  if (!dry)
    for (const id of ids) {
      // Activities of before the column was there name their conversation in the text only.
      const inText = `%"conversation":"${likeThis(id)}"%`;
      await db.batch([
        [deleteConversation, [id]],
        [deleteInbox, [id, inText]],
        [deleteReference, [id]],
      ] satisfies Statement[]);
    }
  return ids.map((id) => conversationId(unescaped(id)));
}

/** A body that cannot be read but holds the id is theirs: better too much than too little. */
export function isEventBy(person: string, body: string, seq: number): boolean {
  const event = readable(body, seq);
  if (event === null) return true;
  return (event.type === "UserUttered" || event.type === "ChoiceMade") && event.by.id === person;
}

/** Where they said what waits or is done; null where it was somebody else, or cannot be read. */
export function placeOf(person: string, activity: string): ConversationId | null {
  try {
    const { by, conversation } = decodeActivity(activity);
    return by.id === person ? conversation : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

const patternOf = (person: string): string => `%"id":"${likeThis(escaped(person))}"%`;
const likeThis = (text: string): string => text.replaceAll(/[!%_]/g, "!$&");

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
