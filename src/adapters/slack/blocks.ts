import { createHash } from "node:crypto";
import type { types } from "@slack/bolt";
import { cut } from "../common/words.ts";

export type Block = types.KnownBlock;

/** Slack's limits, UTF-16 units where they count characters. */
export const limits = {
  /** Blocks of a message: docs.slack.dev/reference/block-kit/blocks. */
  blocks: 50,
  /** …/blocks/section-block. */
  section: 3000,
  /** Over all blocks of a message, else `msg_blocks_too_long`: github.com/slackapi/bolt-js/issues/2509. */
  allBlocks: 13_200,
  /** Elements of an actions block: …/blocks/actions-block. */
  buttons: 25,
  /** Options that are read at a glance as buttons; more are a menu. */
  beside: 10,
  /** Text of a button and of an option: …/block-elements/button-element, …/composition-objects/option-object. */
  label: 75,
  /** Options of a static select: …/block-elements/select-menu-element. */
  menu: 100,
  /** Value of an option: …/composition-objects/option-object; a button takes more. */
  value: 150,
  /** Text that stands in for the blocks; Slack advises 4,000 and cuts at 40,000: docs.slack.dev/reference/methods/chat.postMessage. */
  text: 4000,
  /** …/block-elements/plain-text-input-element. */
  input: 3000,
  /** Title of a modal and its buttons: docs.slack.dev/reference/views. */
  title: 24,
  /** …/reference/views. */
  metadata: 3000,
} as const;

/**
 * Literal: Slack reads neither links, mentions, formatting nor emoji names in it. What would be a mention or a link
 * elsewhere begins with a sign that looks the same, for programs that draw blocks and read too much into them.
 */
export const plain = (text: string): types.PlainTextElement => ({
  type: "plain_text",
  text: text.replaceAll(/<(?=[!@#]|\w+:)/g, "＜"),
  emoji: false,
});

/** As many sections as the text needs, cut at the end of a line or a word where there is one. */
export function sections(text: string): Block[] {
  const blocks: Block[] = [];
  for (let rest = text.trim(); rest !== ""; ) {
    const part = rest.length <= limits.section ? rest : rest.slice(0, breakIn(rest));
    blocks.push({ type: "section", text: plain(part.trimEnd()) });
    rest = rest.slice(part.length).trimStart();
  }
  return blocks;
}

function breakIn(text: string): number {
  const head = text.slice(0, limits.section);
  for (const end of [head.lastIndexOf("\n"), head.lastIndexOf(" ")]) if (end > limits.section / 2) return end;
  return /[\ud800-\udbff]$/.test(head) ? limits.section - 1 : limits.section;
}

/** Signs that Slack reads, for which it knows no escape, and what it makes links of. */
const markup = /[*_~`\n@#]|:[\w+-]+:|:\/\/|[a-z]\.[a-z]/i;

/** A line in bold; as it is where Slack would read something else in it. */
export function bold(text: string): Block[] {
  const line = text.trim();
  if (markup.test(line) || escaped(line).length + 2 > limits.section) return sections(line);
  return line === "" ? [] : [{ type: "section", text: { type: "mrkdwn", text: `*${escaped(line)}*` } }];
}

/** Text to be copied, in a field of its own; the field is as new as its text, so that Slack does not keep the old one. */
export const toCopy = (label: string, text: string): Block => ({
  type: "input",
  block_id: `copy_${createHash("sha256").update(label).update(text).digest("hex").slice(0, 16)}`,
  optional: true,
  label: plain(label),
  element: { type: "plain_text_input", action_id: "copy", multiline: true, initial_value: cut(text, limits.input) },
});

export const small = (...parts: (types.PlainTextElement | types.MrkdwnElement)[]): Block => ({
  type: "context",
  elements: parts,
});

/** A person by their id, as Slack draws them. */
export const person = (user: string): types.MrkdwnElement => ({ type: "mrkdwn", text: `<@${user}>` });

/** For texts that Slack reads: a user's `<!channel>` stays text (docs.slack.dev/messaging/formatting-message-text). */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The same, no longer than that, and never cut in the middle of an entity. */
export function escapedWithin(text: string, most: number): string {
  const whole = escaped(text);
  return whole.length <= most ? whole : cut(whole, most).replace(/&[a-z]{0,4}…$/, "…");
}
