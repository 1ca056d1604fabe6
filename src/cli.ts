#!/usr/bin/env node
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { given } from "./commands/arguments.ts";
import { type Command, commands } from "./commands/index.ts";
import { remedy } from "./knowledge/suggestion.ts";

/** `stepwise <command> …`: 0 all is well, 1 something was found wrong, 2 the call itself was wrong. */
async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    console.log(version());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    console.error(`stepwise: unknown command "${name}"${remedy(name, Object.keys(commands))}`);
    console.error("stepwise --help lists the commands");
    return 2;
  }
  const { values, positionals, faults } = given(rest, command);
  if (values.help === true) {
    console.log(usageOf(name, command));
    return 0;
  }
  if (faults.length > 0) {
    for (const fault of faults) console.error(`stepwise ${name}: ${fault}`);
    console.error(`\n${usageOf(name, command)}`);
    return 2;
  }
  if (readsPack(name, command, positionals) && !values.knowledge) choosePack();
  return command.run(values, positionals);
}

/** `schema` asks only where it is to write. */
const readsPack = (name: string, { options }: Command, positionals: readonly string[]): boolean =>
  name === "start" || ("knowledge" in options && !(name === "schema" && positionals.length > 0));

/**
 * Without a pack where it is called, and without a setting, Stepwise takes the one that came with it. Whatever reads
 * the setting finds it there.
 */
function choosePack(): void {
  const set = process.env.STEPWISE_KNOWLEDGE?.trim() ?? "";
  if (set === "" && !isFolder("knowledge")) {
    const shipped = fileURLToPath(new URL("../knowledge", import.meta.url));
    if (!isFolder(shipped)) return;
    process.env.STEPWISE_KNOWLEDGE = shipped;
    console.error(`no folder knowledge here: using the pack that came with Stepwise, ${shipped}`);
  } else if (set !== "" && set !== "knowledge") console.error(`using the pack of STEPWISE_KNOWLEDGE, ${set}`);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function usageOf(name: string, { about, arguments: taken, options }: Command): string {
  const all: Command["options"] = { ...options, help: { type: "boolean", about: "this text" } };
  const flags = Object.entries(all).map(
    ([flag, { type, about: what }]) => `  ${`--${flag}${type === "string" ? " <value>" : ""}`.padEnd(26)} ${what}`,
  );
  return [`Usage: stepwise ${name} [options] ${taken}`.trim(), "", about, "", ...flags].join("\n");
}

function overview(): string {
  const lines = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(12)} ${about.split("\n")[0]}`);
  return ["Usage: stepwise <command> [--help]", "       stepwise --version", "", ...lines].join("\n");
}

const version = (): string =>
  (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }).version;

/** What nobody foresaw: people get the sentence, whoever looks for the fault gets the rest. */
function failed(error: unknown): number {
  console.error(`stepwise: ${error instanceof Error ? error.message : "unknown fault"}`);
  if (process.env.STEPWISE_LOG === "debug") console.error(error);
  else console.error("STEPWISE_LOG=debug shows where this comes from");
  return 1;
}

process.exitCode = await run(process.argv.slice(2)).catch(failed);
