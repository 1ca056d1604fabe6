import type { Message, MessageQuestion, Option } from "../../dialog/message.ts";
import type { Answered } from "../common/answered.ts";
import { choiceForm } from "../common/choices.ts";
import { lightPattern } from "../common/lights.ts";
import { timerInWords } from "../common/timer.ts";
import { cut, linesOf } from "../common/words.ts";
import {
  type Action,
  type ActionSet,
  bold,
  bytesOf,
  type Card,
  card,
  type Element,
  framed,
  limits,
  shortened,
  small,
  texts,
} from "./cards.ts";
import type { Kind } from "./place.ts";
import type { Choice } from "./receive.ts";

/** A card, and the words that stand for it in a notification. */
export interface Rendered {
  readonly summary: string;
  readonly card: Card;
}

export const chooseVerb = "choose";
/** UTF-16 units. */
const longestName = 100;

export function render(message: Message): Rendered {
  const { question } = message;
  return fitting(linesOf(message), toldIn(message), question === null ? [] : askedIn(question));
}

/**
 * The same message once its question waits no longer: what was chosen stands where the buttons were, and by whom where more
 * than one person can answer.
 */
export function renderAnswered({ message, chosen }: Pick<Answered, "message" | "chosen">, kind: Kind): Rendered {
  const { question } = message;
  const by = kind === "personal" || !chosen?.by.name ? null : cut(chosen.by.name, longestName);
  const body = [
    ...(question === null ? [] : bold(question.text)),
    ...(chosen === null ? [] : texts([`✓ ${chosen.label}`], { color: "Good", weight: "Bolder" })),
    ...(by === null ? [] : small(by).map((text) => ({ ...text, spacing: "None" as const }))),
  ];
  const lines = linesOf({ ...message, question: question === null ? null : { ...question, options: [] } });
  const all = [...lines, ...(chosen === null ? [] : [`✓ ${chosen.label}`]), ...(by === null ? [] : [by])];
  return fitting(all, toldIn(message), body);
}

function toldIn({ text, lights, timer }: Message): Element[] {
  return [
    ...texts(text),
    ...lights.flatMap((light) => framed([...texts([lightPattern(light)], { size: "Large" }), ...small(light.label)])),
    ...(timer === null ? [] : texts([`⏱ ${timerInWords(timer)}`], { weight: "Bolder" })),
  ];
}

/** Numbers are answers too, so that a list can be answered by typing. */
function askedIn(question: MessageQuestion): Element[] {
  const { text, options, id } = question;
  const asked = bold(text).map((one) => ({ ...one, spacing: "Large" as const }));
  const tooLong = options.some((option) => labelOf(option).length > limits.label);
  const form = choiceForm(options, { buttons: tooLong ? 0 : limits.buttons, menu: limits.menu, id: limits.value });
  switch (form) {
    case "none":
      return asked;
    case "list":
      return [...asked, ...texts(options.map(({ label }, i) => `${i + 1}. ${label}`))];
    case "buttons":
      return [...asked, ...rows(options.map((option) => chooseAction(labelOf(option), id, option.id)))];
    case "menu":
      return [
        {
          type: "Input.ChoiceSet",
          id: "option",
          label: text === "" ? "Your answer" : text,
          spacing: "Large",
          // Few long answers are read at a glance; many unfold.
          style: options.length > limits.buttons ? "compact" : "expanded",
          wrap: true,
          placeholder: "Choose one",
          isRequired: true,
          errorMessage: "Choose one of the answers, or write to me.",
          choices: options.map((option) => ({ title: labelOf(option), value: option.id })),
        },
        ...rows([chooseAction("Send", id, null)]),
      ];
  }
}

/** Labels that fit beside each other, with their frames, in the narrowest card; clients cut off what does not. UTF-16 units. */
const rowWidth = 52;
const frame = 4;

export function rows(actions: readonly Action[]): ActionSet[] {
  const all: Action[][] = [];
  let room = 0;
  for (const action of actions) {
    const width = action.title.length + frame;
    const row = all.at(-1);
    if (row !== undefined && width <= room) row.push(action);
    else {
      all.push([action]);
      room = rowWidth;
    }
    room -= width;
  }
  return all.map((row, i) => ({ type: "ActionSet", actions: row, ...(i === 0 ? {} : { spacing: "Small" }) }));
}

function chooseAction(title: string, question: string, option: string | null): Action {
  const data: Omit<Choice, "option"> & { readonly option?: string } = {
    stepwise: "choose",
    question,
    // A menu adds the entry that was picked, under this name.
    ...(option === null ? {} : { option }),
  };
  const shown = { title, data: { ...data } };
  return { type: "Action.Execute", verb: chooseVerb, ...shown, fallback: { type: "Action.Submit", ...shown } };
}

const labelOf = ({ label, light }: Option): string => (light === null ? label : `${lightPattern(light)} ${label}`);

/** What is told gives way, visibly, where a card would be too big for Teams; what is asked stays whole. */
export function fitting(lines: readonly string[], told: readonly Element[], body: readonly Element[]): Rendered {
  const summary = cut(lines.join(" "), limits.summary);
  const cardOf = (shown: readonly Element[]): Card => card(lines, [...shown, ...body]);
  // A comma stands before each.
  const sizes = told.map((one) => bytesOf(one) + 1);
  const room = (more: readonly Element[]): number => limits.card - bytesOf(cardOf(more));
  if (told.length === 0 || sizes.reduce((all, one) => all + one, 0) <= room([])) return { summary, card: cardOf(told) };
  let left = room(small(shortened));
  const end = sizes.findIndex((size) => {
    left -= size;
    return left < 0;
  });
  return { summary, card: cardOf([...told.slice(0, end), ...small(shortened)]) };
}
