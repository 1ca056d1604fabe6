import { maxText } from "../../dialog/ports.ts";
import { mentionShape } from "./shapes.ts";

/** A mention and nothing else calls the bot. */
const called = "👋";

export interface Read {
  readonly text: string;
  /** Nothing was written, or the bot's name alone. */
  readonly isEmpty: boolean;
  /** The bot itself is named. */
  readonly mentioned: boolean;
  /** Somebody else is named. */
  readonly others: boolean;
}

/**
 * The text of a message as a person reads it: without mentions of the bot, with those of others as `@Name`. `bot`: its id.
 * Teams writes a mention as `<at>…</at>` and lists it among the entities:
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#work-with-mentions.
 */
export function readText(raw: string, textFormat: string, entities: readonly unknown[], bot: string): Read {
  let mentioned = false;
  let others = false;
  let text = raw;
  for (const entity of entities) {
    const { success, data } = mentionShape.safeParse(entity);
    if (!success) continue;
    const self = data.mentioned.id === bot;
    if (self) mentioned = true;
    else others = true;
    if (data.text) text = text.replace(data.text, () => (self ? " " : `@${data.mentioned.name ?? ""}`));
  }
  const words = tidy(decoded(textFormat === "plain" ? text : untagged(text)));
  const isEmpty = words === "";
  return { text: (isEmpty && mentioned ? called : words).slice(0, maxText), isEmpty, mentioned, others };
}

/** The words of a message that Teams hands over as HTML. */
export const readHtml = (html: string): string => tidy(decoded(untagged(html))).slice(0, maxText);

/** Lines stay lines, everything else between angle brackets goes. */
const untagged = (html: string): string =>
  html.replaceAll(/<(br|\/p|\/div|\/li|\/tr|\/h\d)\b[^<>]*>/gi, "\n").replaceAll(/<\/?[a-z][^<>]*>/gi, " ");

const named: Readonly<Record<string, string>> = { nbsp: " ", lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

const decoded = (text: string): string =>
  text
    .replaceAll(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (whole, code: string) => {
      const point = Number(code.startsWith("x") || code.startsWith("X") ? `0${code}` : code);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .replaceAll(/&(nbsp|lt|gt|quot|apos|amp);/g, (whole, name: string) => named[name] ?? whole);

const tidy = (text: string): string =>
  text
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
