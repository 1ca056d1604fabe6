import { backupCommand } from "./backup.ts";
import { caseCommand } from "./case.ts";
import { chatCommand } from "./chat.ts";
import { checkCommand } from "./check.ts";
import type { Command } from "./command.ts";
import { conflictsCommand } from "./conflicts.ts";
import { confusionsCommand } from "./confusions.ts";
import { diffCommand } from "./diff.ts";
import { eraseCommand } from "./erase.ts";
import { evaluateCommand } from "./evaluate.ts";
import { factsCommand } from "./facts.ts";
import { graphCommand } from "./graph.ts";
import { insightsCommand } from "./insights.ts";
import { outboxCommand } from "./outbox.ts";
import { schemaCommand } from "./schema.ts";
import { startCommand } from "./start.ts";
import { testCommand } from "./test.ts";
import { understandCommand } from "./understand.ts";

export type { Command };

export const commands: Readonly<Record<string, Command>> = {
  start: startCommand,
  chat: chatCommand,
  understand: understandCommand,
  evaluate: evaluateCommand,
  check: checkCommand,
  test: testCommand,
  facts: factsCommand,
  conflicts: conflictsCommand,
  confusions: confusionsCommand,
  diff: diffCommand,
  graph: graphCommand,
  schema: schemaCommand,
  case: caseCommand,
  insights: insightsCommand,
  outbox: outboxCommand,
  erase: eraseCommand,
  backup: backupCommand,
};
