import type { MessageQuestion } from "../../../src/dialog/message.ts";
import { problemOfStatus } from "../api/problem.ts";
import { Light } from "../light/light.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import classes from "./chat.module.css";
import { Delivery } from "./delivery.tsx";
import { OptionList } from "./option-list.tsx";
import { Options } from "./options.tsx";
import type { Outgoing } from "./outbox.ts";

interface Props {
  readonly question: MessageQuestion;
  /** The label of the option that was pressed. */
  readonly chosen: string | null;
  readonly waiting: boolean;
  /** A press on this question that is on its way, or was refused. */
  readonly sent: Outgoing | null;
  readonly onChoose: (question: string, option: string) => void;
  readonly onDrop: (id: string) => void;
  readonly onRetry: () => void;
}

const buttonsAtMost = 8;

export function Question({ question, chosen, waiting, sent, onChoose, onDrop, onRetry }: Props) {
  const refused = sent?.state === "refused" ? sent : null;
  const under = sent !== null && refused === null && "choice" in sent.body ? sent.body.choice.option : null;
  const taken = question.options.find(({ id, label }) => (chosen === null ? id === under : label === chosen));
  const open = waiting && taken === undefined;
  const List = question.options.length > buttonsAtMost ? OptionList : Options;
  const choose = (option: string) => {
    if (refused !== null) onDrop(refused.body.id);
    onChoose(question.id, option);
  };
  return (
    <div className={classes.question} data-open={open}>
      <p className={classes.ask}>{question.text}</p>
      {open && <List label={question.text} options={question.options} onChoose={choose} />}
      {refused !== null && <ProblemAlert problem={problemOfStatus(refused.status)} />}
      {taken !== undefined && (
        <p className={classes.taken}>
          {taken.light === null ? <Icon name="check" size={16} /> : <Light light={taken.light} named={false} />}
          {taken.label}
        </p>
      )}
      {under !== null && sent !== null && <Delivery state={sent.state} onRetry={onRetry} />}
    </div>
  );
}
