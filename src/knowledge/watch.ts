import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { folders } from "./files.ts";
import { type Loaded, loadKnowledge } from "./load.ts";
import { formatted, type Problem } from "./problem.ts";

/** Runs something a little later; the function it returns calls that off. */
export type Later = (run: () => void) => () => void;

export interface Watch {
  close(): void;
}

/** An editor writes a file in several steps; what comes within 100 ms is one edit. */
const aMomentLater: Later = (run) => {
  const timer = setTimeout(run, 100);
  return () => clearTimeout(timer);
};

/**
 * Loads the pack again after every edit. `knowledge` is null when the edit has mistakes: whoever asked keeps what they
 * have. The folders are watched one by one, because that works the same on every platform; a folder made later is
 * noticed through its parent.
 */
export function watchKnowledge(dir: string, onLoad: (loaded: Loaded) => void, later: Later = aMomentLater): Watch {
  const watchers = new Map<string, FSWatcher>();
  let callOff = () => {};
  let last: string | null = null;
  let queue = Promise.resolve();
  let closed = false;

  const edited = () => {
    callOff();
    callOff = later(() => {
      queue = queue.then(reload);
    });
  };
  const reload = async () => {
    if (closed) return;
    watchFolders();
    const loaded = await loadKnowledge(dir);
    const isNew = loaded.knowledge === null || loaded.knowledge.hash !== last;
    last = loaded.knowledge?.hash ?? null;
    if (isNew && !closed) onLoad(loaded);
  };
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const watchFolders = () => {
    for (const folder of folders) {
      if (watchers.has(folder)) continue;
      const watcher = watched(join(dir, folder));
      if (watcher === null) continue;
      watchers.set(folder, watcher);
      watcher.on("change", (event, name) => {
        // A folder that was removed and made again needs a new watcher.
        if (event === "rename" && folder === "" && folders.some((each) => each === String(name))) forget(String(name));
        edited();
      });
      watcher.on("error", () => {
        forget(folder);
        edited();
      });
    }
  };

  watchFolders();
  return {
    close() {
      closed = true;
      callOff();
      for (const folder of [...watchers.keys()]) forget(folder);
    },
  };
}

/** Mistakes of one refused edit that a log shows. */
const loggedAtMost = 20;

/** What a log says of a refused edit: how many errors there are, and the first of them as `check` prints them. */
export function refusalOf(problems: readonly Problem[]): {
  readonly errors: number;
  readonly first: readonly string[];
} {
  const errors = problems.filter(({ level }) => level === "error");
  return { errors: errors.length, first: errors.slice(0, loggedAtMost).map(formatted) };
}

/** Null: there is no such folder yet. */
function watched(path: string): FSWatcher | null {
  try {
    return watch(path);
  } catch {
    return null;
  }
}
