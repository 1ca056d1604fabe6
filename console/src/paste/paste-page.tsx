import { Button, Skeleton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { Intake } from "./intake.tsx";
import { MarkedText } from "./marked-text.tsx";
import classes from "./paste.module.css";
import { PasteEmpty } from "./paste-empty.tsx";
import { PasteResult } from "./paste-result.tsx";
import type { Paste } from "./use-paste.ts";

export function PastePage({ paste }: { paste: Paste }) {
  const { text, reading, read, clear } = paste;
  const input = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    // Pasted while no field has the focus: the next customer.
    const onPaste = (event: ClipboardEvent) => {
      const inField = event.target instanceof Element && event.target.closest("input, textarea") !== null;
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      if (!inField && pasted.trim() !== "") void read(pasted);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [read]);

  const begin = (example: string) => {
    void read(example);
    input.current?.focus();
  };

  return (
    <>
      <PageHeader
        title="Paste what a customer wrote"
        actions={
          text !== "" && (
            <Button
              variant="default"
              radius="xl"
              data-testid="paste-clear"
              leftSection={<Icon name="again" size={18} />}
              onClick={() => {
                clear();
                input.current?.focus();
              }}
            >
              Clear
            </Button>
          )
        }
      />
      <div className={classes.page}>
        <div className={classes.columns}>
          <Intake paste={paste} input={input} />
          <div className={classes.result} aria-busy={reading.kind === "reading"}>
            {reading.kind === "empty" && <PasteEmpty onExample={begin} />}
            {reading.kind === "reading" && <Waiting />}
            {reading.kind === "failed" && (
              <ProblemAlert problem={reading.problem} action={{ label: "Try again", run: () => void read(text) }} />
            )}
            {reading.kind === "read" && <PasteResult view={reading.view} paste={paste} />}
          </div>
          {reading.kind === "read" && <MarkedText text={reading.of} marks={reading.view.marks} />}
        </div>
      </div>
    </>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} role="status" aria-label="Reading the text">
      <Skeleton height={132} radius="lg" />
      <Skeleton height={180} radius="lg" />
      <Skeleton height={90} radius="lg" />
    </div>
  );
}
