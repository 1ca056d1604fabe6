import type { ReactNode } from "react";
import classes from "./timer.module.css";

const radius = 42;
const around = 2 * Math.PI * radius;

/** `share` in [0, 1] is what is left. */
export function Ring({ share, children }: { share: number; children: ReactNode }) {
  return (
    <div className={classes.ring} role="timer">
      <svg viewBox="0 0 96 96" aria-hidden="true">
        <circle className={classes.track} cx="48" cy="48" r={radius} />
        <circle
          className={classes.left}
          cx="48"
          cy="48"
          r={radius}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - share)}
        />
      </svg>
      <span className={classes.number}>{children}</span>
    </div>
  );
}
