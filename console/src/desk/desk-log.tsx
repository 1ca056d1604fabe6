import { useRef } from "react";
import type { DeskItem } from "../../../src/adapters/web/api.ts";
import { Files } from "../chat/files.tsx";
import { useFollowEnd } from "../chat/use-follow-end.ts";
import classes from "./desk.module.css";

/** Every word so far, with the notes among them. */
export function DeskLog({ items }: { items: readonly DeskItem[] }) {
  const scroll = useRef<HTMLDivElement>(null);
  useFollowEnd(scroll, items.length, "");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={scroll} className={classes.log} tabIndex={0} role="log" aria-label="Conversation">
      <div className={classes.logInner}>
        {items.map((item) => (
          <Item key={item.seq} item={item} />
        ))}
      </div>
    </div>
  );
}

function Item({ item }: { item: DeskItem }) {
  if (item.kind === "note") return <p className={classes.line}>{item.text}</p>;
  const { name, words } = spoken(item);
  return (
    <article className={classes.said} data-kind={item.kind}>
      <p className={classes.speaker}>
        {name}
        <time dateTime={new Date(item.at).toISOString()}>
          {new Date(item.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}
        </time>
      </p>
      {words.map((paragraph, i) => (
        <p key={`${item.seq}-${i.toString()}`}>{paragraph}</p>
      ))}
      {item.kind === "files" && <Files files={item.files} />}
    </article>
  );
}

function spoken(item: Exclude<DeskItem, { kind: "note" }>): {
  readonly name: string;
  readonly words: readonly string[];
} {
  switch (item.kind) {
    case "user":
      return { name: "User", words: [item.text] };
    case "agent":
      return { name: item.name, words: [item.text] };
    case "private":
      return { name: `${item.name}, note for colleagues`, words: [item.text] };
    case "files":
      return { name: item.name ?? "User", words: [] };
    case "bot": {
      const { text, question } = item.message;
      return { name: "Stepwise", words: question === null ? text : [...text, question.text] };
    }
  }
}
