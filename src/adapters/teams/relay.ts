import type { DialogEvent, SharedFile } from "../../dialog/events.ts";
import { cut } from "../common/words.ts";
import { type Action, limits, type Text, texts } from "./cards.ts";
import { fitting, type Rendered, rows } from "./render.ts";

/** What somebody wrote, with every sign that would not be seen, or would turn others round, written out. */
export const visible = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (sign) =>
      sign === "\n" || sign === "\t" ? sign : picture(sign.charCodeAt(0)),
    );

/** Unicode has pictures of the first 32. */
const picture = (code: number): string =>
  code < 0x20 ? String.fromCharCode(0x2400 + code) : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;

/** A line that says who speaks, and as whom: "Grace (support)". */
export const headed = (name: string, role: string): Text => ({
  type: "RichTextBlock",
  spacing: "Medium",
  inlines: [
    { type: "TextRun", text: visible(name), weight: "Bolder" },
    { type: "TextRun", text: ` (${role})`, isSubtle: true },
  ],
});

/** Right below who says it. */
export const closely = (words: readonly string[]): readonly Text[] =>
  texts(words.map(visible)).map((one) => ({ ...one, spacing: "None" }));

/** What a person said, as they wrote it. */
export function spoken(name: string, role: string, text: string): Rendered {
  const words = visible(text);
  return fitting([`${name} (${role}): ${words}`], [headed(name, role), ...closely([text])], []);
}

/** Files by name, each to be opened where its platform shows it. */
export function sharing(name: string, role: string, files: readonly SharedFile[]): Rendered {
  const names = files.map((file) => `📎 ${visible(file.name)}`);
  return fitting([`${name} (${role}):`, ...names], [headed(name, role), ...closely(names)], rows(opening(files)));
}

/** Files that can be looked at: a button each. */
export const opening = (files: readonly SharedFile[]): readonly Action[] =>
  files.slice(0, limits.buttons).flatMap(({ name, link }): Action[] => {
    const url = addressIn(link);
    return url === null ? [] : [{ type: "Action.OpenUrl", title: cut(`Open ${visible(name)}`, limits.label), url }];
  });

/** Null for anything a browser would do more with than show it. */
function addressIn(link: string | null): string | null {
  if (link === null || link.length > mostAddress || !URL.canParse(link)) return null;
  const { protocol, href } = new URL(link);
  return protocol === "https:" || protocol === "http:" ? href : null;
}

/** Six of them have to fit into a card; browsers take no more than some thousands either. UTF-16 units. */
const mostAddress = 2000;

/** What a person who helps says to a user; null for everything else. */
export function relayed(event: DialogEvent): Rendered | null {
  if (event.type === "AgentReplied") return spoken(event.by.name ?? event.by.id, support, event.text);
  if (event.type === "FilesShared" && event.side === "agent")
    return sharing(event.by.name ?? event.by.id, support, event.files);
  return null;
}

export const support = "support";
