import { useCallback, useEffect, useRef, useState } from "react";
import type { PasteView } from "../../../src/adapters/web/api.ts";
import { openPaste, readPaste } from "../api/client.ts";
import { type Problem, problemOf } from "../api/problem.ts";
import { newId } from "../new-id.ts";
import { chatPath, navigate } from "../router.ts";
import { load, store } from "../stored.ts";
import { tooLong } from "../too-long.ts";

interface Read {
  readonly kind: "read";
  readonly of: string;
  readonly view: PasteView;
  /** The id under which the conversation is opened, once. */
  readonly activity: string;
}

type Reading =
  | { readonly kind: "empty" }
  | { readonly kind: "reading" }
  | Read
  | { readonly kind: "failed"; readonly problem: Problem };

export type Paste = ReturnType<typeof usePaste>;

/** What a reload finds again. The name changes with the shape. */
interface Kept {
  readonly text: string;
  readonly reply: string;
  readonly read: Read | null;
}
const kept = "paste.1";
const nothing: Kept = { text: "", reply: "", read: null };

/** The pasted text, what was read from it, and the reply being edited. The newest reading wins. */
export function usePaste() {
  const [start] = useState(() => load(kept, nothing, "tab"));
  const [text, setText] = useState(start.text);
  const [reply, setReply] = useState(start.reply);
  const [reading, setReading] = useState<Reading>(start.read ?? { kind: "empty" });
  const [opening, setOpening] = useState<Problem | "busy" | null>(null);
  const abort = useRef<AbortController | null>(null);

  useEffect(() => {
    const read = reading.kind === "read" ? reading : null;
    const now: Kept | null = text === "" && read === null ? null : { text, reply, read };
    store(kept, now, "tab");
  }, [text, reply, reading]);

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
      setText(of);
      setOpening(null);
      if (tooLong(of) !== null) return setReading({ kind: "empty" });
      const control = new AbortController();
      const { signal } = control;
      abort.current = control;
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
