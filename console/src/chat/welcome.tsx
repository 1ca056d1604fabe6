import { Button, UnstyledButton } from "@mantine/core";
import { useAbout } from "../api/use-about.ts";
import { chatPath, navigate } from "../router.ts";
import { Icon } from "../ui/icon.tsx";
import classes from "./chat.module.css";

interface Props {
  readonly onSay: (text: string) => void;
  /** The conversation to offer to go on with. */
  readonly last: string | null;
}

export function Welcome({ onSay, last }: Props) {
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
        {last !== null && (
          <Button
            variant="default"
            radius="xl"
            data-testid="continue"
            rightSection={<Icon name="forward" size={18} />}
            onClick={() => navigate(chatPath(last))}
          >
            Continue your last conversation
          </Button>
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
