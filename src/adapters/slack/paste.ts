import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Pasted } from "../common/assist.ts";
import { cut } from "../common/words.ts";
import { type Block, bold, limits, plain, sections, small, toCopy } from "./blocks.ts";

/** What the modals and what is in them are called. */
export const pasteView = {
  read: "paste_read",
  result: "paste_result",
  block: "paste_text",
  action: "text",
  again: "paste_again",
};

/** Where "Go on in a thread" leads: into the thread of the message the modal was opened on, or one with the bot. */
const metadata = z.union([
  z.strictObject({ kind: z.literal("direct") }),
  z.strictObject({
    kind: z.literal("thread"),
    channel: z.string(),
    thread: z.string(),
    /** `ts` of the message. */
    message: z.string(),
    /** Id of the person who wrote it. */
    author: z.string(),
    /** Of its words as they first stood in the field, see `printOf`. */
    print: z.string(),
  }),
]);
export type PasteGoal = z.infer<typeof metadata>;

/** Null for a view that is none of these. */
export function goalOf(text: string): PasteGoal | null {
  try {
    return metadata.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const title = "Paste a message";

/** An empty modal to paste into. */
export const renderPasteInput = (goal: PasteGoal): types.ModalView => ({
  type: "modal",
  callback_id: pasteView.read,
  private_metadata: JSON.stringify(goal),
  title: plain(title),
  submit: plain("Read it"),
  close: plain("Close"),
  blocks: [input("")],
});

/** What is made of the text, the text itself on top to be corrected and read again. */
export function renderPasted(text: string, pasted: Pasted, goal: PasteGoal): types.ModalView {
  const { known, tried, trees, question, reply, note, safety } = pasted;
  const blocks: Block[] = [
    input(text),
    {
      type: "actions",
      block_id: pasteView.again,
      elements: [{ type: "button", action_id: pasteView.again, text: plain("Read it again") }],
    },
    ...(text.length > limits.input
      ? [small(plain(`Slack takes ${limits.input} characters here; the rest is left out.`))]
      : []),
    ...(safety === null
      ? []
      : [...bold("⚠️ Safety first"), ...sections(`“${safety}”: a person has to take this over.`)]),
    ...bold("What is known"),
    ...sections(
      listed(
        known.map(({ name, value, words }) => `${name}: ${value} (“${words}”)`),
        "Nothing yet.",
      ),
    ),
    ...(tried.length === 0 ? [] : [...bold("Tried already"), ...sections(listed(tried, ""))]),
    ...bold("What it may be about"),
    ...sections(
      listed(
        trees.map(({ title: name, confidence, because }) =>
          [`${name}, ${Math.round(confidence * 100)} %`, ...because.map((words) => `“${words}”`)].join(" — "),
        ),
        "None of my topics.",
      ),
    ),
    ...(question === null
      ? []
      : [
          ...bold("Best to ask"),
          ...sections(question.text),
          small(plain(cut([question.why, ...question.options].join(" · "), 2000))),
        ]),
    toCopy("A reply to send", reply),
    toCopy("A note for the file", note),
  ];
  return {
    type: "modal",
    callback_id: pasteView.result,
    private_metadata: JSON.stringify(goal),
    title: plain(title),
    submit: plain("Go on in a thread"),
    close: plain("Close"),
    blocks: blocks.slice(0, 100),
  };
}

const input = (text: string): Block => ({
  type: "input",
  block_id: pasteView.block,
  label: plain("The customer's words"),
  element: {
    type: "plain_text_input",
    action_id: pasteView.action,
    multiline: true,
    max_length: limits.input,
    ...(text === "" ? {} : { initial_value: fieldOf(text) }),
  },
});

/** As much of a text as the field takes. */
export const fieldOf = (text: string): string => cut(text, limits.input);

const listed = (lines: readonly string[], none: string): string =>
  cut(lines.length === 0 ? none : lines.map((line) => `• ${line}`).join("\n"), limits.section);
