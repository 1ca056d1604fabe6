import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConstraintViolation, closedStore, type Db, type Param, type Statement } from "./db.ts";
import { type Connection, type Engine, firstEngine } from "./engine.ts";

/** How long a writer waits for another process's transaction, milliseconds. The event loop stands still meanwhile. */
const busyTimeout = 5_000;

export interface SqliteDb extends Db {
  /** Writes one state of the whole database into a new file; nobody waits for it but this process. */
  copyTo(file: string): Promise<void>;
}

/** One write that waits for the next commit. */
interface Waiting {
  /** Runs inside the transaction; its answer counts once the transaction is committed. */
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens the file, and creates it and its directory where they are missing. A path is always a path: no ":memory:", no
 * URL. The file must lie on a local disk: WAL is unsafe over a network.
 */
export async function openSqlite(path: string, engine?: Engine): Promise<SqliteDb> {
  const file = resolve(path);
  const connection = connected(file, engine ?? (await firstEngine()));
  const prepared = new Map<string, ReturnType<Connection["prepare"]>>();
  let waiting: Waiting[] = [];
  let closing: Promise<void> | null = null;

  function statementOf(sql: string): ReturnType<Connection["prepare"]> {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = connection.prepare(sql.replaceAll(/\$(\d+)/g, "?$1"));
      prepared.set(sql, statement);
    }
    return statement;
  }

  function assertOpen(): void {
    if (closing) throw closedStore();
  }

  /** A commit blocks the event loop for one disk flush, so writes that arrive in one tick share one (group commit). */
  function written<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (waiting.push({ work, resolve: resolve as Waiting["resolve"], reject }) === 1) setImmediate(flush);
    });
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    try {
      connection.exec("begin immediate");
      const settlements = settlementsOf(group) ?? group.map(settlementOf);
      connection.exec("commit");
      for (const settle of settlements) settle();
    } catch (error) {
      rollback();
      const reason = explained(error);
      for (const { reject } of group) reject(reason);
    }
  }

  /** Of writes that all succeed, as nearly all do; null, and nothing is written, where one of them fails. */
  function settlementsOf(group: readonly Waiting[]): readonly (() => void)[] | null {
    connection.exec("savepoint together");
    try {
      const settlements = group.map(({ work, resolve }) => {
        const value = work();
        return () => resolve(value);
      });
      connection.exec("release together");
      return settlements;
    } catch {
      connection.exec("rollback to together");
      connection.exec("release together");
      return null;
    }
  }

  /** A write that fails is taken back to its savepoint; the others of its group are not touched. */
  function settlementOf({ work, resolve, reject }: Waiting): () => void {
    connection.exec("savepoint one");
    try {
      const value = work();
      connection.exec("release one");
      return () => resolve(value);
    } catch (error) {
      connection.exec("rollback to one");
      connection.exec("release one");
      return () => reject(explained(error));
    }
  }

  function rollback(): void {
    try {
      connection.exec("rollback");
    } catch {
      // SQLite has rolled back already, or the transaction never began.
    }
  }

  function closeNow(): void {
    try {
      // libsql leaves the log beside the file; emptied, the file alone is a whole copy.
      connection.prepare("pragma wal_checkpoint(truncate)").all();
    } finally {
      connection.close();
    }
  }

  return {
    kind: "sqlite",
    async query<Row>(sql: string, params: readonly Param[] = []) {
      assertOpen();
      const rows = () => statementOf(sql).all(...params) as Row[];
      return sql.trimStart().startsWith("select") ? rows() : written(rows);
    },
    async batch(statements: readonly Statement[]) {
      assertOpen();
      await written(() => {
        for (const [position, [sql, params]] of statements.entries()) {
          try {
            statementOf(sql).run(...params);
          } catch (error) {
            throw explained(error, position);
          }
        }
      });
    },
    async script(ddl) {
      assertOpen();
      await written(() => connection.exec(ddl));
    },
    async copyTo(file) {
      assertOpen();
      connection.prepare("vacuum into ?").all(file);
    },
    close() {
      closing ??= new Promise((resolve) => setImmediate(resolve)).then(closeNow);
      return closing;
    },
  };
}

function connected(file: string, engine: Engine): Connection {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const connection = engine(file);
    connection.exec(`pragma busy_timeout = ${busyTimeout}`);
    const [mode] = connection.prepare("pragma journal_mode = wal").all() as { journal_mode: string }[];
    if (mode?.journal_mode !== "wal") throw new Error(`journal mode is ${mode?.journal_mode}, not wal`);
    connection.exec("pragma synchronous = full");
    connection.exec("pragma foreign_keys = on");
    // What is erased is overwritten, not only let go.
    connection.exec("pragma secure_delete = on");
    return connection;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${file}: found "${found}"; expected a SQLite file on a local disk that this user can write; ` +
        "check the path and its permissions, or name another file",
      { cause: error },
    );
  }
}

/** SQLite's result code: https://sqlite.org/rescode.html. The low byte is the kind, the rest the detail. */
function kindOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const { errcode, rawCode } = error as { errcode?: unknown; rawCode?: unknown };
  const code = errcode ?? rawCode;
  return typeof code === "number" ? code & 0xff : null;
}

/** `statement`: position in its batch of the one that failed. */
function explained(error: unknown, statement = 0): unknown {
  switch (kindOf(error)) {
    case 5:
      return new Error(
        `found the store locked by another process for ${busyTimeout} ms; expected short transactions only; ` +
          "end the process that holds it (a backup, a database browser)",
        { cause: error },
      );
    case 19:
      return new ConstraintViolation((error as Error).message, statement, { cause: error });
    default:
      return error;
  }
}
