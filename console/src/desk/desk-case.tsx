import { Button, Skeleton, TextInput } from "@mantine/core";
import { useState } from "react";
import type { DeskCaseView } from "../../../src/adapters/web/api.ts";
import { problemOf } from "../api/problem.ts";
import { deskPath } from "../router.ts";
import { Link } from "../shell/link.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { CloseForm } from "./close-form.tsx";
import classes from "./desk.module.css";
import { DeskLog } from "./desk-log.tsx";
import { Macros } from "./macros.tsx";
import { type Me, useMe } from "./me.ts";
import { ReplyBox } from "./reply-box.tsx";
import { Summary } from "./summary.tsx";
import { type Act, useDeskCase } from "./use-desk-case.ts";
import { priorities, standingWords } from "./words.ts";

export function DeskCase({ conversation }: { conversation: string }) {
  const { me, rename } = useMe();
  const { view, refused, act, busy, problem } = useDeskCase(conversation, me);
  if (refused !== null)
    return (
      <div className={classes.notice}>
        <ProblemAlert problem={problemOf(refused)} />
      </div>
    );
  if (view === null)
    return (
      <div className={classes.notice} role="status" aria-label="Loading the case">
        <Skeleton height={28} width="50%" />
        <Skeleton height={120} mt="md" radius="lg" />
      </div>
    );
  const standing = standingOf(view, me);
  return (
    <section className={classes.case} aria-label={view.summary.title} data-testid="desk-case">
      <Head view={view} me={me} rename={rename} act={act} busy={busy} standing={standing} />
      {problem !== null && <ProblemAlert problem={problem} />}
      <div className={classes.body}>
        <div className={classes.talk}>
          <DeskLog items={view.items} />
          {standing !== "over" && <ReplyBox mine={standing === "mine"} act={act} busy={busy} />}
        </div>
        <Summary view={view} />
      </div>
    </section>
  );
}

type Standing = "waiting" | "mine" | "another" | "over";

function standingOf({ summary: { standing }, claimedBy }: DeskCaseView, me: Me): Standing {
  if (standing.kind === "waiting") return "waiting";
  if (standing.kind === "claimed") return claimedBy === me.id ? "mine" : "another";
  return "over";
}

interface HeadProps {
  readonly view: DeskCaseView;
  readonly me: Me;
  readonly rename: (name: string) => void;
  readonly act: Act;
  readonly busy: boolean;
  readonly standing: Standing;
}

function Head({ view, me, rename, act, busy, standing }: HeadProps) {
  const [closing, setClosing] = useState(false);
  const { summary } = view;
  const urgency = priorities[summary.priority];
  return (
    <header className={classes.head}>
      <Link href={deskPath(null)} className={classes.back}>
        <Icon name="list" size={18} /> All cases
      </Link>
      <div className={classes.headWords}>
        <h2>
          {urgency !== null && <strong className={classes.urgency}>{urgency}</strong>} {summary.title}
        </h2>
        <p className={classes.standing} data-testid="standing" role="status">
          {standingWords(summary.standing)}
        </p>
      </div>
      <div className={classes.actions}>
        {standing === "waiting" && <Claim me={me} rename={rename} act={act} busy={busy} />}
        {standing === "mine" && (
          <>
            <Macros view={view} act={act} busy={busy} />
            <Button variant="default" disabled={busy} data-testid="release" onClick={() => void act({ do: "release" })}>
              Release
            </Button>
            <Button disabled={busy} data-testid="close" onClick={() => setClosing(true)}>
              Close
            </Button>
          </>
        )}
      </div>
      {closing && <CloseForm view={view} act={act} busy={busy} onDone={() => setClosing(false)} />}
    </header>
  );
}

function Claim({ me, rename, act, busy }: Pick<HeadProps, "me" | "rename" | "act" | "busy">) {
  const [name, setName] = useState(me.name);
  const own = name.trim();
  return (
    <form
      className={classes.claim}
      onSubmit={(event) => {
        event.preventDefault();
        if (own !== "") void act({ do: "claim" });
      }}
    >
      <TextInput
        aria-label="Your name, as the user sees it"
        placeholder="Your name, as the user sees it"
        value={name}
        maxLength={128}
        data-testid="my-name"
        onChange={(event) => {
          setName(event.currentTarget.value);
          rename(event.currentTarget.value.trim());
        }}
      />
      <Button type="submit" disabled={busy || own === ""} data-testid="claim">
        Claim
      </Button>
    </form>
  );
}
