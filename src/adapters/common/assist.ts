import { type Assist, assistOf } from "../../dialog/assist.ts";
import { inWords } from "../../dialog/facts.ts";
import { conversationId, deliveryId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Understanding } from "../../dialog/understanding.ts";

/** What an agent gets who has pasted a customer's text; nothing is stored. `at`: milliseconds since the epoch, UTC. */
export function assistOn(text: string, understanding: Understanding, knowledge: Knowledge, at: number): Assist {
  const nobody = "paste";
  return assistOf(
    {
      kind: "text",
      at,
      conversation: conversationId(nobody),
      delivery: deliveryId(nobody),
      by: { id: nobody, name: null },
      text,
      place: "direct",
      addressed: true,
      edits: null,
      understanding,
    },
    knowledge,
  );
}

/** The same in words throughout, for channels that draw cards. */
export interface Pasted extends Pick<Assist, "trees" | "question" | "reply" | "note"> {
  readonly known: readonly { readonly name: string; readonly value: string; readonly words: string }[];
  readonly tried: readonly string[];
  /** The words that make this a matter of safety, else null. */
  readonly safety: string | null;
}

export function pastedOf(text: string, understanding: Understanding, knowledge: Knowledge, at: number): Pasted {
  const { known, tried, trees, question, reply, note } = assistOn(text, understanding, knowledge, at);
  return {
    known: known.map(({ slot, value, words }) => ({
      name: knowledge.slots.get(slot)?.name ?? slot,
      value: inWords(slot, value, knowledge) ?? "?",
      words,
    })),
    tried: tried.map(({ name }) => name),
    trees,
    question,
    reply,
    note,
    safety: understanding.safety,
  };
}
