import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import { tooLong } from "../too-long.ts";
import classes from "./desk.module.css";
import type { Act } from "./use-desk-case.ts";

type To = "user" | "colleagues";

/** `mine` false: only a note can be written. */
export function ReplyBox({ mine, act, busy }: { mine: boolean; act: Act; busy: boolean }) {
  const [text, setText] = useState("");
  const [wanted, setTo] = useState<To>("user");
  const to: To = mine ? wanted : "colleagues";
  const said = text.trim();
  const excess = tooLong(said);

  const send = async () => {
    if (said === "" || excess !== null || busy) return;
    if (await act(to === "user" ? { do: "say", text: said } : { do: "note", text: said })) setText("");
  };

  return (
    <form
      className={classes.reply}
      data-to={to}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {mine && (
        <SegmentedControl
          size="sm"
          value={to}
          onChange={(value) => setTo(value === "user" ? "user" : "colleagues")}
          data={[
            { value: "user", label: "To the user" },
            { value: "colleagues", label: "Note for colleagues" },
          ]}
        />
      )}
      <Textarea
        aria-label={to === "user" ? "Your answer to the user" : "Note for colleagues"}
        placeholder={to === "user" ? "Write to the user" : "A note that the user never sees"}
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        error={excess}
        data-testid="reply"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <Button
        type="submit"
        disabled={busy || said === "" || excess !== null}
        variant={to === "user" ? "filled" : "default"}
        data-testid="send-reply"
      >
        {to === "user" ? "Send to the user" : "Keep as a note"}
      </Button>
    </form>
  );
}
