import { maxText } from "../../dialog/ports.ts";

/** Signs that answer a question; Slack sends them by name. */
const signs: Readonly<Record<string, string>> = {
  "+1": "👍",
  thumbsup: "👍",
  "-1": "👎",
  thumbsdown: "👎",
  ok_hand: "👌",
  white_check_mark: "✅",
  heavy_check_mark: "✅",
  x: "❌",
  negative_squared_cross_mark: "❌",
  pray: "🙏",
  wave: "👋",
};

/** A mention and nothing else calls the bot. */
export const called = "👋";

export interface Read {
  readonly text: string;
  /** The bot itself is named. */
  readonly mentioned: boolean;
  /** Somebody else is named. */
  readonly others: boolean;
}

/**
 * Slack's text as a person reads it: without mentions of the bot, with links by their label and entities resolved
 * (docs.slack.dev/messaging/formatting-message-text). `bot`: user id; null where it is not known.
 */
export function readText(raw: string, bot: string | null): Read {
  let mentioned = false;
  let others = false;
  const text = raw
    .replaceAll(/<([^<>]*)>/g, (_, inner: string) => {
      const [target = "", label] = inner.split("|", 2);
      if (!target.startsWith("@"))
        return target.startsWith("#") || target.startsWith("!") ? named(target, label) : label || plainLink(target);
      if (bot !== null && target === `@${bot}`) {
        mentioned = true;
        return " ";
      }
      others = true;
      return label === undefined ? target : `@${label}`;
    })
    .replaceAll(/:([a-z0-9_+-]+):(?::skin-tone-\d:)?/g, (whole, name: string) =>
      Object.hasOwn(signs, name) ? (signs[name] ?? whole) : whole,
    )
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/[^\S\n]+/g, " ")
    .trim();
  const whole = text === "" && mentioned ? called : text;
  return { text: whole.slice(0, maxText), mentioned, others };
}

const plainLink = (target: string): string => target.replace(/^(mailto|tel):/, "");

/** `#C1|general` → "#general", `!here` → "@here", `!date^…|Monday` → "Monday". */
function named(target: string, label: string | undefined): string {
  if (target.startsWith("#")) return `#${label || target.slice(1)}`;
  return label ?? `@${target.slice(1)}`;
}
