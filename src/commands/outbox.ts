import { sendingId } from "../sender.ts";
import { type Command, text } from "./command.ts";
import { storeOfSettings } from "./settings.ts";

const most = 1000;

export const outboxCommand: Command = {
  about:
    "What is not sent yet: one JSON object a line, first what was given up.\n\nWith --retry what was given up is sent again by the running server.",
  arguments: "",
  options: { retry: { type: "string", about: "id of what was given up, or all" } },
  async run(values) {
    const store = await storeOfSettings();
    if (store === null) return 1;
    try {
      const rows = (await store.outbox.unsent(most)).map((row) => ({ id: sendingId(row), ...row }));
      const chosen = text(values, "retry");
      if (chosen === undefined) {
        for (const { dueAt, ...row } of rows)
          console.log(
            JSON.stringify({ ...row, ...(row.state === "waiting" && { next: new Date(dueAt).toISOString() }) }),
          );
        return 0;
      }
      const row = rows.find(({ id, state }) => id === chosen && state === "given_up");
      if (row === undefined && chosen !== "all") {
        console.error(`found nothing given up with the id "${chosen}"; stepwise outbox lists the ids`);
        return 1;
      }
      console.log(`${await store.outbox.retry(row ?? null, Date.now())} to be sent again`);
      return 0;
    } finally {
      await store.close();
    }
  },
};
