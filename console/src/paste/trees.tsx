import { Progress } from "@mantine/core";
import type { PasteView } from "../../../src/adapters/web/api.ts";
import { Section } from "../ui/section.tsx";
import { sentence } from "../ui/sentence.ts";
import classes from "./paste.module.css";

export function Trees({ trees }: Pick<PasteView, "trees">) {
  return (
    <Section title="Likely problem" testId="trees">
      {trees.length === 0 && <p className={classes.dim}>None fits. A person should look at this one.</p>}
      <ol className={classes.trees}>
        {trees.map(({ flow, title, confidence, because }, i) => {
          const percent = Math.round(confidence * 100);
          return (
            <li key={flow}>
              <p className={classes.tree}>
                {sentence(title)} <span className={classes.percent}>{percent} %</span>
              </p>
              <Progress
                value={percent}
                size={6}
                color={i === 0 ? undefined : "gray"}
                aria-label={`Confidence in: ${title}`}
              />
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
