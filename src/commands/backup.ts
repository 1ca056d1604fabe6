import { storePlaceOf } from "../config.ts";
import { backUp } from "../store/backup.ts";
import type { Command } from "./command.ts";

export const backupCommand: Command = {
  about:
    "Copies the embedded store into a new file, while the server runs.\n\nTo restore: stop the server, remove stepwise.db, stepwise.db-wal and stepwise.db-shm,\nput the copy there as stepwise.db, start.",
  arguments: "<file>",
  options: {},
  async run(_values, [file]) {
    if (file === undefined || file === "") {
      console.error("found no file; expected the name of one that is not there yet: stepwise backup <file>");
      return 2;
    }
    const { dataDir, databaseUrl } = storePlaceOf(process.env);
    if (databaseUrl !== null) {
      console.error("found DATABASE_URL; expected the embedded store; back a PostgreSQL database up with pg_dump");
      return 1;
    }
    const fault = await backUp(dataDir, file);
    if (fault !== null) console.error(fault);
    return fault === null ? 0 : 1;
  },
};
