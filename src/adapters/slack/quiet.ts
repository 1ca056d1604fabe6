import { type Logger, LogLevel } from "@slack/bolt";

/**
 * Bolt's own lines hold what people wrote, addresses with tickets and whole requests. Whatever fails reaches the log of
 * the server as an error instead, without words.
 */
export const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
