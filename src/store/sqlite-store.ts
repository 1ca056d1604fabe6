import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "../dialog/ports.ts";
import type { Engine } from "./engine.ts";
import { migrate } from "./schema.ts";
import { openSqlite } from "./sqlite.ts";
import { createStore } from "./store.ts";

export const fileIn = (dataDir: string): string => join(dataDir, "stepwise.db");

/** The embedded store of a data folder; made where it is missing. */
export const openEmbedded = (dataDir: string): Promise<Store> => createSqliteStore(fileIn(dataDir));

export const hasEmbedded = (dataDir: string): boolean => existsSync(fileIn(dataDir));

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
