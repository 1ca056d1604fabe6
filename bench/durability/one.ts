import { createInterface } from "node:readline";
import { botbuilderTake } from "./botbuilder.ts";
import { type Cost, costsOf, grown, type Side } from "./cost.ts";
import { flushesPerSecond } from "./disk.ts";
import { larger } from "./larger.ts";
import { type Load, loadOf } from "./load.ts";
import { scriptsOf } from "./said.ts";
import { brainFrom, shippedKnowledge, turnsOn } from "./stepwise.ts";
import { folderWith, storedId } from "./stored.ts";

/** One measurement; a process of its own carries it out, so that memory and warmth are its own. */
export type Task =
  | { readonly kind: "disk"; readonly folder: string }
  | { readonly kind: "stepwise"; readonly folder: string; readonly databaseUrl: string | null; readonly open: number }
  | { readonly kind: "botbuilder"; readonly folder: string; readonly transcripts: boolean; readonly open: number }
  | { readonly kind: "events" | "stored" | "pack"; readonly folder: string };

export interface Answers {
  readonly disk: number;
  readonly stepwise: Load;
  readonly botbuilder: Load;
  readonly events: readonly Cost[];
  readonly stored: readonly Cost[];
  readonly pack: readonly Cost[];
}

const each = 100;
const many = Array.from({ length: each }, (_, i) => i);

async function answerTo(task: Task, go: () => Promise<void>): Promise<Answers[Task["kind"]]> {
  const { folder } = task;
  if (task.kind === "disk") {
    await go();
    return flushesPerSecond(folder);
  }
  const brain = brainFrom(await shippedKnowledge(), folder);
  switch (task.kind) {
    case "stepwise": {
      const { take, store, turns } = await turnsOn({ dataDir: folder, databaseUrl: task.databaseUrl }, brain);
      const scripts = await scriptsOf(brain);
      await go();
      const load = await loadOf(take, scripts, task.open);
      await turns.idle();
      await store.close();
      return load;
    }
    case "botbuilder": {
      const scripts = await scriptsOf(brain);
      const take = botbuilderTake(scripts, task.transcripts ? folder : null);
      await go();
      return loadOf(take, scripts, task.open);
    }
    case "events": {
      await go();
      const { store } = await turnsOn({ dataDir: folder, databaseUrl: null }, brain);
      const sides: Side[] = [];
      for (const events of [10, 100, 1000]) {
        const conversations = many.map((i) => `grown-${events}-${i}`);
        await Promise.all(conversations.map((conversation) => grown(store, brain, conversation, events)));
        sides.push({ label: `${events.toLocaleString("en")} events`, store, brain, conversations });
      }
      return costsOf(sides);
    }
    case "stored": {
      await go();
      const sides: Side[] = [];
      for (const count of [10_000, 1_000_000]) {
        const dataDir = await folderWith(folder, brain, count);
        const { store } = await turnsOn({ dataDir, databaseUrl: null }, brain);
        // Spread over the whole file.
        const conversations = many.map((i) => storedId(Math.floor(((i + 0.5) * count) / each)));
        sides.push({ label: `${count.toLocaleString("en")} conversations`, store, brain, conversations });
      }
      return costsOf(sides);
    }
    case "pack": {
      await go();
      const knowledge = await shippedKnowledge();
      const sides: Side[] = [];
      for (const times of [1, 10]) {
        const own = brainFrom(larger(knowledge, times), folder);
        const { store } = await turnsOn({ dataDir: `${folder}/pack-${times}`, databaseUrl: null }, own);
        const label = times === 1 ? "the pack" : `a pack ${times} times as large`;
        sides.push({ label, store, brain: own, conversations: many.map((i) => `conversation-${i}`) });
      }
      return costsOf(sides);
    }
  }
}

// Whoever asked is gone.
process.stdin.once("end", () => process.exit(1));
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
/** Several processes begin together: each says that it is ready and waits for a line. */
const go = async (): Promise<void> => {
  console.log("ready");
  await lines.next();
};
const answer = await answerTo(JSON.parse(process.argv[2] ?? "") as Task, go);
console.log(JSON.stringify(answer));
process.exit(0);
