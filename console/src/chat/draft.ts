import { useState } from "react";
import { load, store } from "../stored.ts";

const nameOf = (conversation: string) => `draft.${conversation}`;

export function moveDraft(from: string, to: string): void {
  store(nameOf(to), load<string | null>(nameOf(from), null));
  store(nameOf(from), null);
}

/** Text not yet sent, kept in this browser for each conversation. */
export function useDraft(conversation: string | null): [string, (text: string) => void] {
  const key = conversation ?? "new";
  const [draft, setDraft] = useState(() => ({ key, text: load(nameOf(key), "") }));
  const text = draft.key === key ? draft.text : load(nameOf(key), "");
  const change = (changed: string) => {
    setDraft({ key, text: changed });
    store(nameOf(key), changed === "" ? null : changed);
  };
  return [text, change];
}
