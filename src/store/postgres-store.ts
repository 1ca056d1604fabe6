import type { Store } from "../dialog/ports.ts";
import { createChanges } from "./changes.ts";
import { openPostgres } from "./postgres.ts";
import { migrate } from "./schema.ts";
import { createStore } from "./store.ts";

/** The store of several processes: one database, kept up to date by whichever starts first. */
export async function createPostgresStore(url: string): Promise<Store> {
  const db = await openPostgres(url);
  try {
    await migrate(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  const changes = createChanges(url, db);
  return {
    ...createStore(db),
    changes,
    async close() {
      await changes.close();
      await db.close();
    },
  };
}
