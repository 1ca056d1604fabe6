import type { DeskCaseView } from "../../../src/adapters/web/api.ts";
import { aroundCall, listNames, nothingTried } from "../../../src/dialog/summary.ts";
import { Slots } from "../panel/slots.tsx";
import { Section } from "../ui/section.tsx";
import { sentence } from "../ui/sentence.ts";
import classes from "./desk.module.css";

/** What somebody who takes over has to know, before they read a word of the conversation. */
export function Summary({ view: { summary, known } }: { view: DeskCaseView }) {
  const { problem, who, channel, why, queue, tried, consents, earlier, also, next, standing } = summary;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <aside className={classes.summary} aria-label="What is known" tabIndex={0} data-testid="desk-summary">
      <blockquote className={classes.problem}>{problem}</blockquote>
      {aroundCall(summary).map((line) => (
        <p key={line} className={classes.who}>
          {line}
        </p>
      ))}
      <p className={classes.who}>
        {sentence(who)}
        {channel !== null && `, on ${channel}`}. Why a person: {why}. Team: {queue}.
      </p>
      {standing.kind === "closed" && standing.cause !== null && <p className={classes.who}>Cause: {standing.cause}</p>}
      {known.length > 0 && (
        <Section title={listNames.known}>
          <Slots slots={known} />
        </Section>
      )}
      <Section title={listNames.tried}>
        {tried.length === 0 ? (
          <p className={classes.who}>{nothingTried}</p>
        ) : (
          <ol className={classes.tried}>
            {tried.map(({ text, result }, i) => (
              <li key={`${i.toString()}-${text}`}>
                {text} <strong>{sentence(result)}</strong>
              </li>
            ))}
          </ol>
        )}
      </Section>
      <List title={listNames.consents} lines={consents.map(sentence)} />
      <List title={listNames.earlier} lines={earlier} />
      <List title={listNames.also} lines={also} />
      <List title={listNames.next} lines={next} />
    </aside>
  );
}

function List({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Section title={title}>
      <ol className={classes.tried}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </Section>
  );
}
