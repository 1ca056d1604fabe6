import { configOf } from "../config.ts";
import { formatted } from "../knowledge/problem.ts";
import { start } from "../main.ts";
import type { Command } from "./command.ts";

export const startCommand: Command = {
  about:
    "Runs the server: the web console and every configured channel on one port.\n\nSettings come from the environment; .env.example lists them.",
  arguments: "",
  options: {},
  async run() {
    const config = configOf(process.env);
    if ("faults" in config) {
      for (const fault of config.faults) console.error(fault);
      return 1;
    }
    const running = await start(config);
    if ("fault" in running) {
      console.error(running.fault);
      return 1;
    }
    if ("problems" in running) {
      for (const problem of running.problems) console.error(formatted(problem));
      console.error("The pack has mistakes, so nothing was started; `stepwise check` lists them again.");
      return 1;
    }
    console.log(`Stepwise is ready: ${running.url}`);
    await new Promise<void>((resolve) => {
      process.once("SIGINT", () => resolve());
      process.once("SIGTERM", () => resolve());
    });
    await running.stop();
    // A connection that hangs must not keep the process: what matters is stored.
    setTimeout(() => process.exit(0), 500).unref();
    return 0;
  },
};
