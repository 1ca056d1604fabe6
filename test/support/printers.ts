import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/** The small pack of another trade. */
export const printerDir = resolve(import.meta.dirname, "../../examples/printer");

/** One edit of a file of the pack: `found` stands in it exactly once. */
export interface Edit {
  readonly file: string;
  readonly found: string;
  readonly becomes: string;
}

/** A copy of the pack with some edits; it is gone after the test. */
export async function printerPack(...edits: readonly Edit[]): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "stepwise-printer-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp(printerDir, dir, { recursive: true });
  for (const edit of edits) await makeEdit(dir, edit);
  return dir;
}

export async function makeEdit(dir: string, { file, found, becomes }: Edit): Promise<void> {
  const path = join(dir, file);
  const [before, ...rest] = (await readFile(path, "utf8")).split(found);
  if (rest.length !== 1) throw new Error(`found ${rest.length} times in ${file}, expected once: ${found}`);
  await writeFile(path, `${before}${becomes}${rest[0]}`);
}
