import type { Message } from "../../dialog/message.ts";
import { lightPattern } from "./lights.ts";
import { timerInWords } from "./timer.ts";

/** Everything a message says as lines of plain text: for notifications, screen readers and channels without cards. */
export function linesOf({ text, lights, timer, question }: Message): readonly string[] {
  return [
    ...text,
    ...lights.map((light) => `${lightPattern(light)} ${light.label}`),
    ...(timer === null ? [] : [timerInWords(timer)]),
    ...(question === null || question.text === "" ? [] : [question.text]),
    ...(question?.options ?? []).map(({ label }, i) => `${i + 1}. ${label}`),
  ];
}

/** At most that long, UTF-16 units; what is cut ends with three dots and never in the middle of a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, Math.max(0, most - 1));
  return `${/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head}…`;
}
