import type { types } from "@slack/bolt";
import { z } from "zod";
import type { AgentAction } from "../../../dialog/activity.ts";
import type { StepRef } from "../../../dialog/events.ts";
import { type ConversationId, conversationId } from "../../../dialog/ids.ts";
import { cut } from "../../common/words.ts";
import { type Block, limits, plain } from "../blocks.ts";
import { inLine } from "../literal.ts";
import type { viewState } from "../shapes.ts";
import { actionOf, type Macro, macroValue } from "./macros.ts";

/** What the modals of a desk are called. */
export const forms = {
  note: "desk_form_note",
  handBack: "desk_form_hand_back",
  close: "desk_form_close",
  send: "desk_form_send",
} as const;
export type Form = (typeof forms)[keyof typeof forms];

/** Their fields: block and action have one name. */
const fields = {
  text: "text",
  step: "step",
  cause: "cause",
  solved: "solved",
  remark: "remark",
  send: "send",
} as const;

/** The thread of the ticket that a modal belongs to. */
const metadata = z.strictObject({ thread: z.string().transform(conversationId) });

/** Null for a modal of none. */
export function threadIn(text: string): ConversationId | null {
  try {
    return metadata.parse(JSON.parse(text)).thread;
  } catch {
    return null;
  }
}

export const renderNoteForm = (thread: ConversationId): types.ModalView =>
  modal(forms.note, "Note", "Keep", thread, [
    input("A note for whoever helps; the user never sees it", { ...typed(fields.text), multiline: true }),
  ]);

/** `steps`: where the bot can go on besides where it was. */
export const renderHandBackForm = (thread: ConversationId, steps: readonly Macro[]): types.ModalView =>
  modal(forms.handBack, "Hand back", "Hand back", thread, [
    input("The bot goes on", chosen(fields.step, [here, ...steps.map(optionOf)], here)),
  ]);

export const renderCloseForm = (thread: ConversationId, steps: readonly Macro[]): types.ModalView =>
  modal(forms.close, "Close the case", "Close it", thread, [
    input("What it was in truth", typed(fields.cause)),
    input("Is it solved?", chosen(fields.solved, [yes, no], yes)),
    ...(steps.length === 0
      ? []
      : [input("Which step would have solved it?", chosen(fields.step, steps.map(optionOf)), true)]),
    input("Anything else", { ...typed(fields.remark), multiline: true }, true),
  ]);

/** Null where there is nothing to send. */
export const renderSendForm = (thread: ConversationId, macros: readonly Macro[]): types.ModalView | null =>
  macros.length === 0
    ? null
    : modal(forms.send, "Send to the user", "Send", thread, [
        input("A step or a question", chosen(fields.send, macros.map(optionOf))),
      ]);

type Filled = Pick<ReturnType<typeof viewState.parse>, "values">;

/** What the form says to do; else the field that lacks something, and what. */
export function actionIn(
  form: Form,
  filled: Filled,
): AgentAction | { readonly [field: string]: string; readonly do?: never } {
  switch (form) {
    case forms.note: {
      const text = textIn(filled, fields.text);
      return text === "" ? { [fields.text]: "Write the note here first." } : { do: "note", text };
    }
    case forms.handBack: {
      const value = choiceIn(filled, fields.step);
      return { do: "hand_back", at: value === here.value ? null : stepIn(value) };
    }
    case forms.close: {
      const cause = textIn(filled, fields.cause);
      if (cause === "") return { [fields.cause]: "Say in a few words what it was." };
      const remark = textIn(filled, fields.remark);
      return {
        do: "close",
        cause,
        solved: choiceIn(filled, fields.solved) === yes.value,
        remark: remark === "" ? null : remark,
        step: stepIn(choiceIn(filled, fields.step)),
      };
    }
    case forms.send: {
      const action = actionOf(choiceIn(filled, fields.send));
      return action === null || action === "more" ? { [fields.send]: "Choose one of these." } : action;
    }
  }
}

const textIn = ({ values }: Filled, field: string): string => (values[field]?.[field]?.value ?? "").trim();
const choiceIn = ({ values }: Filled, field: string): string => values[field]?.[field]?.selected_option?.value ?? "";

function stepIn(value: string): StepRef | null {
  const action = actionOf(value);
  return action !== null && action !== "more" && action.do === "hand_back" ? action.at : null;
}

const option = (label: string, value: string): types.PlainTextOption => ({ text: plain(label), value });
const optionOf = (macro: Macro): types.PlainTextOption =>
  option(cut(inLine(macro.label), limits.label), macroValue(macro));
const here = option("where it was", "here");
const yes = option("Yes", "yes");
const no = option("No", "no");

const typed = (field: string): types.PlainTextInput => ({
  type: "plain_text_input",
  action_id: field,
  max_length: limits.input,
});

const chosen = (
  field: string,
  options: types.PlainTextOption[],
  initial?: types.PlainTextOption,
): types.StaticSelect => ({
  type: "static_select",
  action_id: field,
  options,
  ...(initial === undefined ? {} : { initial_option: initial }),
});

const input = (label: string, element: types.PlainTextInput | types.StaticSelect, optional = false): Block => ({
  type: "input",
  block_id: element.action_id ?? "",
  label: plain(label),
  element,
  ...(optional ? { optional } : {}),
});

const modal = (
  form: Form,
  title: string,
  submit: string,
  thread: ConversationId,
  blocks: Block[],
): types.ModalView => ({
  type: "modal",
  callback_id: form,
  private_metadata: JSON.stringify({ thread }),
  title: plain(title),
  submit: plain(submit),
  close: plain("Cancel"),
  blocks,
});
