import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { openPostgres } from "../../src/store/postgres.ts";

export interface Postgres {
  /** The address of an empty place of its own within the server. */
  fresh(): Promise<string>;
  stop(): Promise<void>;
}

export const lackingPostgres =
  "found no PostgreSQL on this machine; expected one to test with: apt-get install postgresql";

/**
 * A PostgreSQL of one's own, on a socket in a folder of its own. Null where the machine has none; under CI that is an
 * error. `durable`: commits reach the disk, as they do in service.
 */
export async function startPostgres(durable: boolean): Promise<Postgres | null> {
  const bin = binaries();
  if (bin === null) {
    if (process.env.CI === "true") throw new Error(lackingPostgres);
    return null;
  }
  const owner = serverOwner();
  const place = mkdtempSync(join(tmpdir(), "stepwise-pg-"));
  const [data, socket] = [join(place, "data"), join(place, "socket")];
  for (const folder of [place, data, socket]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  }
  const asOwner = { cwd: place, env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8" }, ...owner };
  const init = ["-D", data, "-U", "stepwise", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"];
  execFileSync(join(bin, "initdb"), init, { ...asOwner, stdio: ["ignore", "ignore", "inherit"] });
  const settings = [
    "listen_addresses=",
    `unix_socket_directories=${socket}`,
    `fsync=${durable ? "on" : "off"}`,
    "max_connections=200",
  ];
  const args = ["-D", data, ...settings.flatMap((one) => ["-c", one])];
  // The shell waits on a pipe that closes when this process ends, however it ends: no server outlives its tests.
  const server = spawn("sh", ["-c", untilClosed, place, join(bin, "postgres"), ...args], {
    ...asOwner,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const gone = new Promise<void>((resolve) => server.once("close", () => resolve()));

  const url = (options = "") => `postgresql://stepwise@localhost/postgres?host=${encodeURIComponent(socket)}${options}`;
  const db = await openPostgres(url());
  let places = 0;
  return {
    async fresh() {
      const name = `place_${++places}`;
      await db.script(`create schema ${name}`);
      return url(`&options=${encodeURIComponent(`-c search_path=${name}`)}`);
    },
    async stop() {
      await db.close();
      server.stdin.end();
      await gone;
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/** `$0`: the folder, gone afterwards. SIGINT: a fast shutdown, which waits for no client. */
const untilClosed = '"$@" & cat >/dev/null; kill -INT $!; wait $!; rm -rf "$0"';

/** The newest there is. Debian keeps the server's programs out of the path. */
function binaries(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name)))) ?? null;
}

/** PostgreSQL refuses to run as root. */
function serverOwner(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string, user: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  for (const user of ["postgres", "nobody"]) {
    try {
      return { uid: idOf("-u", user), gid: idOf("-g", user) };
    } catch {
      // No such user here.
    }
  }
  throw new Error("found nobody but root to run PostgreSQL as; expected a user postgres or nobody");
}
