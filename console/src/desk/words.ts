import type { QueuedCase } from "../../../src/adapters/web/api.ts";

type Summary = QueuedCase["summary"];

export const priorities: Readonly<Record<Summary["priority"], string | null>> = {
  urgent: "Urgent",
  high: "High",
  normal: null,
};

export function standingWords(standing: Summary["standing"]): string {
  switch (standing.kind) {
    case "waiting":
      return "Nobody has it yet";
    case "claimed":
      return `${standing.by} has it`;
    case "with_bot":
      return `${standing.by} handed it back to the bot`;
    case "closed": {
      const by = standing.by === null ? "without a person" : `by ${standing.by}`;
      return standing.solved ? `Solved ${by}` : `Closed ${by}, not solved`;
    }
  }
}

const minute = 60_000;

/** "just now", "12 min", "3 h", "2 days". */
export function ageOf(since: number, now: number): string {
  const minutes = Math.floor((now - since) / minute);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} days`;
}
