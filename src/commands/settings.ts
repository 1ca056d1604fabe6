import { storePlaceOf } from "../config.ts";
import type { Store } from "../dialog/ports.ts";
import { openExistingStore } from "../store/open.ts";

/** The store that the settings name. Null where there is none; then that has been said. */
export async function storeOfSettings(): Promise<Store | null> {
  const place = storePlaceOf(process.env);
  const store = await openExistingStore(place);
  if (store === null)
    console.error(
      `found no store in "${place.dataDir}"; expected the folder a server keeps its conversations in; set STEPWISE_DATA to it`,
    );
  return store;
}
