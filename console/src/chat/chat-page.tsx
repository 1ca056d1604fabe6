import { useEffect, useMemo, useRef, useState } from "react";
import { newId } from "../new-id.ts";
import { CasePanel } from "../panel/case-panel.tsx";
import { chatPath, navigate } from "../router.ts";
import { lastConversation } from "../shell/pages.ts";
import { store } from "../stored.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import classes from "./chat.module.css";
import { ChatHeader } from "./chat-header.tsx";
import { Composer } from "./composer.tsx";
import { useDraft } from "./draft.ts";
import { Log } from "./log.tsx";
import { outboxOf } from "./outbox.ts";
import { unseen } from "./unseen.ts";
import { useConversation } from "./use-conversation.ts";
import { useOutbox } from "./use-outbox.ts";
import { Welcome } from "./welcome.tsx";

/** Null: a conversation is opened by the first message. */
export function ChatPage({ conversation }: { conversation: string | null }) {
  const { view, link, problem, refresh } = useConversation(conversation);
  // Held until the address changes: an outbox without a conversation gets one while it is on the page.
  const outbox = useMemo(() => outboxOf(conversation), [conversation]);
  const sent = useOutbox(outbox, view, refresh);
  const [draft, setDraft] = useDraft(conversation);
  const [panelOpen, setPanelOpen] = useState(false);
  const composer = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (conversation !== null) store("conversation", problem === null ? conversation : null);
  }, [conversation, problem]);
  useEffect(() => {
    if (conversation === null && sent.conversation !== null) navigate(chatPath(sent.conversation), "replace");
  }, [conversation, sent.conversation]);

  const after = view?.items.at(-1)?.seq ?? -1;
  const focusComposer = () => {
    // On a touch screen the focus would pull up the keyboard over the answer.
    if (matchMedia("(pointer: fine)").matches) composer.current?.focus();
  };
  const say = (text: string) => outbox.send({ id: newId(), text }, after);
  const choose = (question: string, option: string) => {
    outbox.send({ id: newId(), choice: { question, option } }, after);
    focusComposer();
  };
  const takeBack = (id: string, text: string) => {
    outbox.drop([id]);
    setDraft(draft === "" ? text : `${text}\n${draft}`);
    composer.current?.focus();
  };

  const pending = unseen(sent.entries, view);
  const empty = pending.length === 0 && (conversation === null || view?.items.length === 0);
  return (
    <div className={classes.page}>
      <div className={classes.chat}>
        <ChatHeader
          view={view}
          lost={link === "lost" && problem === null}
          onPanel={() => setPanelOpen(true)}
          fresh={conversation === null}
        />
        {problem !== null ? (
          <div className={classes.notice}>
            <ProblemAlert problem={problem} action={{ label: "Start a new one", run: () => navigate("/") }} />
          </div>
        ) : empty ? (
          <Welcome onSay={say} last={conversation === null ? lastConversation() : null} />
        ) : (
          <Log
            loading={view === null && pending.length === 0}
            items={view?.items ?? []}
            pending={pending}
            onChoose={choose}
            onTakeBack={takeBack}
            onDrop={(id) => outbox.drop([id])}
            onRetry={outbox.retry}
          />
        )}
        {problem === null && <Composer input={composer} text={draft} onChange={setDraft} onSend={say} />}
      </div>
      {!empty && problem === null && (
        <CasePanel known={view?.case ?? null} open={panelOpen} onClose={() => setPanelOpen(false)} />
      )}
    </div>
  );
}
