import type { Line, Script } from "./said.ts";

/** Carries out one turn; resolves when its reply may be shown. */
export type Take = (conversation: string, n: number, line: Line) => Promise<void>;

/** Times in milliseconds. */
export interface Load {
  readonly open: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the processor, on all threads of the process. */
  readonly cpu: number;
  /** Highest so far, of the process. */
  readonly megabytes: number;
}

const warmUp = 1_500;
const measuredFor = 4_000;

/** So many people at once, each writing as soon as the reply is there, each beginning anew when the case is over. */
export async function loadOf(take: Take, scripts: readonly Script[], open: number): Promise<Load> {
  const begin = performance.now() + warmUp;
  const end = begin + measuredFor;
  const times: number[] = [];
  const used: NodeJS.CpuUsage[] = [];
  let begun = 0;
  const person = async (): Promise<void> => {
    for (;;) {
      const conversation = `${process.pid}-conversation-${begun}`;
      for (const [n, line] of (scripts[begun++ % scripts.length] ?? []).entries()) {
        const asked = performance.now();
        // Not by a timer: where nobody waits for a disk, timers come too late.
        if (asked > begin && used.length === 0) used.push(process.cpuUsage());
        if (asked > end) {
          if (used.length === 1) used.push(process.cpuUsage(used[0]));
          return;
        }
        await take(conversation, n, line);
        const answered = performance.now();
        if (answered > begin && answered <= end) times.push(answered - asked);
      }
    }
  };
  await Promise.all(Array.from({ length: open }, person));
  const [, { user, system } = { user: Number.NaN, system: Number.NaN }] = used;
  return {
    open,
    perSecond: (times.length / measuredFor) * 1000,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpu: (user + system) / 1000 / times.length,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
