import type { PasteView } from "../../../src/adapters/web/api.ts";
import classes from "./paste.module.css";

export function BestQuestion({ question }: { question: NonNullable<PasteView["question"]> }) {
  return (
    <section className={classes.question} data-testid="best-question">
      <h2 className={classes.eyebrow}>The one question to ask</h2>
      <p className={classes.questionText}>{question.text}</p>
      <p className={classes.why}>{question.why}</p>
      {question.options.length > 0 && (
        <ul className={classes.answers} aria-label="Possible answers">
          {question.options.map((option) => (
            <li key={option}>{option}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
