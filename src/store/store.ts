import type { Activity } from "../dialog/activity.ts";
import { type ConversationId, conversationId, type DeliveryId, deliveryId } from "../dialog/ids.ts";
import { type Append, type ConversationRow, DeliveryDone, type Store, VersionConflict } from "../dialog/ports.ts";
import { decodeEvent, encodeActivity, encodeEvent } from "./codec.ts";
import { ConstraintViolation, type Db, type Statement } from "./db.ts";
import { erase, forget } from "./forgetting.ts";
import { createInstallations } from "./installations.ts";
import { createLeases } from "./leases.ts";
import { addOutgoing, createOutbox, pruneOutbox } from "./outbox.ts";
import { createReferences, forgetReferences } from "./references.ts";
import { escaped, unescaped } from "./text.ts";
import { undoneOf } from "./undone.ts";

const acceptDelivery = `
  insert into inbox (delivery, at, arrived, activity, done, conversation)
  select $1, $2, coalesce(max(arrived), 0) + 1, $3, 0, $4 from inbox where done = 0
  on conflict (delivery) do nothing
  returning delivery`;

/**
 * Another version than the expected one makes the new version null, which the table forbids: the batch fails. The row is
 * looked at again under its lock: between the first look and the write another process may have moved on.
 */
const moveOn = `
  insert into conversation (conversation, version, channel, at, state, title, due_at, opener)
  values (
    $1,
    case when $2 = coalesce((select version from conversation where conversation = $1), 0) then cast($3 as bigint) end,
    $4, $5, $6, $7, $8, $9
  )
  on conflict (conversation) do update set
    version = case when conversation.version = $2 then excluded.version end, channel = excluded.channel, at = excluded.at, state = excluded.state,
    title = excluded.title, due_at = excluded.due_at, opener = excluded.opener`;

const addEvent = "insert into event (conversation, seq, body) values ($1, $2, $3)";

/** A delivery that is done already makes its mark null, which the table forbids: the batch fails. */
const finishDelivery = "update inbox set done = case when done = 0 then 1 end where delivery = $1";

const selectEvents = "select seq, body from event where conversation = $1 and seq > $2 order by seq";

const selectUndone = "select delivery, activity from inbox where done = 0 order by at, arrived";

const selectUndoneOf = `
  select delivery, activity from inbox where done = 0 and (conversation = $1 or conversation is null)
  order by at, arrived`;

const selectDue =
  "select conversation, channel from conversation where due_at <= $1 order by due_at, conversation limit $2";

const selectList = `
  select conversation, version, channel, at, state, title from conversation
  order by at desc, conversation limit $1`;

const selectHeld = `
  select conversation, version, channel, at, state, title from conversation
  where state = 'person' order by at, conversation limit $1`;

const selectPage = `
  select conversation, version, channel, at, state, title from conversation
  where conversation > $1 order by conversation limit $2`;

const selectOne = "select conversation, version, channel, at, state, title from conversation where conversation = $1";

const selectOpenOf = `
  select conversation, version, channel, at, state, title from conversation
  where opener = $1 and state <> 'ended' order by at desc, conversation limit $2`;

const pruneInbox = "delete from inbox where done = 1 and at < $1";

const selectDone = "select done from inbox where delivery = $1";

/** The store on a database that `migrate` has brought to the present schema. */
export function createStore(db: Db): Store {
  /** Looked up afterwards, where the database does not tell which of the statements was refused. */
  async function isDone(delivery: DeliveryId): Promise<boolean> {
    const [row] = await db.query<{ done: number }>(selectDone, [escaped(delivery)]);
    return row?.done === 1;
  }

  return {
    async accept(activity: Activity) {
      const params = [escaped(activity.id), activity.at, encodeActivity(activity), escaped(activity.conversation)];
      return (await db.query(acceptDelivery, params)).length > 0;
    },

    async events(conversation, after = 0) {
      const rows = await db.query<{ seq: number; body: string }>(selectEvents, [escaped(conversation), after]);
      return rows.map(({ seq, body }) => decodeEvent(body, seq));
    },

    async append(append) {
      try {
        await db.batch(statementsOf(append));
      } catch (error) {
        if (!(error instanceof ConstraintViolation)) throw error;
        const { delivery } = append;
        if (delivery !== null && (error.statement === null ? await isDone(delivery) : error.statement === 0))
          throw new DeliveryDone();
        throw new VersionConflict(append.conversation, append.expected);
      }
    },

    async undone(conversation) {
      const [sql, params] = conversation === undefined ? [selectUndone, []] : [selectUndoneOf, [escaped(conversation)]];
      const rows = await db.query<{ delivery: string; activity: string }>(sql, params);
      return undoneOf(
        rows.map(({ delivery, activity }) => [deliveryId(unescaped(delivery)), activity]),
        conversation,
      );
    },

    async due(now, limit) {
      const rows = await db.query<{ conversation: string; channel: string }>(selectDue, [now, limit]);
      return rows.map((row) => ({ conversation: idOf(row.conversation), channel: unescaped(row.channel) }));
    },

    async list(limit) {
      return (await db.query<ConversationRow>(selectList, [limit])).map(rowOf);
    },

    async held(limit) {
      return (await db.query<ConversationRow>(selectHeld, [limit])).map(rowOf);
    },

    async page(after, limit) {
      return (await db.query<ConversationRow>(selectPage, [after === null ? "" : escaped(after), limit])).map(rowOf);
    },

    async find(conversation) {
      const [row] = await db.query<ConversationRow>(selectOne, [escaped(conversation)]);
      return row === undefined ? null : rowOf(row);
    },

    async openOf(person, limit) {
      return (await db.query<ConversationRow>(selectOpenOf, [escaped(person), limit])).map(rowOf);
    },

    async prune(before) {
      await db.query(pruneInbox, [before]);
      await db.query(pruneOutbox, [before]);
      await db.query(forgetReferences, [before]);
    },

    outbox: createOutbox(db),
    references: createReferences(db),
    installations: createInstallations(db),
    leases: db.kind === "postgres" ? createLeases(db) : null,
    changes: null,
    forget: (before) => forget(db, before),
    erase: (person, dry = false) => erase(db, person, dry),

    close: () => db.close(),
  };
}

const rowOf = (row: ConversationRow): ConversationRow => ({
  ...row,
  conversation: idOf(row.conversation),
  channel: unescaped(row.channel),
  title: unescaped(row.title),
});

const idOf = (stored: string): ConversationId => conversationId(unescaped(stored));

/** The delivery comes first: that it is done says more than that the conversation has moved on. */
function statementsOf({ conversation, expected, events, delivery, dueAt, row, opener, outgoing }: Append): Statement[] {
  const id = escaped(conversation);
  const version = expected + events.length;
  const by = opener === null ? null : escaped(opener);
  return [
    ...(delivery === null ? [] : [[finishDelivery, [escaped(delivery)]] as Statement]),
    [moveOn, [id, expected, version, escaped(row.channel), row.at, row.state, escaped(row.title), dueAt, by]],
    ...events.map((event, i): Statement => [addEvent, [id, expected + i + 1, encodeEvent(event)]]),
    ...outgoing.map(({ seq, to }): Statement => [addOutgoing, [id, seq, escaped(to), row.at]]),
  ];
}
