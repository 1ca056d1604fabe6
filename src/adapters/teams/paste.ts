import { z } from "zod";
import type { Pasted } from "../common/assist.ts";
import { cut } from "../common/words.ts";
import {
  type Action,
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

/** Teams's id of the opening: what is sent twice from one module counts once. */
const opened = z.string().min(1);

const direct = z.strictObject({ kind: z.literal("direct"), opened });

const thread = z.strictObject({
  kind: z.literal("thread"),
  opened,
  /** Id of the message that begins the thread. */
  root: z.string().min(1),
  message: z.string().min(1),
  author: z.strictObject({ id: z.string().min(1), name: z.string().nullable() }),
  /** Of the author's words as they first stood in the field, see `printOf`. */
  print: z.string(),
  /** See `Sealing`. */
  seal: z.string(),
});
export type ThreadGoal = Readonly<z.infer<typeof thread>>;

/** Where "Go on" leads: below the message the module was opened on, or to the chat with the bot. */
const goal = z.union([direct, thread]);
export type PasteGoal = Readonly<z.infer<typeof goal>>;

export const pasteTitle = "Paste a message";
const field = "text";

/** What the buttons of the module send. */
const sent = z.object({
  stepwise: z.enum(["read", "go_on"]),
  goal,
  [field]: z.string().nullish(),
});

/** Null for what no module of the bot sent. `text`: as it stands in the field. */
export function pasteIn(
  data: unknown,
): { readonly asks: "read" | "go_on"; readonly goal: PasteGoal; readonly text: string } | null {
  const parsed = sent.safeParse(data);
  if (!parsed.success) return null;
  return { asks: parsed.data.stepwise, goal: parsed.data.goal, text: (parsed.data[field] ?? "").trim() };
}

/** An empty module to paste into. `fault`: why what was sent is not enough. */
export const renderPasteInput = (to: PasteGoal, fault: string | null = null): Card =>
  card([pasteTitle], [...faultIn(fault), input("")], [action("Read it", "read", to)]);

/** Lengths of the reply and the note that are tried in turn, until the card fits; UTF-16 units. */
const lengths = [3000, 1500, 700, 300];

/** What is made of the text, the text itself on top to be corrected and read again; what is too much for Teams gives way. */
export function renderPasted(text: string, pasted: Pasted, to: PasteGoal, fault: string | null = null): Card {
  const onward = to.kind === "direct" ? "Go on in our chat" : "Go on here";
  const actions = [action("Read it again", "read", to), action(onward, "go_on", to)];
  const shown = fieldOf(text);
  const asked = [
    ...faultIn(fault),
    input(text),
    ...(shown === text ? [] : small(`Only ${shown.length} characters fit here; the rest is left out.`)),
  ];
  const cardOf = (told: readonly Element[]): Card => card([pasteTitle], [...asked, ...told], actions);
  const fits = (told: readonly Element[]): boolean => bytesOf(cardOf(told)) <= limits.card;
  const all = lengths.map((length) => toldIn(pasted, length));
  const whole = all.find(fits);
  if (whole !== undefined) return cardOf(whole);
  let told = all.at(-1) ?? [];
  while (told.length > 0 && !fits([...told, ...small(shortened)])) told = told.slice(0, -1);
  return cardOf([...told, ...small(shortened)]);
}

function toldIn({ known, tried, trees, question, reply, note, safety }: Pasted, length: number): Element[] {
  return [
    ...(safety === null
      ? []
      : framed(
          [...bold("⚠️ Safety first"), ...texts([`“${cut(safety, 300)}”: a person has to take this over.`])],
          "attention",
        )),
    ...bold("What is known"),
    ...listed(
      known.map(({ name, value, words }) => `${name}: ${value} (“${cut(words, 200)}”)`),
      "Nothing yet.",
    ),
    ...(tried.length === 0 ? [] : [...bold("Tried already"), ...listed(tried, "")]),
    ...bold("What it may be about"),
    ...listed(
      trees.map(({ title, confidence, because }) =>
        cut([`${title}, ${Math.round(confidence * 100)} %`, ...because.map((words) => `“${words}”`)].join(" — "), 500),
      ),
      "None of my topics.",
    ),
    ...(question === null
      ? []
      : [
          ...bold("Best to ask"),
          ...texts([question.text]),
          ...small(cut([question.why, ...question.options].join(" · "), 1000)),
        ]),
    ...bold("A reply to send"),
    ...framed(texts([cut(reply, length)])),
    ...bold("A note for the file"),
    ...framed(texts([cut(note, length)])),
  ];
}

const faultIn = (fault: string | null): Element[] =>
  fault === null ? [] : framed(texts([fault], { color: "Attention" }), "attention");

const input = (text: string): Element => ({
  type: "Input.Text",
  id: field,
  label: "The customer's words",
  isMultiline: true,
  isRequired: true,
  errorMessage: "Paste the customer's words here first.",
  maxLength: limits.input,
  ...(text === "" ? {} : { value: fieldOf(text) }),
});

/** As much of a text as the field takes, and a card has room for. */
export function fieldOf(text: string): string {
  let field = cut(text, limits.input);
  while (bytesOf(field) > limits.inputBytes) field = cut(text, Math.floor(field.length * 0.95));
  return field;
}

const action = (title: string, asks: "read" | "go_on", to: PasteGoal): Action => ({
  type: "Action.Submit",
  title,
  data: { stepwise: asks, goal: to },
});

const listed = (lines: readonly string[], none: string): Element[] =>
  texts(lines.length === 0 ? [none] : [lines.map((line) => `• ${line}`).join("\n")]);
