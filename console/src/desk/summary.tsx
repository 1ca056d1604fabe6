import type { DeskCaseView } from "../../../src/adapters/web/api.ts";
import { Slots } from "../panel/slots.tsx";
import { Section } from "../ui/section.tsx";
import { sentence } from "../ui/sentence.ts";
import classes from "./desk.module.css";

/** What somebody who takes over has to know, before they read a word of the conversation. */
export function Summary({ view: { summary, known } }: { view: DeskCaseView }) {
  const { problem, asked, last, warned, language, who, channel, why, queue, tried, consents, also, next, standing } =
    summary;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <aside className={classes.summary} aria-label="What is known" tabIndex={0} data-testid="desk-summary">
      <blockquote className={classes.problem}>{problem}</blockquote>
      {last !== null && (
        <p className={classes.who}>
          {asked !== null && <>The bot asked: {asked} </>}
          They said last: “{last}”
        </p>
      )}
      {warned !== null && <p className={classes.who}>The bot told them: {warned}</p>}
      {language !== null && <p className={classes.who}>They write in {language}.</p>}
      <p className={classes.who}>
        {sentence(who)}
        {channel !== null && `, on ${channel}`}. Why a person: {why}. Team: {queue}.
      </p>
      {standing.kind === "closed" && standing.cause !== null && <p className={classes.who}>Cause: {standing.cause}</p>}
      {known.length > 0 && (
        <Section title="Known">
          <Slots slots={known} />
        </Section>
      )}
      <Section title="Tried so far">
        {tried.length === 0 ? (
          <p className={classes.who}>Nothing yet</p>
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
      <List title="Consent" lines={consents.map(sentence)} />
      <List title="Second problem, not dealt with" lines={also} />
      <List title="Not tried yet, what the bot would say next" lines={next} />
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
