import type { ReactNode } from "react";
import classes from "./section.module.css";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** Beside the heading. */
  readonly extra?: ReactNode;
  readonly testId?: string;
}

export function Section({ title, children, extra, testId }: Props) {
  return (
    <section className={classes.section} data-testid={testId}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  );
}
