import { ActionIcon, Textarea } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useEffect } from "react";
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
    if (matchMedia("(pointer: fine)").matches) input.current?.focus();
  }, [input]);

  const send = () => {
    const said = text.trim();
    if (said !== "") {
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
          placeholder="Write a message"
          autosize
          minRows={1}
          maxRows={7}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          classNames={{ root: classes.inputRoot, input: classes.input }}
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
          data-empty={text.trim() === ""}
          onMouseDown={(event) => event.preventDefault()}
        >
          <Icon name="send" />
        </ActionIcon>
      </div>
      <p className={classes.hint}>Enter sends, Shift + Enter makes a new line</p>
    </form>
  );
}
