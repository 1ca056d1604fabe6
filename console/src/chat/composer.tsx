import { ActionIcon, Textarea } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { hasKeyboard } from "../focus.ts";
import { tooLong } from "../too-long.ts";
import { Icon } from "../ui/icon.tsx";
import classes from "./chat.module.css";

interface Props {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onSend: (text: string) => void;
}

export function Composer({ input, text, onChange, onSend }: Props) {
  useEffect(() => {
    if (hasKeyboard()) input.current?.focus();
  }, [input]);

  const said = text.trim();
  const excess = tooLong(said);
  const send = () => {
    if (said !== "" && excess === null) {
      onSend(said);
      onChange("");
    }
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter takes its suggestion.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.composerInner}>
        <Textarea
          ref={input}
          aria-label="Your message"
          aria-invalid={excess !== null}
          aria-describedby={excess === null ? undefined : "too-long"}
          placeholder="Write a message"
          autosize
          minRows={1}
          maxRows={7}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          classNames={{ root: classes.inputRoot, wrapper: classes.inputFrame, input: classes.input }}
          data-testid="composer"
          enterKeyHint="send"
        />
        <ActionIcon
          type="submit"
          size={44}
          radius="xl"
          className={classes.send}
          aria-label="Send"
          data-testid="send"
          data-empty={said === "" || excess !== null}
          onMouseDown={(event) => event.preventDefault()}
        >
          <Icon name="send" />
        </ActionIcon>
      </div>
      <p id="too-long" className={classes.excess} role="status" data-testid="too-long">
        {excess}
      </p>
      {excess === null && <p className={classes.hint}>Enter sends, Shift + Enter makes a new line</p>}
    </form>
  );
}
