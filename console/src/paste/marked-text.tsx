import { Tooltip, VisuallyHidden } from "@mantine/core";
import type { Mark } from "../../../src/adapters/web/api.ts";
import { Section } from "../ui/section.tsx";
import classes from "./paste.module.css";
import { piecesOf } from "./pieces.ts";

const kinds: Readonly<Record<Mark["kind"], string>> = {
  problem: "Problem",
  slot: "Known",
  tried: "Tried before",
  safety: "Safety",
};

export function MarkedText({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const used = (Object.keys(kinds) as Mark["kind"][]).filter((kind) => marks.some((mark) => mark.kind === kind));
  return (
    <Section title="What was found in it" testId="marked">
      {used.length > 0 ? (
        <ul className={classes.legend} aria-label="Meaning of the colours">
          {used.map((kind) => (
            <li key={kind}>
              <span className={classes.mark} data-kind={kind}>
                {kinds[kind]}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.dim}>Nothing in this text is about a known problem, model or light.</p>
      )}
      <p className={classes.marked}>
        {piecesOf(text, marks).map(({ start, words, mark }) =>
          mark === null ? (
            words
          ) : (
            <Tooltip key={start} label={mark.label} events={{ hover: true, focus: true, touch: true }}>
              <mark className={classes.mark} data-kind={mark.kind}>
                {words}
                <VisuallyHidden> ({mark.label})</VisuallyHidden>
              </mark>
            </Tooltip>
          ),
        )}
      </p>
    </Section>
  );
}
