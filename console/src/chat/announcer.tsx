import { VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import type { ConversationView, ViewItem } from "../../../src/adapters/web/api.ts";

/** More answers than this are counted rather than read out. */
const readAtMost = 5;

interface Props {
  readonly view: ConversationView | null;
  /** The conversation has begun on this page. */
  readonly own: boolean;
}

/** Tells screen readers each new message once. What was there when the page opened is theirs to read. */
export function Announcer({ view, own }: Props) {
  const [told, setTold] = useState<{ readonly seq: number; readonly words: string } | null>(null);
  const items = view?.items ?? [];
  const seq = items.at(-1)?.seq ?? -1;
  // Nothing of a first view is new, but for the answer to the first words of a conversation.
  const isAnswer = own && items.filter(({ kind }) => kind === "user").length === 1;
  const from = told?.seq ?? (isAnswer ? -1 : seq);
  if (view !== null && (told === null || seq > told.seq))
    setTold({ seq, words: items.flatMap((item) => (item.seq > from ? [wordsOf(item)] : [])).join(" ") });
  return (
    <VisuallyHidden aria-live="polite" aria-atomic="true" data-testid="announcer">
      {told?.words}
    </VisuallyHidden>
  );
}

function wordsOf(item: ViewItem): string {
  switch (item.kind) {
    case "user":
      return "";
    case "note":
      return item.text;
    case "files":
      return item.name === null ? "" : `${item.name}: ${item.files.map(({ name }) => name).join(", ")}`;
    case "agent":
      return `${item.name}: ${item.text}`;
    case "bot": {
      const { text, question } = item.message;
      const labels = question?.options.map(({ label }) => label) ?? [];
      const answers = labels.length > readAtMost ? `${labels.length} answers to choose from` : labels.join(", ");
      return [...text, ...(question === null ? [] : [question.text, answers])].filter((part) => part !== "").join(" ");
    }
  }
}
