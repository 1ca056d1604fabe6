import { caseCommand } from "./case.ts";
import { chatCommand } from "./chat.ts";
import { checkCommand } from "./check.ts";
import type { Command } from "./command.ts";
import { schemaCommand } from "./schema.ts";
import { startCommand } from "./start.ts";
import { understandCommand } from "./understand.ts";

export type { Command };

export const commands: Readonly<Record<string, Command>> = {
  start: startCommand,
  chat: chatCommand,
  understand: understandCommand,
  check: checkCommand,
  schema: schemaCommand,
  case: caseCommand,
};
