import type { ConversationId } from "../dialog/ids.ts";
import type { References } from "../dialog/ports.ts";
import type { Db } from "./db.ts";
import { escaped, unescaped } from "./text.ts";

const upsert = `
  insert into reference (conversation, at, body) values ($1, $2, $3)
  on conflict (conversation) do update set at = excluded.at, body = excluded.body`;

const select = "select body from reference where conversation = $1";

/** Those of places where nothing was said go with their time, the others with their conversation. */
export const forgetReferences = `
  delete from reference where at < $1 and not exists (
    select 1 from conversation where conversation.conversation = reference.conversation
  )`;

export const deleteReference = "delete from reference where conversation = $1";

export const createReferences = (db: Db): References => ({
  async put(conversation: ConversationId, body, at) {
    await db.query(upsert, [escaped(conversation), at, escaped(body)]);
  },
  async get(conversation: ConversationId) {
    const [row] = await db.query<{ body: string }>(select, [escaped(conversation)]);
    return row === undefined ? null : unescaped(row.body);
  },
});
