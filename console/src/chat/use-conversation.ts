import { useCallback, useEffect, useState } from "react";
import type { ConversationView } from "../../../src/adapters/web/api.ts";
import { type RequestFailed, viewOf } from "../api/client.ts";
import { follow } from "../api/live.ts";

interface Followed {
  readonly conversation: string | null;
  readonly view: ConversationView | null;
  readonly link: "connecting" | "live" | "lost";
  /** Why the conversation cannot be shown. */
  readonly refused: RequestFailed | null;
}

const nothing = (conversation: string | null): Followed => ({
  conversation,
  view: null,
  link: "connecting",
  refused: null,
});

/** The newest view of a conversation; null has none. `refresh` asks for it where the stream may have failed. */
export function useConversation(conversation: string | null) {
  const [state, setState] = useState(() => nothing(conversation));
  const now = state.conversation === conversation ? state : nothing(conversation);

  const change = useCallback(
    (next: (was: Followed) => Followed) =>
      setState((was) => next(was.conversation === conversation ? was : nothing(conversation))),
    [conversation],
  );
  const onView = useCallback(
    (view: ConversationView) =>
      change((was) => (was.view !== null && view.version < was.view.version ? was : { ...was, view })),
    [change],
  );

  useEffect(() => {
    if (conversation === null) return undefined;
    return follow(conversation, {
      onView,
      onLink: (link) => change((was) => ({ ...was, link })),
      onRefused: (refused) => change((was) => ({ ...was, refused })),
    });
  }, [conversation, change, onView]);

  const refresh = useCallback(() => {
    if (conversation !== null) viewOf(conversation).then(onView, () => undefined);
  }, [conversation, onView]);

  return { view: now.view, link: now.link, refused: now.refused, refresh };
}
