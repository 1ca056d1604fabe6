import { closeSync, fdatasyncSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

const page = Buffer.alloc(4096, 1);
const size = 2 ** 24;
const measuredFor = 1_000;

/**
 * How many times a second one page reaches the disk, one after the other: written over what is there, as SQLite does in
 * its log. A file that grows takes longer.
 */
export function flushesPerSecond(folder: string): number {
  const path = join(folder, "flushes");
  const file = openSync(path, "w");
  try {
    writeSync(file, Buffer.alloc(size));
    fsyncSync(file);
    let count = 0;
    const begin = performance.now();
    for (; performance.now() < begin + measuredFor; count++) {
      writeSync(file, page, 0, page.length, (count * page.length) % size);
      fdatasyncSync(file);
    }
    return count / ((performance.now() - begin) / 1000);
  } finally {
    closeSync(file);
    rmSync(path);
  }
}
