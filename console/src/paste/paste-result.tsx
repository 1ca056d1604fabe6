import { Alert, Button } from "@mantine/core";
import type { PasteView } from "../../../src/adapters/web/api.ts";
import { Icon } from "../ui/icon.tsx";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { BestQuestion } from "./best-question.tsx";
import { Known } from "./known.tsx";
import classes from "./paste.module.css";
import { Note, Reply } from "./texts.tsx";
import { Trees } from "./trees.tsx";
import type { Paste } from "./use-paste.ts";

export function PasteResult({ view, paste }: { view: PasteView; paste: Paste }) {
  const { opening } = paste;
  return (
    <>
      {view.safety !== null && (
        <Alert
          role="alert"
          color="#b3261e"
          variant="filled"
          icon={<Icon name="warning" size={24} />}
          title="Safety comes first"
          data-testid="safety"
        >
          In their words: “{view.safety}”. Send no steps. Pass this to a person at once.
        </Alert>
      )}
      {view.question !== null && <BestQuestion question={view.question} />}
      <Reply text={paste.reply} original={view.reply} onChange={paste.setReply} />
      <div className={classes.pair}>
        <Known known={view.known} tried={view.tried} language={view.language} asks={view.question !== null} />
        <Trees trees={view.trees} />
      </div>
      <div className={classes.after}>
        <Note text={view.note} />
      </div>
      <div className={`${classes.after} ${classes.goOn}`}>
        <div>
          <h2 className={classes.goOnTitle}>Is the customer with you?</h2>
          <p className={classes.dim}>Go through the steps together, from what is known.</p>
        </div>
        <Button
          size="md"
          variant="default"
          rightSection={<Icon name="forward" size={18} />}
          data-testid="go-on"
          onClick={paste.goOn}
        >
          Go on in the customer's place
        </Button>
      </div>
      {opening !== null && opening !== "busy" && (
        <div className={classes.after}>
          <ProblemAlert problem={opening} />
        </div>
      )}
    </>
  );
}
