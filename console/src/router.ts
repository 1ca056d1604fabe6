import { useMemo, useSyncExternalStore } from "react";

export type Route =
  | { readonly page: "chat"; readonly conversation: string | null }
  | { readonly page: "paste" }
  | { readonly page: "desk"; readonly conversation: string | null }
  | { readonly page: "missing" };

function routeOf(path: string): Route {
  const [first, second, ...rest] = path.split("/").filter((part) => part !== "");
  if (first === undefined) return { page: "chat", conversation: null };
  if (first === "c" && second !== undefined && rest.length === 0) {
    const conversation = decoded(second);
    return conversation === null ? { page: "missing" } : { page: "chat", conversation };
  }
  if (first === "desk" && rest.length === 0) {
    const conversation = second === undefined ? null : decoded(second);
    return second !== undefined && conversation === null ? { page: "missing" } : { page: "desk", conversation };
  }
  if (first === "paste" && second === undefined) return { page: "paste" };
  return { page: "missing" };
}

/** Null: a "%" that stands for nothing. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

export const chatPath = (conversation: string | null): string =>
  conversation === null ? "/" : `/c/${encodeURIComponent(conversation)}`;

export const deskPath = (conversation: string | null): string =>
  conversation === null ? "/desk" : `/desk/${encodeURIComponent(conversation)}`;

/** The browser tells of "back" and "forward" only; `navigate` tells the page of its own moves. */
const moved = "stepwise:moved";

export function navigate(path: string): void {
  if (path === location.pathname) return;
  history.pushState(null, "", path);
  dispatchEvent(new Event(moved));
}

function subscribe(onChange: () => void): () => void {
  addEventListener("popstate", onChange);
  addEventListener(moved, onChange);
  return () => {
    removeEventListener("popstate", onChange);
    removeEventListener(moved, onChange);
  };
}

export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  return useMemo(() => routeOf(path), [path]);
}
