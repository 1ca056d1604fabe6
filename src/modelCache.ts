import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ModelCache } from "./understanding/keeping.ts";

/** More packs than this nobody goes back and forth between. */
const mostKept = 4;
const ending = ".model";

/**
 * Learnt models as files. A file is written aside and renamed, so that none is ever half there; whoever cannot read or
 * write learns anew.
 */
export function createModelCache(dir: string, program = programVersion()): ModelCache {
  const fileOf = (key: string): string =>
    join(dir, `${createHash("sha256").update(`${program}\0${key}`).digest("hex").slice(0, 32)}${ending}`);
  return {
    read(key) {
      return quietly(() => (isOwn(dir) ? readFileSync(fileOf(key)) : null));
    },
    write(key, bytes) {
      quietly(() => {
        mkdirSync(dir, { recursive: true, mode: 0o700 });
        if (!isOwn(dir)) return null;
        const aside = join(dir, `${randomUUID()}.part`);
        writeFileSync(aside, bytes);
        renameSync(aside, fileOf(key));
        removeOld(dir);
        return null;
      });
    },
  };
}

/** Beside the conversations where there are any; a command that keeps none leaves no folder behind where it is called. */
export const modelCacheFor = (dataDir: string): ModelCache =>
  createModelCache(existsSync(dataDir) ? cacheIn(dataDir) : join(tmpdir(), `stepwise-${userInfo().uid}`));

export const cacheIn = (dataDir: string): string => join(dataDir, "cache");

/** A folder in which others can write may hold a model that others made. */
function isOwn(dir: string): boolean {
  const { uid, mode } = statSync(dir);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function removeOld(dir: string): void {
  const files = readdirSync(dir).filter((name) => name.endsWith(ending) || name.endsWith(".part"));
  const byAge = files
    .map((name) => ({ path: join(dir, name), at: statSync(join(dir, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of byAge.slice(mostKept)) rmSync(path, { force: true });
}

/** Changes with every change to how texts are read, released or not. */
function programVersion(): string {
  const dir = fileURLToPath(new URL("./understanding/", import.meta.url));
  const hash = createHash("sha256").update(process.version);
  for (const name of readdirSync(dir).sort())
    if (/\.[jt]s$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(dir, name)));
  return hash.digest("hex");
}

function quietly<Result>(run: () => Result): Result | null {
  try {
    return run();
  } catch {
    return null;
  }
}
