import type { ViewItem } from "../../../src/adapters/web/api.ts";
import { LightFigure } from "../light/light-figure.tsx";
import { Timer } from "../timer/timer.tsx";
import classes from "./chat.module.css";
import type { Outgoing } from "./outbox.ts";
import { Question } from "./question.tsx";

interface Props {
  readonly item: Extract<ViewItem, { kind: "bot" }>;
  readonly pending: readonly Outgoing[];
  readonly onChoose: (question: string, option: string) => void;
  readonly onDrop: (id: string) => void;
  readonly onRetry: () => void;
}

export function BotMessage({ item, pending, onChoose, onDrop, onRetry }: Props) {
  const { id, text, lights, timer, question } = item.message;
  const past = question !== null && !item.waiting;
  return (
    <div className={classes.bot}>
      {text.map((paragraph, i) => (
        <p key={`${id}-${i.toString()}`}>{paragraph}</p>
      ))}
      {lights.length > 0 && (
        <div className={classes.lights}>
          {lights.map((light) => (
            <LightFigure key={light.label} light={light} />
          ))}
        </div>
      )}
      {timer !== null && !past && <Timer {...timer} />}
      {question !== null && (
        <Question
          question={question}
          chosen={item.chosen}
          waiting={item.waiting}
          sent={pending.find(({ body }) => "choice" in body && body.choice.question === question.id) ?? null}
          onChoose={onChoose}
          onDrop={onDrop}
          onRetry={onRetry}
        />
      )}
    </div>
  );
}
