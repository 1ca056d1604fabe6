import { useMemo } from "react";
import { queue, queueUrl } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { useLive } from "../api/use-live.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import classes from "./desk.module.css";
import { DeskCase } from "./desk-case.tsx";
import { QueueList } from "./queue-list.tsx";

/** What waits for a person, and the case that somebody looks at. */
export function DeskPage({ conversation }: { conversation: string | null }) {
  const source = useMemo(() => ({ url: queueUrl, name: "queue", once: queue }), []);
  const { view, link, refused } = useLive(source);
  const waiting = view?.cases.filter(({ summary }) => summary.standing.kind === "waiting").length ?? 0;
  return (
    <>
      <PageHeader
        title="Queue"
        below={
          <span className={classes.count} role="status" data-testid="queue-count">
            {view !== null && (waiting === 0 ? "Nobody is waiting" : waiting === 1 ? "1 waits" : `${waiting} wait`)}
            {link === "lost" && " · reconnecting"}
          </span>
        }
      />
      {refused !== null ? (
        <div className={classes.notice}>
          <ProblemAlert problem={problemOf(refused)} />
        </div>
      ) : (
        <div className={classes.page} data-case={conversation !== null}>
          <QueueList view={view} chosen={conversation} />
          {conversation === null ? (
            <p className={classes.none}>Choose a case to see what is known and what was tried.</p>
          ) : (
            <DeskCase key={conversation} conversation={conversation} />
          )}
        </div>
      )}
    </>
  );
}
