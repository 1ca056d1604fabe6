import { cpus, totalmem } from "node:os";

/** The day, and what the figures of this run were made on. */
export const machine = (): string =>
  `${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ` +
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB`;
