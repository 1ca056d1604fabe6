import type { ReactNode } from "react";
import type { ViewItem } from "../../../src/adapters/web/api.ts";
import { BotMessage } from "./bot-message.tsx";
import classes from "./chat.module.css";
import { Files } from "./files.tsx";
import type { Outgoing } from "./outbox.ts";

interface Props {
  readonly item: ViewItem;
  readonly before: ViewItem | null;
  readonly pending: readonly Outgoing[];
  readonly onChoose: (question: string, option: string) => void;
  readonly onDrop: (id: string) => void;
  readonly onRetry: () => void;
}

export function LogItem({ item, before, pending, onChoose, onDrop, onRetry }: Props) {
  switch (item.kind) {
    case "user":
      return <article className={classes.user}>{item.text}</article>;
    case "bot":
      return (
        <Speech name="Stepwise" at={item.at} headed={before?.kind !== "bot"}>
          <BotMessage item={item} pending={pending} onChoose={onChoose} onDrop={onDrop} onRetry={onRetry} />
        </Speech>
      );
    case "agent":
      return (
        <Speech name={item.name} at={item.at} headed={before?.kind !== "agent" || before.name !== item.name} person>
          <p className={classes.agent}>{item.text}</p>
        </Speech>
      );
    case "files":
      return (
        <article className={item.name === null ? classes.user : classes.agent}>
          <Files files={item.files} />
        </article>
      );
    case "note":
      return <p className={classes.note}>{item.text}</p>;
  }
}

interface SpeechProps {
  readonly name: string;
  readonly at: number;
  readonly headed: boolean;
  readonly person?: boolean;
  readonly children: ReactNode;
}

function Speech({ name, at, headed, person = false, children }: SpeechProps) {
  return (
    <article className={classes.speech}>
      {headed && (
        <p className={classes.speaker} data-person={person}>
          {name}
          <time dateTime={new Date(at).toISOString()}>
            {new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}
          </time>
        </p>
      )}
      {children}
    </article>
  );
}
