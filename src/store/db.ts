/** One SQL text with its parameters, numbered `$1`, `$2`, … */
export type Statement = readonly [sql: string, params: readonly Param[]];
export type Param = string | number | null;

/**
 * What the store needs of a database. Drivers translate the parameters; the statements are written once.
 * Text holds no NUL and no lone surrogate: see `text.ts`.
 */
export interface Db {
  readonly kind: "sqlite" | "postgres";
  /** Rows of one statement. A statement that does not begin with `select` writes, and is durable once this resolves. */
  query<Row>(sql: string, params?: readonly Param[]): Promise<Row[]>;
  /**
   * All or nothing, durable once this resolves. No two statements touch the same row. @throws ConstraintViolation;
   * nothing was written then.
   */
  batch(statements: readonly Statement[]): Promise<void>;
  /** One process at a time. */
  script(ddl: string): Promise<void>;
  /** Waits for what was asked before. A second call does nothing. */
  close(): Promise<void>;
}

/** A unique key, a foreign key or a `not null` stood against the batch. */
export class ConstraintViolation extends Error {
  override readonly name = "ConstraintViolation";
  /** Position in its batch of the statement that was refused, from 0; null where the batch ran as one statement. */
  readonly statement: number | null;
  constructor(message: string, statement: number | null, options?: ErrorOptions) {
    super(message, options);
    this.statement = statement;
  }
}

/** What a driver says when it is used after its end. */
export const closedStore = (): Error =>
  new Error("found a closed store; expected an open one; close it after the last turn");
