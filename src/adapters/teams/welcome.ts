import type { Wording } from "../../dialog/wording.ts";
import type { Plain } from "./api.ts";
import { type Action, card, limits, texts } from "./cards.ts";
import { pasteTitle } from "./paste.ts";
import type { Kind } from "./place.ts";
import type { Rendered } from "./render.ts";

interface Known {
  readonly title: string;
  readonly wording: Pick<Wording, "greeting">;
  readonly openers: readonly { readonly label: string }[];
}

/** What the bot says when it comes to a place; in a chat of two with ways to begin. */
export function welcome(kind: Kind, { title, wording, openers }: Known): Plain {
  const greeting = wording.greeting.replaceAll("{{ title }}", title);
  if (kind !== "personal")
    return { text: `${greeting} Mention me, and say what does not work; I answer below it.`, suggested: [] };
  return { text: greeting, suggested: openers.slice(0, limits.suggestions).map(({ label }) => label) };
}

/** Typed where a message is expected, it opens the task module for pasting; Teams opens one for a press alone. */
export const isPaste = (text: string): boolean => /^paste$/i.test(text);

export function pasteOffer(): Rendered {
  const words = "Paste a customer's message, and I tell you what I make of it.";
  const open: Action = {
    type: "Action.Submit",
    title: pasteTitle,
    data: { msteams: { type: "task/fetch" }, stepwise: "paste" },
  };
  return { summary: words, card: card([words], texts([words]), [open]) };
}
