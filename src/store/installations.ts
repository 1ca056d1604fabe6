import type { Installations } from "../dialog/ports.ts";
import type { Db } from "./db.ts";
import { escaped, unescaped } from "./text.ts";

const upsert = `
  insert into installation (id, at, sealed) values ($1, $2, $3)
  on conflict (id) do update set at = excluded.at, sealed = excluded.sealed`;

export const createInstallations = (db: Db): Installations => ({
  async put(id, sealed, at) {
    await db.query(upsert, [escaped(id), at, escaped(sealed)]);
  },
  async get(id) {
    const [row] = await db.query<{ sealed: string }>("select sealed from installation where id = $1", [escaped(id)]);
    return row === undefined ? null : unescaped(row.sealed);
  },
  async remove(id) {
    await db.query("delete from installation where id = $1", [escaped(id)]);
  },
});
