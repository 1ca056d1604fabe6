import { Button, Textarea } from "@mantine/core";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Section } from "../ui/section.tsx";
import classes from "./paste.module.css";

interface ReplyProps {
  readonly text: string;
  readonly original: string;
  readonly onChange: (text: string) => void;
}

export function Reply({ text, original, onChange }: ReplyProps) {
  return (
    <Section
      title="Reply to the customer"
      extra={<CopyButton size="md" text={text} label="Copy reply" testId="copy-reply" />}
    >
      <Textarea
        aria-label="Reply to the customer"
        autosize
        minRows={4}
        maxRows={40}
        size="md"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        data-testid="reply"
      />
      {text !== original && (
        <Button variant="default" className={classes.undo} onClick={() => onChange(original)}>
          Undo my changes
        </Button>
      )}
    </Section>
  );
}

export function Note({ text }: { text: string }) {
  return (
    <Section
      title="Note for the file"
      extra={
        <span className={classes.private}>
          <Icon name="lock" size={15} />
          Not for the customer
        </span>
      }
    >
      <div className={classes.note}>
        <p data-testid="note">{text}</p>
        <CopyButton variant="default" text={text} label="Copy note" testId="copy-note" />
      </div>
    </Section>
  );
}
