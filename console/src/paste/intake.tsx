import { Button, Textarea } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { MarkedText } from "./marked-text.tsx";
import classes from "./paste.module.css";
import type { Paste } from "./use-paste.ts";

/** The customer's text as it came, and below it the same text with what was found in it. */
export function Intake({ paste }: { paste: Paste }) {
  const { text, setText, reading, read } = paste;
  const input = useRef<HTMLTextAreaElement>(null);
  const pasted = useRef(false);

  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) input.current?.focus();
  }, []);

  const onChange = (changed: string) => {
    if (pasted.current) void read(changed);
    else setText(changed);
    pasted.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void read(text);
  };
  const changed = reading.kind === "read" && reading.of !== text;

  return (
    <div className={classes.intake}>
      <Textarea
        ref={input}
        label="The customer's text"
        description="Pasting reads it at once. Ctrl + Enter reads what you typed."
        placeholder="Paste a mail, a chat or a review here"
        autosize
        minRows={reading.kind === "read" ? 4 : 11}
        maxRows={reading.kind === "read" ? 9 : 20}
        size="md"
        value={text}
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
          disabled={text.trim() === ""}
          variant={reading.kind === "read" && !changed ? "default" : "filled"}
          loading={reading.kind === "reading"}
          data-testid="paste-read"
          onClick={() => void read(text)}
        >
          {reading.kind === "read" ? "Read it again" : "Read it"}
        </Button>
        {changed && (
          <p className={classes.changed} role="status">
            The text has changed since it was read.
          </p>
        )}
      </div>
      {reading.kind === "read" && <MarkedText text={reading.of} marks={reading.view.marks} />}
    </div>
  );
}
