import type { Message } from "../../../src/dialog/message.ts";

interface Words {
  readonly name: string;
  readonly ready: string;
  readonly running: string;
  readonly stopped: string;
  readonly done: string;
}

export const wordsOf: Readonly<Record<NonNullable<Message["timer"]>["kind"], Words>> = {
  hold: {
    name: "Hold timer",
    ready: "Hold for",
    running: "Keep holding",
    stopped: "Timer stopped",
    done: "Now let go",
  },
  wait: {
    name: "Wait timer",
    ready: "Wait",
    running: "Waiting",
    stopped: "Timer stopped",
    done: "Time is up",
  },
};

export const clock = (seconds: number): string =>
  seconds < 100 ? `${seconds}` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const plural = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;

export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return plural(seconds, "second");
  return rest === 0 ? plural(minutes, "minute") : `${plural(minutes, "minute")} ${plural(rest, "second")}`;
}
