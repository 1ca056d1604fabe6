import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { EngineName } from "../../src/store/engine.ts";

const script = fileURLToPath(new URL("child.mjs", import.meta.url));
const built = fileURLToPath(new URL("../../dist/store/sqlite-store.js", import.meta.url));

export interface Writing {
  readonly file: string;
  readonly engine: EngineName;
  readonly conversation: string;
  readonly name: string;
  readonly turns: number;
  /** The process is killed with SIGKILL once it has acknowledged that many turns. */
  readonly killAfter?: number;
}

/** Writes from a process of its own; the number of turns it acknowledged once it is gone. */
export async function turnsOfChild({ file, engine, conversation, name, turns, killAfter }: Writing): Promise<number> {
  if (!existsSync(built)) throw new Error(`found no ${built}; expected the built store; run npm run build`);
  const args = [script, file, engine, conversation, String(turns), name];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  let acknowledged = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    acknowledged = Number(line);
    if (acknowledged === killAfter) child.kill("SIGKILL");
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (...end) => resolve(end));
  });
  const expected = killAfter === undefined ? code === 0 : signal === "SIGKILL";
  if (!expected) throw new Error(`the child ended with ${code ?? signal}: ${complaint}`);
  return acknowledged;
}
