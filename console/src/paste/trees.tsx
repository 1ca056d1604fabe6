import type { PasteView } from "../../../src/adapters/web/api.ts";
import { Section } from "../ui/section.tsx";
import { sentence } from "../ui/sentence.ts";
import classes from "./paste.module.css";

/** Words: a percentage would claim to know more than a classifier does. `confidence` is in [0, 1]. */
const likelihoodOf = (confidence: number): string =>
  confidence >= 0.85 ? "very likely" : confidence >= 0.5 ? "likely" : "possible";

export function Trees({ trees }: Pick<PasteView, "trees">) {
  return (
    <Section title="Likely problem" testId="trees">
      {trees.length === 0 && <p className={classes.dim}>None fits. A person should look at this one.</p>}
      <ol className={classes.trees}>
        {trees.map(({ flow, title, confidence, because }) => {
          const likely = likelihoodOf(confidence);
          return (
            <li key={flow}>
              <p className={classes.tree}>
                {sentence(title)}{" "}
                <span className={classes.likely} data-likely={likely}>
                  {likely}
                </span>
              </p>
              {because.length > 0 && (
                <ul className={classes.because}>
                  {because.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
