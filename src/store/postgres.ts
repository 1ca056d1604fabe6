import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ConstraintViolation, closedStore, type Db, type Param, type Statement } from "./db.ts";

/** Connections of one process. More gain nothing: a turn holds one for a millisecond. */
const connections = 10;
/** Milliseconds. A statement of a turn takes one; what takes this long waits for something that will not come. */
const patience = 10_000;
/** Larger batches are rare, and planning them as one statement would cost more than the round trips it saves. */
const foldable = 64;
/** Texts of folded batches differ with the number of events; a text beyond this many is not prepared. */
const maxPrepared = 500;
/** Of the advisory lock under which tables are made. Any number that others in the database do not use. */
const scriptLock = 7_783_749;

/**
 * A pool of connections to the database of the URL. Batches are one statement and one round trip, and every statement
 * is prepared once a connection; a pooler in between must keep prepared statements (PgBouncer from 1.21).
 */
export async function openPostgres(url: string): Promise<Db> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: "stepwise",
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    statement_timeout: patience,
    idle_in_transaction_session_timeout: patience,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  });
  // A connection that breaks is replaced, and the query under way says so. It can tell of its end more than once, and
  // while nobody has it; unheard, that would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const prepared = new Map<string, string>();
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  /** Ended at once, the pool would forget what still waits for a connection. */
  async function tracked<T>(work: () => Promise<T>): Promise<T> {
    if (closing) throw closedStore();
    const done = work();
    underWay.add(done);
    try {
      return await done;
    } catch (error) {
      throw explained(error);
    } finally {
      underWay.delete(done);
    }
  }

  function named(text: string): { readonly name?: string; readonly text: string } {
    const name = prepared.get(text) ?? (prepared.size < maxPrepared ? `stepwise_${prepared.size}` : null);
    if (name === null) return { text };
    prepared.set(text, name);
    return { name, text };
  }

  const asked = async <Row>(text: string, params: readonly Param[]): Promise<Row[]> =>
    (await pool.query({ ...named(text), values: [...params] })).rows as Row[];

  /** On one connection, between `begin` and `commit`. */
  async function inTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await pool.connect();
    let broken: Error | undefined;
    // The query under way says so, too; unheard, the event would end the process.
    const cut = (error: Error): void => {
      broken = error;
    };
    client.on("error", cut);
    try {
      await client.query("begin");
      await work(client);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback").catch((reason: Error) => {
        broken = reason;
      });
      throw error;
    } finally {
      client.off("error", cut);
      client.release(broken);
    }
  }

  const db: Db = {
    kind: "postgres",
    query: (sql, params = []) => tracked(() => asked(sql, params)),
    async batch(statements) {
      const [only] = statements;
      if (only === undefined) return;
      await tracked(async () => {
        if (statements.length === 1) await asked(...only);
        else if (statements.length <= foldable && statements.every(([sql]) => isChange(sql)))
          await asked(...folded(statements));
        else
          await inTransaction(async (client) => {
            for (const [text, values] of statements) await client.query({ text, values: [...values] });
          });
      });
    },
    script: (ddl) =>
      tracked(() =>
        inTransaction(async (client) => {
          await client.query("select pg_advisory_xact_lock($1)", [scriptLock]);
          await client.query(ddl);
        }),
      ),
    close() {
      closing ??= Promise.allSettled(underWay).then(() => pool.end());
      return closing;
    },
  };
  await answering(db, url);
  return db;
}

/** A database that is starting up, as beside a container of its own, is waited for. */
async function answering(db: Db, url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.query("select 1");
      return;
    } catch (error) {
      if (attempt < 30 && isStarting(error)) {
        await sleep(1000);
        continue;
      }
      await db.close();
      const found = error instanceof Error ? error.message : String(error);
      throw new Error(
        `DATABASE_URL: found "${withoutSecret(found, url)}"; expected a PostgreSQL database that this user may write; ` +
          "check the address, the name and the password",
        { cause: error },
      );
    }
  }
}

/** 57P03 cannot_connect_now: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const isStarting = (error: unknown): boolean => {
  const code = codeOf(error);
  return (
    code === "57P03" || code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ENOENT"
  );
};

function withoutSecret(text: string, url: string): string {
  const password = /^[^:]+:\/\/[^:@/]*:([^@]*)@/.exec(url)?.[1] ?? "";
  return password === "" ? text : text.replaceAll(password, "…").replaceAll(decodeURIComponent(password), "…");
}

/** `bigint` as a number: times and counts here stay far below 2⁵³. */
const parserOf: typeof pg.types.getTypeParser = ((oid: number, format?: "text" | "binary") =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as "text")) as never;

const isChange = (sql: string): boolean => /^\s*(insert|update|delete)\b/.test(sql);

/** One statement that does what these do, all or nothing. */
function folded(statements: readonly Statement[]): Statement {
  const params: Param[] = [];
  const parts = statements.map(([sql, own], i) => {
    const first = params.length;
    params.push(...own);
    return `s${i} as (${sql.replaceAll(/\$(\d+)/g, (_, n: string) => `$${first + Number(n)}`)})`;
  });
  return [`with ${parts.join(", ")} select 1`, params];
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);

/** Class 23: a constraint stood against it. */
function explained(error: unknown): unknown {
  const code = codeOf(error);
  if (typeof code !== "string" || !code.startsWith("23")) return error;
  // The server's message names the constraint; its detail would quote the row.
  return new ConstraintViolation((error as Error).message, null, { cause: code });
}
