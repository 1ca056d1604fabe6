import { existsSync, renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { openSqlite } from "./sqlite.ts";
import { fileIn, hasEmbedded } from "./sqlite-store.ts";

/** A whole copy of the embedded store in one file, as of one moment; the server may run. What stood against it, or null. */
export async function backUp(dataDir: string, file: string): Promise<string | null> {
  if (!hasEmbedded(dataDir))
    return `found no store in "${dataDir}"; expected the folder a server keeps its conversations in; set STEPWISE_DATA to it`;
  const target = resolve(file);
  if (existsSync(target)) return `found ${target}; expected the name of a file that is not there yet; choose another`;
  // Under its own name only once it is whole.
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  const db = await openSqlite(fileIn(dataDir));
  try {
    // Not within a transaction; it reads one state of the file.
    await db.copyTo(unfinished);
    renameSync(unfinished, target);
    return null;
  } finally {
    await db.close();
    rmSync(unfinished, { force: true });
  }
}
