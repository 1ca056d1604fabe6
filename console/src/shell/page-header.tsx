import { type ReactNode, useEffect } from "react";
import classes from "./shell.module.css";

interface Props {
  readonly title: string;
  readonly below?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, below, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Stepwise`;
  }, [title]);
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <h1 className={classes.title}>{title}</h1>
        {below}
      </div>
      <div className={classes.actions}>{actions}</div>
    </header>
  );
}
