import { chatPath, type Route } from "../router.ts";
import { load } from "../stored.ts";
import type { IconName } from "../ui/icon.tsx";

interface Page {
  readonly page: Route["page"];
  readonly label: string;
  readonly icon: IconName;
  readonly path: (now: Route) => string;
}

/** What the navigation offers, in order. */
export const pages: readonly Page[] = [
  { page: "chat", label: "Chat", icon: "chat", path: chatAgain },
  { page: "desk", label: "Queue", icon: "person", path: () => "/desk" },
  { page: "paste", label: "Paste", icon: "paste", path: () => "/paste" },
];

export const lastConversation = () => load<string | null>("conversation", null);

/** The conversation on the page, otherwise the last one. */
function chatAgain(now: Route): string {
  return chatPath((now.page === "chat" ? now.conversation : null) ?? lastConversation());
}
