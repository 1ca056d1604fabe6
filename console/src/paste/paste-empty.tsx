import { UnstyledButton } from "@mantine/core";
import { useAbout } from "../api/use-about.ts";
import { Section } from "../ui/section.tsx";
import classes from "./paste.module.css";

const examplesShown = 3;

export function PasteEmpty({ onExample }: { onExample: (text: string) => void }) {
  const examples = useAbout()?.examples.slice(0, examplesShown) ?? [];
  return (
    <div className={classes.empty}>
      <h2 className={classes.emptyTitle}>From their words to your reply</h2>
      <ol className={classes.how}>
        <li>Paste what the customer wrote, as it is.</li>
        <li>See what is known and which problem it is.</li>
        <li>Copy the reply. It asks for the one thing still missing.</li>
      </ol>
      <p className={classes.dim}>
        Nothing you paste is stored unless you go on in the customer's place; this tab keeps it until you clear it.
      </p>
      {examples.length > 0 && (
        <Section title="Try one">
          <ul className={classes.examples}>
            {examples.map((example) => (
              <li key={example}>
                <UnstyledButton className={classes.example} onClick={() => onExample(example)}>
                  “{example}”
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
