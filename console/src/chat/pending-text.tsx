import { problemOfStatus } from "../api/problem.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import classes from "./chat.module.css";
import { Delivery } from "./delivery.tsx";
import type { Outgoing } from "./outbox.ts";

interface Props {
  readonly entry: Outgoing;
  readonly text: string;
  readonly onTakeBack: (id: string, text: string) => void;
  readonly onRetry: () => void;
}

export function PendingText({ entry, text, onTakeBack, onRetry }: Props) {
  return (
    <div className={classes.pending}>
      <article className={classes.user}>{text}</article>
      {entry.state !== "refused" ? (
        <Delivery state={entry.state} onRetry={onRetry} />
      ) : (
        <ProblemAlert
          problem={problemOfStatus(entry.status)}
          action={{ label: "Put it back into the message box", run: () => onTakeBack(entry.body.id, text) }}
        />
      )}
    </div>
  );
}
