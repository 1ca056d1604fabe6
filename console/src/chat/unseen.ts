import type { ConversationView, ViewItem } from "../../../src/adapters/web/api.ts";
import type { Outgoing } from "./outbox.ts";

const even = (text: string) => text.trim().replace(/\s+/g, " ");

const questionOf = (items: readonly ViewItem[], question: string) =>
  items.find((item) => item.kind === "bot" && item.message.question?.id === question);

/** The entries that the view does not show yet. A view does not name deliveries: texts are matched one to one. */
export function unseen(entries: readonly Outgoing[], view: ConversationView | null): readonly Outgoing[] {
  const items = view?.items ?? [];
  const taken = new Set<number>();
  return entries.filter(({ body, after }) => {
    if ("choice" in body) {
      const asked = questionOf(items, body.choice.question);
      return asked === undefined || (asked.kind === "bot" && asked.waiting);
    }
    const said = items.find(
      (item) => item.kind === "user" && item.seq > after && !taken.has(item.seq) && even(item.text) === even(body.text),
    );
    if (said !== undefined) taken.add(said.seq);
    return said === undefined;
  });
}
