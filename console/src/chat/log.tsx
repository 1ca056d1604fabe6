import { Skeleton } from "@mantine/core";
import type { RefObject } from "react";
import type { ViewItem } from "../../../src/adapters/web/api.ts";
import classes from "./chat.module.css";
import { LogItem } from "./log-item.tsx";
import type { Outgoing } from "./outbox.ts";
import { PendingText } from "./pending-text.tsx";
import { useFollowEnd } from "./use-follow-end.ts";

interface Props {
  /** What scrolls. */
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly loading: boolean;
  readonly items: readonly ViewItem[];
  readonly pending: readonly Outgoing[];
  readonly onChoose: (question: string, option: string) => void;
  readonly onTakeBack: (id: string, text: string) => void;
  readonly onDrop: (id: string) => void;
  readonly onRetry: () => void;
}

export function Log({ scroll, loading, items, pending, onChoose, onTakeBack, onDrop, onRetry }: Props) {
  const shown = items.filter((item, i) => !isPress(item, items[i - 1]));
  const texts = pending.filter(({ body }) => "text" in body).length;
  const { below, toEnd } = useFollowEnd(scroll, shown.length + texts, pending.map(({ state }) => state).join());
  return (
    <div className={classes.logFrame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={scroll} className={classes.scroll} tabIndex={0}>
        <div>
          {loading ? (
            <div className={`${classes.log} ${classes.late}`} role="status" aria-label="Loading the conversation">
              <Skeleton height={16} width="70%" />
              <Skeleton height={16} width="52%" />
              <Skeleton height={44} width="34%" mt="sm" ml="auto" />
            </div>
          ) : (
            // The announcer tells what is new; a live log would be read out again with every change of a question.
            <div className={classes.log} role="log" aria-live="off" aria-label="Conversation">
              {shown.map((item, i) => (
                <LogItem
                  key={item.seq}
                  item={item}
                  before={shown[i - 1] ?? null}
                  pending={pending}
                  onChoose={onChoose}
                  onDrop={onDrop}
                  onRetry={onRetry}
                />
              ))}
              {pending.map((entry) =>
                "text" in entry.body ? (
                  <PendingText
                    key={entry.body.id}
                    entry={entry}
                    text={entry.body.text}
                    onTakeBack={onTakeBack}
                    onRetry={onRetry}
                  />
                ) : null,
              )}
            </div>
          )}
        </div>
      </div>
      {below && (
        <button type="button" className={classes.toEnd} onClick={toEnd}>
          New messages below
        </button>
      )}
    </div>
  );
}

/** A press is shown as the chip of its question; the same words again would only repeat it. */
const isPress = (item: ViewItem, before: ViewItem | undefined): boolean =>
  item.kind === "user" && before?.kind === "bot" && before.chosen === item.text;
