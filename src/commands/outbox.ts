import { deskOf } from "../dialog/effects.ts";
import { switchOn } from "../handoff/off.ts";
import { sendingId } from "../sender.ts";
import { type Command, text } from "./command.ts";
import { storeOfSettings } from "./settings.ts";

const most = 1000;

export const outboxCommand: Command = {
  about:
    "What is not sent yet: one JSON object a line, first what was given up.\n\nWith --retry what was given up is sent again by the running server; a desk that was switched off because its receiver is gone is on again.",
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
      // Before the rows: a desk that is off would give them up again.
      const desks = new Set((row === undefined ? rows : [row]).flatMap(({ to }) => deskOf(to) ?? []));
      for (const desk of desks)
        if (await switchOn(store.references, desk)) console.log(`the desk "${desk}" is switched on again`);
      console.log(`${await store.outbox.retry(row ?? null, Date.now())} to be sent again`);
      return 0;
    } finally {
      await store.close();
    }
  },
};
