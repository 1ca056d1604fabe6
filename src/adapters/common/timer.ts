import type { Message } from "../../dialog/message.ts";

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** "Hold for 8 seconds": for channels that cannot count. */
export function timerInWords({ kind, seconds }: NonNullable<Message["timer"]>): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const long = [minutes > 0 ? plural(minutes, "minute") : "", rest > 0 || minutes === 0 ? plural(rest, "second") : ""];
  return `${kind === "hold" ? "Hold for" : "Wait"} ${long.filter((part) => part !== "").join(" ")}`;
}
