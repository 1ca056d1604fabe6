import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { problemOf } from "../api/problem.ts";
import { hasKeyboard, isFocusLost } from "../focus.ts";
import { newId } from "../new-id.ts";
import { CasePanel } from "../panel/case-panel.tsx";
import { chatPath, navigate } from "../router.ts";
import { lastConversation } from "../shell/pages.ts";
import { store } from "../stored.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { Announcer } from "./announcer.tsx";
import classes from "./chat.module.css";
import { ChatHeader } from "./chat-header.tsx";
import { Composer } from "./composer.tsx";
import { useDraft } from "./draft.ts";
import { Log } from "./log.tsx";
import { outboxOf } from "./outbox.ts";
import { unseen } from "./unseen.ts";
import { useConversation } from "./use-conversation.ts";
import { useLasting } from "./use-lasting.ts";
import { useOutbox } from "./use-outbox.ts";
import { Welcome } from "./welcome.tsx";

const notHere = {
  title: "This conversation is not here",
  remedy: "Its address may be incomplete, or it was begun with another Stepwise. You can start a new one.",
};

const vacantForMs = 1500;

/** Null: a conversation is opened by the first message. */
export function ChatPage({ conversation }: { conversation: string | null }) {
  const { view, link, refused, refresh } = useConversation(conversation);
  // Held until the address changes: an outbox without a conversation gets one while it is on the page.
  const outbox = useMemo(() => outboxOf(conversation), [conversation]);
  const sent = useOutbox(outbox, view, refresh);
  const [draft, setDraft] = useDraft(conversation);
  const [panelOpen, setPanelOpen] = useState(false);
  const composer = useRef<HTMLTextAreaElement>(null);
  const log = useRef<HTMLDivElement>(null);

  const pending = unseen(sent.entries, view);
  const empty = pending.length === 0 && (conversation === null || view?.items.length === 0);
  // Somebody else's first message may be on its way.
  const vacant = empty && conversation !== null && !sent.own && draft === "";
  const missing = useLasting(vacant, vacantForMs) || refused?.status === 404;
  const problem = missing ? notHere : refused === null ? null : problemOf(refused);

  useEffect(() => {
    if (conversation === null || (view === null && problem === null)) return;
    if (problem === null) store("conversation", conversation);
    else if (lastConversation() === conversation) store("conversation", null);
  }, [conversation, view, problem]);
  useEffect(() => {
    if (conversation === null && sent.conversation !== null) navigate(chatPath(sent.conversation));
  }, [conversation, sent.conversation]);

  const toLog = useRef(false);
  useLayoutEffect(() => {
    if (!toLog.current || log.current === null) return;
    toLog.current = false;
    if (isFocusLost()) log.current.focus({ preventScroll: true });
  });
  /** What was pressed goes away; the focus goes where the answer is written, or where it is read. */
  const moveFocus = () => {
    if (hasKeyboard()) composer.current?.focus();
    else toLog.current = true;
  };

  const after = view?.items.at(-1)?.seq ?? -1;
  const say = (text: string) => outbox.send({ id: newId(), text }, after);
  const begin = (text: string) => {
    say(text);
    moveFocus();
  };
  const choose = (question: string, option: string) => {
    outbox.send({ id: newId(), choice: { question, option } }, after);
    moveFocus();
  };
  const takeBack = (id: string, text: string) => {
    outbox.drop([id]);
    setDraft(draft === "" ? text : `${text}\n${draft}`);
    composer.current?.focus();
  };

  return (
    <div className={classes.page}>
      <div className={classes.chat}>
        <ChatHeader
          view={view}
          lost={link === "lost" && problem === null}
          onPanel={() => setPanelOpen(true)}
          fresh={conversation === null}
          gone={problem !== null}
          last={conversation === null && empty ? lastConversation() : null}
        />
        {problem !== null ? (
          <div className={classes.notice}>
            <ProblemAlert problem={problem} action={{ label: "Start a new one", run: () => navigate("/") }} />
          </div>
        ) : empty && !vacant ? (
          <Welcome onSay={begin} />
        ) : (
          <Log
            scroll={log}
            loading={vacant || (view === null && pending.length === 0)}
            items={view?.items ?? []}
            pending={pending}
            onChoose={choose}
            onTakeBack={takeBack}
            onDrop={(id) => outbox.drop([id])}
            onRetry={outbox.retry}
          />
        )}
        {problem === null && <Composer input={composer} text={draft} onChange={setDraft} onSend={say} />}
        <Announcer key={conversation} view={view} own={sent.own} />
      </div>
      {!empty && problem === null && (
        <CasePanel known={view?.case ?? null} open={panelOpen} onClose={() => setPanelOpen(false)} />
      )}
    </div>
  );
}
