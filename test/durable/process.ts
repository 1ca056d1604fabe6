import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const script = fileURLToPath(new URL("server.mjs", import.meta.url));
const built = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** The server in a process of its own, which does not outlive the test. `ready` rejects when it ends before. */
export function serverProcess(env: Readonly<Record<string, string>>) {
  if (!existsSync(built)) throw new Error(`found no ${built}; expected it built; run npm run build`);
  const child = spawn(process.execPath, [script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env.PATH, STEPWISE_LOG: "error", ...env },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const end = new Promise<number | string | null>((resolve) =>
    child.once("close", (code, signal) => resolve(code ?? signal)),
  );
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => resolve(line.replace("ready ", "")));
    child.once("error", reject);
    void end.then((code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  ready.catch(() => {});
  return {
    ready,
    end,
    signal: (name: "SIGKILL" | "SIGTERM") => child.kill(name),
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until it is so. */
export async function until(isSo: () => Promise<boolean>, within: number): Promise<void> {
  const end = Date.now() + within;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`was not so within ${within} ms`);
    await pause(100);
  }
}

/** Delivers until somebody says it is stored, or nobody cares any more: the same id each time, as platforms do. */
export const delivered = async (
  ports: () => number,
  conversation: string,
  body: object,
  over?: AbortSignal,
): Promise<void> => {
  await postedTo(`/api/conversations/${conversation}/activities`, [202], ports, body, over);
};

/** As `delivered`, by somebody at a desk. The status: 202, or 409 where it was refused; null: nobody cares any more. */
export const done = (ports: () => number, body: object, over?: AbortSignal): Promise<number | null> =>
  postedTo("/api/desk", [202, 409], ports, body, over);

async function postedTo(
  path: string,
  answers: readonly number[],
  ports: () => number,
  body: object,
  over?: AbortSignal,
): Promise<number | null> {
  while (!over?.aborted) {
    try {
      const response = await fetch(`http://127.0.0.1:${ports()}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(3000),
      });
      if (answers.includes(response.status)) return response.status;
      // What a user said may wait yet, and with it the conversation that somebody at a desk acts on.
      if (response.status < 500 && response.status !== 404)
        throw new Refusal(`${response.status}: ${await response.text()}`);
    } catch (error) {
      if (error instanceof Refusal) throw error;
    }
    await pause(30);
  }
  return null;
}

class Refusal extends Error {}
