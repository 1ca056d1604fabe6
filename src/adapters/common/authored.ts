import { createHash } from "node:crypto";
import { conversationOf } from "../../dialog/conversation.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import type { Store } from "../../dialog/ports.ts";

/** Knows words again, whatever became of the white space between them on the way through a form. */
export const printOf = (text: string): string =>
  createHash("sha256").update(text.replaceAll(/\s+/g, " ").trim()).digest("hex").slice(0, 32);

/**
 * Whether words said there now would open its case. Only then, and unedited, may one person file what another wrote under
 * the author's name: anything else could answer a question for them, a consent for instance.
 */
export async function opensCase(
  { events, undone }: Pick<Store, "events" | "undone">,
  conversation: ConversationId,
): Promise<boolean> {
  // First what waits: in between it may become an event.
  const { activities } = await undone(conversation);
  const state = conversationOf(await events(conversation));
  // A case that is put to rest with a question open may come back with the next words.
  return activities.length === 0 && state.open === null && state.last?.phase.kind !== "asking";
}
