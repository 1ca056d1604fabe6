import { ConstraintViolation, type Db } from "./db.ts";

/**
 * Steps that lead from an empty database to the present schema; each runs once. One that has been released is never
 * changed: a new one is added. Types and syntax are those SQLite and PostgreSQL share.
 */
const migrationsOf = (kind: Db["kind"]): readonly (readonly string[])[] => [
  [
    `create table conversation (
      conversation ${keyOf(kind)} primary key,
      version bigint not null,
      channel text not null,
      at bigint not null,
      state text not null,
      title text not null,
      due_at bigint
    )`,
    "create index conversation_due_at on conversation (due_at) where due_at is not null",
    "create index conversation_at on conversation (at)",
    `create table event (
      conversation ${keyOf(kind)} not null references conversation on delete cascade,
      seq bigint not null,
      body text not null,
      primary key (conversation, seq)
    )`,
    `create table inbox (
      delivery text primary key,
      at bigint not null,
      arrived bigint not null,
      activity text not null,
      done integer not null
    )`,
    "create index inbox_undone on inbox (arrived) where done = 0",
  ],
  [
    // Null for what was accepted before: its conversation stands in the activity only.
    `alter table inbox add column conversation ${keyOf(kind)}`,
    "create index inbox_conversation on inbox (conversation)",
    `create table outbox (
      conversation ${keyOf(kind)} not null references conversation on delete cascade,
      seq bigint not null,
      destination ${keyOf(kind)} not null,
      at bigint not null,
      due_at bigint not null,
      attempts integer not null,
      open_tries integer not null,
      state text not null,
      fault text,
      receipt text,
      primary key (conversation, seq, destination)
    )`,
    "create index outbox_due on outbox (due_at) where state = 'waiting'",
    "create index outbox_head on outbox (conversation, destination, seq) where state = 'waiting'",
    "create index outbox_given_up on outbox (at) where state = 'given_up'",
    ...(kind === "postgres" ? [leases] : []),
  ],
  [
    // Null for conversations of before: whose they are stands in their events only.
    `alter table conversation add column opener ${keyOf(kind)}`,
    "create index conversation_opener on conversation (opener, at) where state <> 'ended'",
    `create table reference (
      conversation ${keyOf(kind)} primary key,
      at bigint not null,
      body text not null
    )`,
    `create table installation (
      id ${keyOf(kind)} primary key,
      at bigint not null,
      sealed text not null
    )`,
  ],
  ["create index conversation_held on conversation (at) where state = 'person'"],
];

/** Only where processes share a store. Unlogged: a lease need not outlive the database, so that taking one flushes nothing. */
const leases = `create unlogged table lease (
  conversation text collate "C" primary key,
  holder text not null,
  until bigint not null
)`;

/** Text that rows are found and ordered by: by its bytes, as SQLite does, whatever language the database is set to. */
const keyOf = (kind: Db["kind"]): string => (kind === "postgres" ? 'text collate "C"' : "text");

/** Brings the database to the present schema. Two processes that start at once do it once. */
export async function migrate(db: Db): Promise<void> {
  await db.script("create table if not exists schema_version (version integer primary key)");
  const migrations = migrationsOf(db.kind);
  const known = migrations.length;
  for (let version = (await versionOf(db)) + 1; version <= known; version++) {
    const ddl = migrations[version - 1] ?? [];
    try {
      await db.batch([
        ["insert into schema_version (version) values ($1)", [version]],
        ...ddl.map((sql) => [sql, []] as const),
      ]);
    } catch (error) {
      if (!(error instanceof ConstraintViolation)) throw error;
      // Another process has just done this step.
    }
  }
  const found = await versionOf(db);
  if (found > known)
    throw new Error(
      `found a store of schema version ${found}; expected ${known} at most; start the newer Stepwise that wrote it`,
    );
}

async function versionOf(db: Db): Promise<number> {
  const [row] = await db.query<{ version: number }>("select coalesce(max(version), 0) as version from schema_version");
  return row?.version ?? 0;
}
