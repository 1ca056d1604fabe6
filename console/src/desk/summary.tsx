import type { DeskCaseView } from "../../../src/adapters/web/api.ts";
import { Slots } from "../panel/slots.tsx";
import { Section } from "../ui/section.tsx";
import { sentence } from "../ui/sentence.ts";
import classes from "./desk.module.css";

/** What somebody who takes over has to know, before they read a word of the conversation. */
export function Summary({ view: { summary, known } }: { view: DeskCaseView }) {
  const { problem, last, who, channel, why, queue, tried, consents, also, next, standing } = summary;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <aside className={classes.summary} aria-label="What is known" tabIndex={0} data-testid="desk-summary">
      <blockquote className={classes.problem}>
        {problem}
        {last !== null && (
          <>
            <br />… {last}
          </>
        )}
      </blockquote>
      <p className={classes.who}>
        {sentence(who)}
        {channel !== null && `, on ${channel}`}. Why a person: {why}; for {queue}.
      </p>
      {standing.kind === "closed" && standing.cause !== null && <p className={classes.who}>Cause: {standing.cause}</p>}
      {known.length > 0 && (
        <Section title="Known">
          <Slots slots={known} />
        </Section>
      )}
      {tried.length > 0 && (
        <Section title="Tried so far">
          <ol className={classes.tried}>
            {tried.map(({ text, result }, i) => (
              <li key={`${i.toString()}-${text}`}>
                {text} <strong>{sentence(result)}</strong>
              </li>
            ))}
          </ol>
        </Section>
      )}
      <List title="Consent" lines={consents.map(sentence)} />
      <List title="Also told, not dealt with" lines={also} />
      <List title="The bot would try next" lines={next} />
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
