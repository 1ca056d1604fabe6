import { UnstyledButton } from "@mantine/core";
import { useAbout } from "../api/use-about.ts";
import classes from "./chat.module.css";

export function Welcome({ onSay }: { onSay: (text: string) => void }) {
  const about = useAbout();
  return (
    <div className={classes.scroll}>
      <div className={classes.welcome}>
        <h2 className={classes.welcomeTitle}>What is not working?</h2>
        <p className={classes.lead}>
          Describe it in your own words: which headphones or speaker, what you connect them to, what the light does, and
          what you have tried. You will get one step at a time.
        </p>
        {about !== null && about.examples.length > 0 && (
          <>
            <h3 className={classes.small}>Or start here</h3>
            <ul className={classes.options}>
              {about.examples.map((example) => (
                <li key={example}>
                  <UnstyledButton className={classes.option} data-testid="opener" onClick={() => onSay(example)}>
                    {example}
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </>
        )}
        {about !== null && about.problems.length > 0 && (
          <details className={classes.covers}>
            <summary>What this can help with</summary>
            <ul>
              {about.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}
