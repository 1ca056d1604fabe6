import { useMemo, useState } from "react";
import type { DeskBody } from "../../../src/adapters/web/api.ts";
import { actAtDesk, deskCase, deskCaseUrl } from "../api/client.ts";
import { type Problem, problemOf } from "../api/problem.ts";
import { useLive } from "../api/use-live.ts";
import { newId } from "../new-id.ts";
import type { Me } from "./me.ts";

export type Act = (action: DeskBody["action"]) => Promise<boolean>;

const refused = (remedy: string): Problem => ({ title: "That was not done", remedy });

/** A case at the desk, and what can be done with it. */
export function useDeskCase(conversation: string, me: Me) {
  const source = useMemo(
    () => ({ url: deskCaseUrl(conversation), name: "case", once: () => deskCase(conversation) }),
    [conversation],
  );
  const live = useLive(source);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  /** True: it was done. */
  const act: Act = async (action) => {
    setBusy(true);
    setProblem(null);
    try {
      const why = await actAtDesk({ id: newId(), conversation, by: me, desk: "console", action });
      if (why !== null) setProblem(refused(why));
      return why === null;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setBusy(false);
      live.refresh();
    }
  };
  return { ...live, act, busy, problem };
}
