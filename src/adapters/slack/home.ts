import type { types } from "@slack/bolt";
import type { ConversationRow } from "../../dialog/ports.ts";
import { cut } from "../common/words.ts";
import { bold, escaped, limits, plain, sections, small } from "./blocks.ts";

/** An open case on the home, and where to find it; null where it has no address of its own. */
export interface HomeCase {
  readonly row: Pick<ConversationRow, "title" | "state">;
  readonly link: string | null;
}

/** What a press on a way to begin is called; its value is the words to begin with. */
export const beginAction = "home_begin";
/** More would push the rest of the home out of sight. */
export const casesShown = 10;

const states = { open: "waits for you", person: "with a person", ended: "closed" } as const;

/** The app's own page: what is open, and how to begin. `openers`: words that begin a case. */
export function renderHome(title: string, openers: readonly string[], cases: readonly HomeCase[]): types.HomeView {
  const begin = openers.slice(0, limits.buttons).map((label, i) => ({
    type: "button" as const,
    action_id: `${beginAction}_${i}`,
    text: plain(cut(label, limits.label)),
    value: label,
  }));
  return {
    type: "home",
    blocks: [
      { type: "header", text: plain(cut(title, 150)) },
      ...bold("Your open cases"),
      ...(cases.length === 0 ? [small(plain("Nothing is open."))] : cases.slice(0, casesShown).map(caseBlock)),
      { type: "divider" },
      ...bold("How to begin"),
      ...sections(
        "Write to me here under Messages, or mention me in a channel I am in: tell me in your own words what does not work. " +
          "Under another person's message, “Help with this” in its menu reads it for you. /stepwise paste helps with a text from elsewhere.",
      ),
      ...(begin.length === 0 ? [] : [{ type: "actions" as const, block_id: "begin", elements: begin }]),
    ],
  };
}

/** The title is the person's own words: they stay text, also as the label of a link. */
function caseBlock({ row, link }: HomeCase): types.KnownBlock {
  const words = cut(row.title.replaceAll(/\s+/g, " ").trim() || "A case", 200);
  const where = link === null ? "in our direct messages" : `<${link}|open>`;
  return {
    type: "context",
    elements: [plain(words), { type: "mrkdwn", text: `${escaped(states[row.state])} · ${where}` }],
  };
}
