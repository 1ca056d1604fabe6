import { useMemo } from "react";
import { eventsUrl, viewOf } from "../api/client.ts";
import { useLive } from "../api/use-live.ts";

/** The newest view of a conversation; null has none. */
export function useConversation(conversation: string | null) {
  const source = useMemo(
    () =>
      conversation === null ? null : { url: eventsUrl(conversation), name: "view", once: () => viewOf(conversation) },
    [conversation],
  );
  return useLive(source);
}
