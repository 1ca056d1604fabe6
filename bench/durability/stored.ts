import { join } from "node:path";
import { openSqlite } from "../../src/store/sqlite.ts";
import { fileIn } from "../../src/store/sqlite-store.ts";
import type { Brain } from "../../src/turn.ts";
import { activityOf } from "./said.ts";
import { turnsOn } from "./stepwise.ts";

const atOnce = 20_000;
/** Ids of one length lie in the order they were made. */
const firstId = 10_000_000;

export const storedId = (i: number): string => `stored-${firstId + i}`;

/** A store in which so many people have told their problem and got a first question; one in a thousand still waits. */
export async function folderWith(folder: string, brain: Brain, count: number): Promise<string> {
  const dataDir = join(folder, `stored-${count}`);
  const { store, turns } = await turnsOn({ dataDir, databaseUrl: null }, brain);
  const said = { kind: "text", text: "mi buds 4 pro wont connect to my pixel, light is off" } as const;
  await (await turns.receive(activityOf("template", 0, said, Date.now()))).done;
  await store.close();
  const db = await openSqlite(fileIn(dataDir));
  for (let from = 0; from < count; from += atOnce) {
    const ids = `with recursive n (i) as (
      select ${firstId + from} union all select i + 1 from n where i + 1 < ${firstId + Math.min(from + atOnce, count)}
    )`;
    await db.script(`
      insert into conversation (conversation, version, channel, at, state, title, due_at)
        ${ids} select 'stored-' || i, version, channel, at - i, state, title, case when i % 1000 = 0 then due_at end
        from n, conversation where conversation = 'template';
      insert into event (conversation, seq, body)
        ${ids} select 'stored-' || i, seq, body from n, event where conversation = 'template';
      insert into inbox (delivery, at, arrived, activity, done, conversation)
        ${ids} select 'stored-' || i, at - i, arrived, activity, done, 'stored-' || i
        from n, inbox where conversation = 'template';`);
  }
  await db.close();
  return dataDir;
}
