import { Button, VisuallyHidden } from "@mantine/core";
import { useEffect } from "react";
import type { Message } from "../../../src/dialog/message.ts";
import { Icon } from "../ui/icon.tsx";
import { Ring } from "./ring.tsx";
import classes from "./timer.module.css";
import { useCountdown } from "./use-countdown.ts";
import { clock, duration, wordsOf } from "./words.ts";

/** Starts only when the person says so: nobody holds a button the moment they read about it. */
export function Timer({ kind, seconds }: NonNullable<Message["timer"]>) {
  const countdown = useCountdown(seconds);
  const words = wordsOf[kind];
  const running = countdown.kind === "running";
  const done = countdown.kind === "done";

  useEffect(() => {
    if (done) navigator.vibrate?.(300);
  }, [done]);

  return (
    <section className={classes.timer} aria-label={words.name} data-state={countdown.kind}>
      <Ring share={countdown.left / (seconds * 1000)}>
        {done ? <Icon name="check" size={34} /> : clock(Math.ceil(countdown.left / 1000))}
      </Ring>
      <div className={classes.side}>
        <p className={classes.words}>
          {done ? words.done : running ? words.running : `${words.ready} ${duration(seconds)}`}
        </p>
        <Button
          size="md"
          variant={running || done ? "default" : "filled"}
          data-testid={running ? "timer-stop" : "timer-start"}
          onClick={running ? countdown.stop : countdown.start}
        >
          {running ? "Stop" : done ? "Start again" : "Start"}
        </Button>
      </div>
      <VisuallyHidden aria-live="assertive">{words[countdown.kind]}</VisuallyHidden>
    </section>
  );
}
