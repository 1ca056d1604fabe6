import { useCallback, useEffect, useState } from "react";
import type { RequestFailed } from "./client.ts";
import { follow, type Source } from "./live.ts";

export interface Followed<View> {
  readonly view: View | null;
  readonly link: "connecting" | "live" | "lost";
  /** Why it cannot be shown. */
  readonly refused: RequestFailed | null;
}

const nothing = { view: null, link: "connecting", refused: null } as const;

/** The newest view of what is followed; null: nothing. `refresh` asks for it where the stream may have failed. */
export function useLive<View extends { readonly version: number }>(
  source: Source<View> | null,
): Followed<View> & { readonly refresh: () => void } {
  const [state, setState] = useState<{ readonly of: Source<View> | null } & Followed<View>>({ of: source, ...nothing });
  const now = state.of === source ? state : nothing;

  const change = useCallback(
    (next: (was: Followed<View>) => Followed<View>) =>
      setState((was) => ({ of: source, ...next(was.of === source ? was : nothing) })),
    [source],
  );
  const onView = useCallback(
    (view: View) => change((was) => (was.view !== null && view.version < was.view.version ? was : { ...was, view })),
    [change],
  );

  useEffect(() => {
    if (source === null) return undefined;
    return follow(source, {
      onView,
      onLink: (link) => change((was) => ({ ...was, link })),
      onRefused: (refused) => change((was) => ({ ...was, refused })),
    });
  }, [source, change, onView]);

  const refresh = useCallback(() => {
    source?.once().then(onView, () => undefined);
  }, [source, onView]);

  return { view: now.view, link: now.link, refused: now.refused, refresh };
}
