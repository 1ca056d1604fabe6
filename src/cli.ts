#!/usr/bin/env node
import { parseArgs } from "node:util";
import { type Command, commands } from "./commands/index.ts";

/** `stepwise <command> …`: 0 all is well, 1 something was found wrong, 2 the call itself was wrong. */
async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "help") {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  const command = commands[name];
  if (command === undefined) {
    console.error(`stepwise: unknown command "${name}"; one of ${Object.keys(commands).join(", ")}`);
    return 2;
  }
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(command, rest);
  } catch (error) {
    console.error(`stepwise ${name}: ${error instanceof Error ? error.message : "bad arguments"}`);
    console.error(usageOf(name, command));
    return 2;
  }
  if (parsed.values.help === true) {
    console.log(usageOf(name, command));
    return 0;
  }
  return command.run(parsed.values, parsed.positionals);
}

const parse = (command: Command, args: string[]) =>
  parseArgs({
    args,
    options: { ...command.options, help: { type: "boolean" } },
    allowPositionals: command.arguments !== "",
    strict: true,
  });

function usageOf(name: string, { about, arguments: given, options }: Command): string {
  const all: Command["options"] = { ...options, help: { type: "boolean", about: "this text" } };
  const flags = Object.entries(all).map(
    ([flag, { type, about: what }]) => `  ${`--${flag}${type === "string" ? " <value>" : ""}`.padEnd(26)} ${what}`,
  );
  return [`stepwise ${name} ${given}`.trim(), "", about, "", ...flags].join("\n");
}

function overview(): string {
  const lines = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(12)} ${about.split("\n")[0]}`);
  return ["stepwise <command> [--help]", "", ...lines].join("\n");
}

process.exitCode = await run(process.argv.slice(2));
