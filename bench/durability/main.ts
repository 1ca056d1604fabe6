import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { lackingPostgres, startPostgres } from "../../test/support/postgresServer.ts";
import type { Load } from "./load.ts";
import type { Answers, Task } from "./one.ts";
import { type Durability, pageOf } from "./page.ts";

const place = mkdtempSync(join(tmpdir(), "stepwise-durability-"));
process.once("SIGINT", () => process.exit(130));
process.once("exit", () => rmSync(place, { recursive: true, force: true }));

const script = fileURLToPath(new URL("one.js", import.meta.url));
const opens = [1, 8, 64, 512];
const opensOnPostgres = [8, 64];
/** Of several tries the best one counts: what else a machine does only ever takes away. */
const tries = Number(process.argv[2] ?? 3);
if (!Number.isInteger(tries) || tries < 1) {
  console.error(
    `Usage: npm run durability -- [tries]\n\nfound ${tries} tries; expected a whole number from 1; three where none is given`,
  );
  process.exit(2);
}
/** What others do on this machine: processes that want a core, over five minutes before the run. */
const others = (loadavg()[1] ?? 0) / cpus().length;
let folders = 0;

/** A folder of its own for each measurement, on the disk that is measured. */
function folder(): string {
  const path = join(place, `${++folders}`);
  mkdirSync(path);
  return path;
}

/** The tasks at the same time, each in a process of its own. */
async function answersTo<One extends Task>(tasks: readonly One[]): Promise<readonly Answers[One["kind"]][]> {
  const running = tasks.map((task) => {
    const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, lines };
  });
  for (const { lines } of running) await lines.next();
  for (const { child } of running) child.stdin.write("go\n");
  return Promise.all(
    running.map(async ({ lines }) => {
      const { value } = await lines.next();
      if (value === undefined) throw new Error("a measurement ended without an answer; its message stands above");
      return JSON.parse(value) as Answers[One["kind"]];
    }),
  );
}

async function answerTo<One extends Task>(task: One): Promise<Answers[One["kind"]]> {
  const [answer] = await answersTo([task]);
  if (answer === undefined) throw new Error("found no answer; expected one a task");
  console.log(JSON.stringify({ ...task, folder: "", databaseUrl: "" }), JSON.stringify(answer));
  return answer;
}

const flushes: number[] = [];
/** Beside each figure that rests on the disk: what it gives changes from minute to minute. */
async function withFlushes<T>(measured: () => Promise<T>): Promise<T> {
  flushes.push(await answerTo({ kind: "disk", folder: folder() }));
  return measured();
}

async function bestOf(measured: () => Promise<Load>): Promise<Load> {
  let best: Load | null = null;
  for (let i = 0; i < tries; i++) {
    const load = await withFlushes(measured);
    if (best === null || load.perSecond > best.perSecond) best = load;
  }
  if (best === null) throw new Error("found no try; expected one at least");
  return best;
}

async function sqlite(): Promise<readonly Load[]> {
  const loads: Load[] = [];
  for (const open of opens)
    loads.push(await bestOf(() => answerTo({ kind: "stepwise", folder: folder(), databaseUrl: null, open })));
  return loads;
}

/** The conversations are shared out among the servers. */
async function postgres(servers: number): Promise<readonly Load[]> {
  const database = await startPostgres(true);
  if (database === null) throw new Error(lackingPostgres);
  const loads: Load[] = [];
  try {
    for (const open of opensOnPostgres) {
      const one = async (): Promise<Load> => {
        const databaseUrl = await database.fresh();
        const task = { kind: "stepwise", databaseUrl, open: open / servers } as const;
        const tasks = Array.from({ length: servers }, () => ({ ...task, folder: folder() }));
        const load = together(open, await answersTo(tasks));
        console.log(`PostgreSQL, ${servers} servers`, JSON.stringify(load));
        return load;
      };
      loads.push(await bestOf(one));
    }
  } finally {
    await database.stop();
  }
  return loads;
}

function together(open: number, loads: readonly Load[]): Load {
  const perSecond = loads.reduce((sum, load) => sum + load.perSecond, 0);
  const mean = (pick: (load: Load) => number): number =>
    loads.reduce((sum, load) => sum + pick(load) * load.perSecond, 0) / perSecond;
  return {
    open,
    perSecond,
    p50: mean(({ p50 }) => p50),
    p99: Math.max(...loads.map(({ p99 }) => p99)),
    cpu: mean(({ cpu }) => cpu),
    megabytes: loads.reduce((sum, { megabytes }) => sum + megabytes, 0),
  };
}

async function botbuilder(transcripts: boolean): Promise<readonly Load[]> {
  const loads: Load[] = [];
  for (const open of opens)
    loads.push(await bestOf(() => answerTo({ kind: "botbuilder", folder: folder(), transcripts, open })));
  return loads;
}

const durability: Durability = {
  loads: [
    { name: "Stepwise, SQLite", loads: await sqlite() },
    { name: "Stepwise, PostgreSQL, one server", loads: await postgres(1) },
    { name: "Stepwise, PostgreSQL, two servers", loads: await postgres(2) },
    { name: "botbuilder-dialogs, MemoryStorage", loads: await botbuilder(false) },
    { name: "botbuilder-dialogs, MemoryStorage and FileTranscriptStore", loads: await botbuilder(true) },
  ],
  flushes,
  others,
  tries,
  growths: [
    { name: "Events in the conversation", costs: await answerTo({ kind: "events", folder: folder() }) },
    { name: "Conversations in the store", costs: await answerTo({ kind: "stored", folder: folder() }) },
    { name: "Size of the pack", costs: await answerTo({ kind: "pack", folder: folder() }) },
  ],
};
const page = pageOf(durability);
writeFileSync(new URL("../../../DURABILITY.md", import.meta.url), page);
console.log(`\n${page}`);
