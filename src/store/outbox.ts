import type { DialogEvent } from "../dialog/events.ts";
import { conversationId } from "../dialog/ids.ts";
import type { Claimed, Outbox, OutboxKey, Unsent } from "../dialog/outbox.ts";
import { decodeEvent, Unreadable } from "./codec.ts";
import type { Db, Param } from "./db.ts";
import { escaped, unescaped } from "./text.ts";

export const addOutgoing = `
  insert into outbox (conversation, seq, destination, at, due_at, attempts, open_tries, state)
  values ($1, $2, $3, $4, $4, 0, 0, 'waiting')`;

/**
 * The first that waits of each conversation and place. `due_at` hides it; a try is open until its end is known.
 * Two processes that claim at once pass over each other's rows; SQLite lets one write at a time and needs no word for it.
 */
const claimOf = (kind: Db["kind"]): string => `
  with head as materialized (
    select conversation, seq, destination from outbox
    where state = 'waiting' and due_at <= $1 and not exists (
      select 1 from outbox as earlier
      where earlier.conversation = outbox.conversation and earlier.destination = outbox.destination
        and earlier.state = 'waiting' and earlier.seq < outbox.seq
    )
    order by due_at, conversation, seq limit $3${kind === "postgres" ? " for update of outbox skip locked" : ""}
  )
  update outbox set due_at = $2, attempts = attempts + 1, open_tries = open_tries + 1
  where (conversation, seq, destination) in (select conversation, seq, destination from head)
  returning conversation, seq, destination, attempts, open_tries,
    (select body from event where event.conversation = outbox.conversation and event.seq = outbox.seq) as body`;

const place = "conversation = $1 and seq = $2 and destination = $3";

const markSent = `update outbox set state = 'sent', receipt = $4, fault = null, open_tries = 0 where ${place}`;

const postpone = `
  update outbox set due_at = $4, fault = $5, attempts = attempts - $6, open_tries = open_tries - $6
  where ${place} and state = 'waiting'`;

const abandon = `update outbox set state = 'given_up', fault = $4 where ${place} and state = 'waiting'`;

const selectReceipt = `select receipt from outbox where ${place} and state = 'sent'`;

const selectUnsent = `
  select conversation, seq, destination, state, attempts, due_at, fault from outbox
  where state in ('given_up', 'waiting')
  order by state, at, conversation, seq, destination limit $1`;

/** Tries that are open stay so: the message may have got through. */
const revive = "update outbox set state = 'waiting', due_at = $1, attempts = 0 where state = 'given_up'";

export const pruneOutbox = "delete from outbox where state = 'sent' and at < $1";

interface Row {
  readonly conversation: string;
  readonly seq: number;
  readonly destination: string;
}

export function createOutbox(db: Db): Outbox {
  const claim = claimOf(db.kind);
  return {
    async claim(now, until, limit) {
      const rows = await db.query<Row & { attempts: number; open_tries: number; body: string | null }>(claim, [
        now,
        until,
        limit,
      ]);
      return rows.map(
        ({ attempts, open_tries, body, ...row }): Claimed => ({
          ...keyOf(row),
          attempts,
          doubtful: open_tries > 1,
          event: body === null ? null : readable(body, row.seq),
        }),
      );
    },
    async sent(key, receipt) {
      await db.query(markSent, [...paramsOf(key), escaped(receipt)]);
    },
    async later(key, at, fault, refused) {
      await db.query(postpone, [...paramsOf(key), at, escaped(fault), refused ? 1 : 0]);
    },
    async giveUp(key, fault) {
      await db.query(abandon, [...paramsOf(key), escaped(fault)]);
    },
    async receipt(key) {
      const [row] = await db.query<{ receipt: string | null }>(selectReceipt, paramsOf(key));
      return row === undefined || row.receipt === null ? null : unescaped(row.receipt);
    },
    async unsent(limit) {
      const rows = await db.query<
        Row & { state: Unsent["state"]; attempts: number; due_at: number; fault: string | null }
      >(selectUnsent, [limit]);
      return rows.map(({ state, attempts, due_at, fault, ...row }) => ({
        ...keyOf(row),
        state,
        attempts,
        dueAt: due_at,
        fault: fault === null ? null : unescaped(fault),
      }));
    },
    async retry(key, now) {
      const rows =
        key === null
          ? await db.query(`${revive} returning seq`, [now])
          : await db.query(`${revive} and conversation = $2 and seq = $3 and destination = $4 returning seq`, [
              now,
              ...paramsOf(key),
            ]);
      return rows.length;
    },
  };
}

const paramsOf = ({ conversation, seq, to }: OutboxKey): Param[] => [escaped(conversation), seq, escaped(to)];

const keyOf = ({ conversation, seq, destination }: Row): OutboxKey => ({
  conversation: conversationId(unescaped(conversation)),
  seq,
  to: unescaped(destination),
});

/** An event that cannot be read must not keep the others from being sent. */
export function readable(body: string, seq: number): DialogEvent | null {
  try {
    return decodeEvent(body, seq);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
