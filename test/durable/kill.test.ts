import { describe, it } from "vitest";
import { withPostgres } from "../support/postgres.ts";
import type { Postgres } from "../support/postgresServer.ts";
import { atMost, kills, survivesKills } from "./kill.ts";

/** Each of them waits most of the time: for a start, and for what hides after a crash. */
describe("a server that is killed again and again, on every store at once", async () => {
  const databases: Postgres[] = [];
  await withPostgres((postgres) => databases.push(postgres));

  it(
    `loses nothing and says nothing twice, killed ${kills} times on each`,
    async () => {
      const urls = [null, ...(await Promise.all(databases.map((postgres) => postgres.fresh())))];
      await Promise.all(urls.map(survivesKills));
    },
    atMost,
  );
});
