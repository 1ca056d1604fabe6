import type { Activity } from "../dialog/activity.ts";
import { type ConversationId, conversationId } from "../dialog/ids.ts";
import {
  type Append,
  type ConversationFilter,
  type ConversationRow,
  type Store,
  VersionConflict,
} from "../dialog/ports.ts";
import { decodeActivity, decodeEvent, encodeActivity, encodeEvent } from "./codec.ts";
import { ConstraintViolation, type Db, type Statement } from "./db.ts";
import { escaped, unescaped } from "./text.ts";

const acceptDelivery = `
  insert into inbox (delivery, at, arrived, activity, done)
  select $1, $2, coalesce(max(arrived), 0) + 1, $3, 0 from inbox where done = 0
  on conflict (delivery) do nothing
  returning delivery`;

/** Another version than the expected one makes the new version null, which the table forbids: the batch fails. */
const moveOn = `
  insert into conversation (conversation, version, channel, at, state, title, due_at)
  values (
    $1,
    case when $2 = coalesce((select version from conversation where conversation = $1), 0) then $3 end,
    $4, $5, $6, $7, $8
  )
  on conflict (conversation) do update set
    version = excluded.version, channel = excluded.channel, at = excluded.at, state = excluded.state,
    title = excluded.title, due_at = excluded.due_at`;

const addEvent = "insert into event (conversation, seq, body) values ($1, $2, $3)";

const finishDelivery = "update inbox set done = 1 where delivery = $1";

const selectEvents = "select seq, body from event where conversation = $1 and seq > $2 order by seq";

const selectUndone = "select delivery, activity from inbox where done = 0 order by at, arrived";

const selectDue =
  "select conversation, channel from conversation where due_at <= $1 order by due_at, conversation limit $2";

const selectList = `
  select conversation, version, channel, at, state, title from conversation
  where (cast($1 as text) is null or state = $1) and (cast($2 as text) is null or channel = $2)
  order by at desc, conversation limit $3`;

/** The store on a database that `migrate` has brought to the present schema. */
export function createStore(db: Db): Store {
  return {
    async accept(activity: Activity) {
      const params = [escaped(activity.id), activity.at, encodeActivity(activity)];
      return (await db.query(acceptDelivery, params)).length > 0;
    },

    async events(conversation, after = 0) {
      const rows = await db.query<{ seq: number; body: string }>(selectEvents, [escaped(conversation), after]);
      return rows.map(({ seq, body }) => decodeEvent(body, conversation, seq));
    },

    async append(append) {
      try {
        await db.batch(statementsOf(append));
      } catch (error) {
        if (error instanceof ConstraintViolation) throw new VersionConflict(append.conversation, append.expected);
        throw error;
      }
    },

    async undone() {
      const rows = await db.query<{ delivery: string; activity: string }>(selectUndone);
      return rows.map(({ delivery, activity }) => decodeActivity(activity, unescaped(delivery)));
    },

    async due(now, limit) {
      const rows = await db.query<{ conversation: string; channel: string }>(selectDue, [now, limit]);
      return rows.map((row) => ({ conversation: idOf(row.conversation), channel: unescaped(row.channel) }));
    },

    async list({ state, channel, limit }: ConversationFilter) {
      const params = [state ?? null, channel === undefined ? null : escaped(channel), limit];
      const rows = await db.query<ConversationRow>(selectList, params);
      return rows.map((row) => ({
        ...row,
        conversation: idOf(row.conversation),
        channel: unescaped(row.channel),
        title: unescaped(row.title),
      }));
    },

    close: () => db.close(),
  };
}

const idOf = (stored: string): ConversationId => conversationId(unescaped(stored));

function statementsOf({ conversation, expected, events, delivery, dueAt, row }: Append): Statement[] {
  const id = escaped(conversation);
  const version = expected + events.length;
  return [
    [moveOn, [id, expected, version, escaped(row.channel), row.at, row.state, escaped(row.title), dueAt]],
    ...events.map((event, i): Statement => [addEvent, [id, expected + i + 1, encodeEvent(event)]]),
    ...(delivery === null ? [] : [[finishDelivery, [escaped(delivery)]] as Statement]),
  ];
}
