import { useCallback, useRef, useState } from "react";
import type { PasteView } from "../../../src/adapters/web/api.ts";
import { openPaste, type Problem, problemOf, readPaste } from "../api/client.ts";
import { newId } from "../new-id.ts";
import { chatPath, navigate } from "../router.ts";

type Reading =
  | { readonly kind: "empty" }
  | { readonly kind: "reading" }
  | { readonly kind: "read"; readonly of: string; readonly view: PasteView; readonly activity: string }
  | { readonly kind: "failed"; readonly problem: Problem };

export type Paste = ReturnType<typeof usePaste>;

/** The pasted text, what was read from it, and the reply being edited. The newest reading wins. */
export function usePaste() {
  const [text, setText] = useState("");
  const [reply, setReply] = useState("");
  const [reading, setReading] = useState<Reading>({ kind: "empty" });
  const [opening, setOpening] = useState<Problem | "busy" | null>(null);
  const abort = useRef<AbortController | null>(null);

  const clear = useCallback(() => {
    abort.current?.abort();
    setText("");
    setReply("");
    setOpening(null);
    setReading({ kind: "empty" });
  }, []);

  const read = useCallback(
    async (of: string) => {
      if (of.trim() === "") return clear();
      abort.current?.abort();
      const control = new AbortController();
      const { signal } = control;
      abort.current = control;
      setText(of);
      setOpening(null);
      setReading({ kind: "reading" });
      try {
        const view = await readPaste(of, signal);
        if (signal.aborted) return;
        setReply(view.reply);
        setReading({ kind: "read", of, view, activity: newId() });
      } catch (error) {
        if (!signal.aborted) setReading({ kind: "failed", problem: problemOf(error) });
      }
    },
    [clear],
  );

  const goOn = async () => {
    if (reading.kind !== "read" || opening === "busy") return;
    setOpening("busy");
    try {
      const { conversation } = await openPaste(reading.of, reading.activity);
      setOpening(null);
      navigate(chatPath(conversation));
    } catch (error) {
      setOpening(problemOf(error));
    }
  };

  return { text, setText, reply, setReply, reading, opening, read, clear, goOn };
}
