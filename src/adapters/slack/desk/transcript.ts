import type { Message } from "../../../dialog/message.ts";
import { whyOf } from "../../../dialog/summary.ts";
import type { TranscriptItem } from "../../../dialog/transcript.ts";
import { cut, linesOf } from "../../common/words.ts";
import { type Block, bold, limits, plain, sections, small } from "../blocks.ts";
import { fileBlocks, inLine, legible } from "../literal.ts";
import { fallback, type Rendered } from "../render.ts";

/** Of one item; the case file has the rest. */
const itemLength = 2500;
/** Of all together: the blocks of a message hold little more. */
const room = limits.allBlocks - 700;

/** Every word so far; what does not fit is left out from the middle, and said to be. `isRest`: only what came since. */
export function renderTranscript(items: readonly TranscriptItem[], isRest: boolean): Rendered {
  const title = isRest ? "What was said since" : "Every word so far";
  const words = items.flatMap((item) => wordsOf(item) ?? []).map((text) => cut(text, itemLength));
  const files = fileBlocks(items.flatMap((item) => (item.kind === "files" ? item.files : [])));
  const { first, left, last } = fitted(words, room - JSON.stringify(files).length);
  const blocks: Block[] = [
    ...bold(title),
    ...grouped(first),
    ...(left > 0 ? [small(plain(`… ${left} more, shortened here; the case file has every word …`))] : []),
    ...grouped(last),
    ...files,
  ];
  return { text: fallback([title]), blocks };
}

/** The beginning, then as many of the latest as there is room for. */
function fitted(words: readonly string[], most: number) {
  const [head, ...rest] = words;
  let size = head?.length ?? 0;
  let at = rest.length;
  for (; at > 0; at--) {
    size += (rest[at - 1]?.length ?? 0) + 2;
    if (size > most) break;
  }
  return { first: head === undefined ? [] : [head], left: at, last: rest.slice(at) };
}

const grouped = (words: readonly string[]): Block[] => sections(words.join("\n\n"));

function wordsOf(item: TranscriptItem): string | null {
  switch (item.kind) {
    case "user": {
      const { by, text, option, edits } = item;
      const how = option === null ? (edits === null ? "" : " (edited)") : " (pressed)";
      return text === "" ? null : `👤 ${inLine(by.name ?? by.id)}${how}\n${legible(text)}`;
    }
    case "bot":
      return `🤖 Bot\n${saidIn(item.message).map(legible).join("\n")}`;
    case "agent":
      return `🙋 ${inLine(item.name)} (support)\n${legible(item.text)}`;
    case "files":
      return `📎 ${inLine(item.name)}\n${item.files.map(({ name }) => inLine(name)).join(", ")}`;
    case "claimed":
      return `— taken by ${inLine(item.name)}`;
    case "handed_back":
      return `— handed back to the bot by ${inLine(item.name)}`;
    case "handed_over":
      return `— handed over: ${whyOf(item.reason)} (${inLine(item.queue)})`;
    case "ended":
      return `— ended: ${item.outcome.replaceAll("_", " ")}`;
  }
}

const shownOptions = 8;

function saidIn(message: Message): readonly string[] {
  const { question } = message;
  if (question === null) return linesOf(message);
  const { options } = question;
  const buttons = options.slice(0, shownOptions).map(({ label }) => `[${label}]`);
  const more = options.length > shownOptions ? [`… ${options.length - shownOptions} more`] : [];
  const lines = linesOf({ ...message, question: { ...question, options: [] } });
  return options.length === 0 ? lines : [...lines, [...buttons, ...more].join(" ")];
}
