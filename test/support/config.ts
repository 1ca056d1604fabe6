import type { Config } from "../../src/config.ts";
import { packDir } from "./real.ts";

/** A server on any free port, with the embedded store in that folder, the pack that ships and no channel of others. */
export const configIn = (dataDir: string, more: Partial<Config> = {}): Config => ({
  host: "127.0.0.1",
  port: 0,
  dataDir,
  databaseUrl: null,
  url: null,
  keepDays: null,
  knowledgeDir: packDir,
  logLevel: "error",
  login: null,
  slack: null,
  teams: null,
  webhooks: [],
  ...more,
});
