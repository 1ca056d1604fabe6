import { Button, Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { hasKeyboard } from "../focus.ts";
import { tooLong } from "../too-long.ts";
import classes from "./paste.module.css";
import type { Paste } from "./use-paste.ts";

interface Props {
  readonly paste: Paste;
  readonly input: RefObject<HTMLTextAreaElement | null>;
}

/** The customer's text as it came. */
export function Intake({ paste, input }: Props) {
  const { text, setText, reading, read } = paste;
  const pasted = useRef(false);
  const keys = useMediaQuery("(pointer: fine)", true, { getInitialValueInEffect: false });

  useEffect(() => {
    if (hasKeyboard()) input.current?.focus();
  }, [input]);

  const onChange = (changed: string) => {
    if (pasted.current) void read(changed);
    else setText(changed);
    pasted.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void read(text);
  };
  const excess = tooLong(text);
  const done = reading.kind === "read";

  useEffect(() => {
    // Pasting leaves the end in sight; who looks back at the letter begins at its beginning.
    if (done) input.current?.scrollTo({ top: 0 });
  }, [done, input]);
  const changed = done && reading.of !== text;

  return (
    <div className={classes.intake}>
      <Textarea
        ref={input}
        label="The customer's text"
        description={`Pasting reads it at once.${keys ? " Ctrl + Enter reads what you typed." : ""}`}
        placeholder="Paste a mail, a chat or a review here"
        autosize
        minRows={done ? 3 : keys ? 11 : 6}
        maxRows={done ? 5 : keys ? 20 : 10}
        size="md"
        value={text}
        error={excess}
        styles={{ input: { color: "var(--ink)" } }}
        onPaste={() => {
          pasted.current = true;
        }}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-testid="paste-input"
      />
      <div className={classes.row}>
        <Button
          size="md"
          disabled={text.trim() === "" || excess !== null}
          variant={done && !changed ? "default" : "filled"}
          data-testid="paste-read"
          onClick={() => void read(text)}
        >
          {done ? "Read it again" : "Read it"}
        </Button>
        {changed && excess === null && (
          <p className={classes.changed} role="status">
            The text has changed since it was read.
          </p>
        )}
      </div>
    </div>
  );
}
