import type { Message } from "../../dialog/message.ts";
import type { CaseFile } from "../../dialog/transcript.ts";

/** A message as lines of text; options are numbered, and the number is an answer. */
export function render(message: Message): string {
  const { text, lights, timer, question } = message;
  const lines = [...text];
  for (const { label } of lights) lines.push(`(light: ${label})`);
  if (timer !== null) lines.push(`(${timer.kind}: ${timer.seconds} seconds)`);
  if (question !== null) {
    if (question.text !== "") lines.push(question.text);
    question.options.forEach(({ label }, i) => {
      lines.push(`  ${i + 1}. ${label}`);
    });
  }
  return lines.join("\n");
}

/** One line of `chat --json`: what was said in this turn and where the case stands. */
export function renderJson(messages: readonly Message[], file: CaseFile | null): string {
  return JSON.stringify({ messages, case: file === null ? null : caseOf(file) });
}

function caseOf({ slots, tried, transcript: _transcript, ...file }: CaseFile) {
  return {
    ...file,
    slots: Object.fromEntries(Object.entries(slots).map(([slot, { value }]) => [slot, value])),
    tried: tried.map(({ action }) => action),
  };
}
