/** The part of a SQLite library the driver uses; `node:sqlite` and `libsql` both have it. Everything is synchronous. */
export interface Connection {
  exec(sql: string): unknown;
  prepare(sql: string): Prepared;
  close(): unknown;
}

interface Prepared {
  all(...params: (string | number | null)[]): unknown[];
  /** For statements that give no rows. */
  run(...params: (string | number | null)[]): unknown;
}

export type Engine = (path: string) => Connection;
export type EngineName = "node:sqlite" | "libsql";

/** Null where this Node or this installation does not have it. Their files are interchangeable. */
export const engines: Readonly<Record<EngineName, () => Promise<Engine | null>>> = {
  /** Built in and without a flag from Node 22.13. */
  "node:sqlite": async () => {
    const sqlite = process.getBuiltinModule("node:sqlite") as
      | { DatabaseSync: new (path: string) => Connection }
      | undefined;
    return sqlite ? (path) => new sqlite.DatabaseSync(path) : null;
  },
  libsql: async () => {
    try {
      const { default: Database } = await import("libsql");
      return (path) => new Database(path);
    } catch {
      return null;
    }
  },
};

/** The first engine that is there, built-in first. */
export async function firstEngine(from: Partial<typeof engines> = engines): Promise<Engine> {
  for (const load of Object.values(from)) {
    const engine = await load();
    if (engine) return engine;
  }
  throw new Error(
    `found no SQLite engine: Node ${process.versions.node} has no node:sqlite and the package libsql does not load; ` +
      "expected one of them; run Node 22.13 or later, or install again with `npm ci --include=optional`",
  );
}
