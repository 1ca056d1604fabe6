import type { Store } from "../dialog/ports.ts";
import { hasEmbedded, openEmbedded } from "./sqlite-store.ts";

export interface StorePlace {
  /** Folder of the embedded store. */
  readonly dataDir: string;
  /** Used instead of the folder. */
  readonly databaseUrl: string | null;
}

/** The store of these settings; made where it is missing. A driver that is not used is not loaded. */
export async function openStore({ dataDir, databaseUrl }: StorePlace): Promise<Store> {
  if (databaseUrl === null) return openEmbedded(dataDir);
  const { createPostgresStore } = await import("./postgres-store.ts");
  return createPostgresStore(databaseUrl);
}

/** Null where there is none yet. */
export const openExistingStore = async (place: StorePlace): Promise<Store | null> =>
  place.databaseUrl === null && !hasEmbedded(place.dataDir) ? null : openStore(place);
