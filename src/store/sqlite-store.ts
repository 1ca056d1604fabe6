import type { Store } from "../dialog/ports.ts";
import type { Engine } from "./engine.ts";
import { migrate } from "./schema.ts";
import { openSqlite } from "./sqlite.ts";
import { createStore } from "./store.ts";

/** The embedded store: one file, kept up to date. `engine` is picked where it is not given. */
export async function createSqliteStore(path: string, engine?: Engine): Promise<Store> {
  const db = await openSqlite(path, engine);
  try {
    await migrate(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return createStore(db);
}
