import { Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import type { QueuedCase, QueueView } from "../../../src/adapters/web/api.ts";
import { deskPath } from "../router.ts";
import { Link } from "../shell/link.tsx";
import classes from "./desk.module.css";
import { ageOf, priorities, standingWords } from "./words.ts";

const lookAgainMs = 30_000;

export function QueueList({ view, chosen }: { view: QueueView | null; chosen: string | null }) {
  const now = useNow();
  if (view === null)
    return (
      <div className={classes.queue} role="status" aria-label="Loading the queue">
        <Skeleton height={92} radius="lg" />
        <Skeleton height={92} radius="lg" />
      </div>
    );
  return (
    <nav className={classes.queue} aria-label="Cases">
      {view.cases.length === 0 && (
        <p className={classes.empty}>
          No case waits. A case comes here when a tree is used up or somebody asks for a person.
        </p>
      )}
      <ul>
        {view.cases.map((one) => (
          <li key={one.conversation}>
            <Row one={one} now={now} chosen={one.conversation === chosen} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Row({ one: { conversation, summary }, now, chosen }: { one: QueuedCase; now: number; chosen: boolean }) {
  const { priority, title, problem, channel, since, standing, why } = summary;
  const urgency = priorities[priority];
  return (
    <Link
      href={deskPath(conversation)}
      className={classes.row}
      aria-current={chosen ? "true" : undefined}
      data-testid="queued"
      data-standing={standing.kind}
    >
      <span className={classes.rowHead}>
        {urgency !== null && <strong className={classes.urgency}>{urgency}</strong>}
        <strong className={classes.rowTitle}>{title}</strong>
        <time className={classes.age} dateTime={new Date(since).toISOString()}>
          {ageOf(since, now)}
        </time>
      </span>
      <span className={classes.rowProblem}>“{problem}”</span>
      <span className={classes.rowFoot}>
        {standingWords(standing)} · {why}
        {channel !== null && ` · ${channel}`}
      </span>
    </Link>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookAgainMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
