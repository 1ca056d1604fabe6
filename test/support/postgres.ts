import { afterAll, it } from "vitest";
import { lackingPostgres, type Postgres, startPostgres } from "./postgresServer.ts";

/** Runs the tests with a server of this file's own, or shows in one line that and why they are skipped. */
export async function withPostgres(tests: (postgres: Postgres) => unknown): Promise<void> {
  // Nobody cuts the power of a test: that commits reach the disk is the server's own, well-tested business.
  const postgres = await startPostgres(false);
  if (postgres === null) return it("is not tested here", ({ skip }) => skip(lackingPostgres));
  afterAll(() => postgres.stop());
  tests(postgres);
}
