import { execFile } from "node:child_process";
import { realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Writes the pack as it was at a commit, a branch or a tag into `target` and says in which folder there it stands. Git
 * does it by an index of its own in `target`; the work tree and the index of the repository are left alone.
 */
export async function writePackAt(
  ref: string,
  dir: string,
  target: string,
): Promise<{ readonly folder: string } | { readonly fault: string }> {
  const home = await nearestFolder(resolve(dir));
  const env = { ...process.env, GIT_INDEX_FILE: join(target, "index") };
  const git = async (...args: readonly string[]): Promise<string | null> =>
    run("git", ["-C", home, ...args], { env }).then(
      ({ stdout }) => stdout.trimEnd(),
      () => null,
    );
  const top = await git("rev-parse", "--show-toplevel");
  if (top === null)
    return { fault: `${dir} is in no git repository that git can read — give a folder instead of “${ref}”` };
  const commit = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (commit === null)
    return { fault: `found “${ref}”, expected a commit, a branch, a tag or a folder — git log lists the commits` };
  const path = relative(top, join(await realpath(home), relative(home, resolve(dir)))).replaceAll("\\", "/");
  const folder = join(target, "pack");
  if ((await git("read-tree", `${commit}:${path}`)) === null)
    return { fault: `found no ${path || "pack"} at “${ref}” — it may have been elsewhere then; give a folder` };
  if ((await git("-C", top, "checkout-index", "--all", `--prefix=${folder}/`)) === null)
    return { fault: `${path || "the pack"} at “${ref}” cannot be written to ${target} — look whether there is room` };
  return { folder };
}

/** The folder itself, or what is left of its path: a pack that is gone from the work tree may still be in the past. */
async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true || dirname(path) === path ? path : nearestFolder(dirname(path));
}
