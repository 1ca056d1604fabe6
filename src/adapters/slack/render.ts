import type { ConversationId } from "../../dialog/ids.ts";
import type { Message, MessageQuestion } from "../../dialog/message.ts";
import type { Answered } from "../common/answered.ts";
import { type ChoiceForm, choiceForm } from "../common/choices.ts";
import { lightPattern } from "../common/lights.ts";
import { timerInWords } from "../common/timer.ts";
import { cut, linesOf } from "../common/words.ts";
import { type Block, bold, escapedWithin, limits, person, plain, sections, small } from "./blocks.ts";
import { userOf } from "./place.ts";
import { choiceBlock } from "./receive.ts";

/** What `chat.postMessage` and `chat.update` take. */
export interface Rendered {
  /** For notifications and screen readers; already escaped. */
  readonly text: string;
  readonly blocks: Block[];
}

export function render(message: Message, conversation: ConversationId): Rendered {
  const { question } = message;
  const asked = question === null ? [] : askedIn(question, choicesOf(question, conversation));
  return { text: fallback(linesOf(message)), blocks: fitting(toldIn(message), asked) };
}

/** The same message once its question waits no longer: what was chosen and by whom stands where the buttons were. */
export function renderAnswered({ message, chosen }: Pick<Answered, "message" | "chosen">): Rendered {
  const { question } = message;
  const asked = question === null ? [] : bold(cut(question.text, limits.section));
  const end =
    chosen === null ? [] : [small(plain(cut(`✓ ${chosen.label}`, limits.section)), person(userOf(chosen.by.id)))];
  const lines = linesOf({ ...message, question: question === null ? null : { ...question, options: [] } });
  return {
    text: fallback(chosen === null ? lines : [...lines, `✓ ${chosen.label}`]),
    blocks: fitting(toldIn(message), [...asked, ...end]),
  };
}

export const fallback = (lines: readonly string[]): string => escapedWithin(lines.join("\n"), limits.text);

/** Each has a block of its own, up to so many: a message has room for few. */
const paragraphs = 20;

function toldIn({ text, lights, timer }: Message): Block[] {
  return [
    ...(text.length > paragraphs ? sections(text.join("\n\n")) : text.flatMap(sections)),
    ...lights.flatMap((light) => sections(`${lightPattern(light)}  ${light.label}`)),
    ...(timer === null ? [] : [small(plain(`⏱ ${timerInWords(timer)}`))]),
  ];
}

const formOf = ({ options }: MessageQuestion): ChoiceForm =>
  choiceForm(options, { buttons: limits.beside, menu: limits.menu, id: limits.value });

/** A label that is too long for a button stands whole in a list above it; the button has its number. */
function askedIn(question: MessageQuestion, choices: readonly Block[]): Block[] {
  const { text, options } = question;
  const asked = bold(cut(text, limits.section));
  if (formOf(question) !== "list" && options.every(({ label }) => label.length <= limits.label))
    return [...asked, ...choices];
  const list = options.map(({ label }, i) => `${i + 1}. ${label}`).join("\n");
  const room = limits.allBlocks - shortened.length - sizeOf([...asked, ...choices]);
  return [...asked, ...sections(cut(list, room)), ...choices];
}

function choicesOf(question: MessageQuestion, conversation: ConversationId): Block[] {
  const { options } = question;
  const block_id = choiceBlock(conversation, question.id);
  switch (formOf(question)) {
    case "none":
    case "list":
      return [];
    case "buttons":
      return [
        {
          type: "actions",
          block_id,
          elements: options.map((option, i) => ({
            type: "button",
            action_id: `choose_${i}`,
            text: plain(labelOf(option, i)),
            value: option.id,
          })),
        },
      ];
    case "menu":
      return [
        {
          type: "actions",
          block_id,
          elements: [
            {
              type: "static_select",
              action_id: "choose",
              placeholder: plain("Choose one"),
              options: options.map((option, i) => ({ text: plain(labelOf(option, i)), value: option.id })),
            },
          ],
        },
      ];
  }
}

function labelOf({ label, light }: MessageQuestion["options"][number], i: number): string {
  if (label.length > limits.label) return cut(`${i + 1}. ${label}`, limits.label);
  const drawn = light === null ? label : `${lightPattern(light)} ${label}`;
  return drawn.length > limits.label ? label : drawn;
}

const shortened = "… (shortened)";

/** What is told gives way, visibly, where a message would be too much for Slack; what is around it stays whole. */
export function fitting(told: Block[], asked: Block[], above: Block[] = []): Block[] {
  let room = limits.allBlocks - sizeOf([...above, ...asked]) - shortened.length;
  const kept = [...above];
  for (const block of told) {
    const size = sizeOf([block]);
    if (size <= room && kept.length + asked.length + 2 <= limits.blocks) {
      room -= size;
      kept.push(block);
      continue;
    }
    const text = block.type === "section" ? (block.text?.text ?? "") : "";
    const part = cut(text, Math.max(0, room));
    if (part.length > 1) kept.push({ type: "section", text: plain(part) });
    kept.push(small(plain(shortened)));
    break;
  }
  return [...kept, ...asked];
}

/** Every text in the blocks, ids and values left out. */
function sizeOf(blocks: readonly unknown[]): number {
  let size = 0;
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) look(each);
    else if (typeof value === "object" && value !== null)
      for (const [key, each] of Object.entries(value))
        if (key === "text" && typeof each === "string") size += each.length;
        else look(each);
  };
  look(blocks);
  return size;
}
