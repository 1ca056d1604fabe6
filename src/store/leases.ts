import type { Leases } from "../dialog/ports.ts";
import type { Db } from "./db.ts";
import { escaped } from "./text.ts";

const claimLease = `
  insert into lease (conversation, holder, until) values ($1, $2, $4)
  on conflict (conversation) do update set holder = excluded.holder, until = excluded.until
  where lease.holder = excluded.holder or lease.until < $3
  returning holder`;

const releaseLease = "delete from lease where conversation = $1 and holder = $2";

export const createLeases = (db: Db): Leases => ({
  async claim(conversation, holder, now, until) {
    return (await db.query(claimLease, [escaped(conversation), holder, now, until])).length > 0;
  },
  async release(conversation, holder) {
    await db.query(releaseLease, [escaped(conversation), holder]);
  },
});
