import { Anchor } from "@mantine/core";
import classes from "./chat.module.css";
import type { Outgoing } from "./outbox.ts";

interface Props {
  readonly state: Outgoing["state"];
  readonly onRetry: () => void;
}

/** Where a message stands; silent while all goes well and fast. */
export function Delivery({ state, onRetry }: Props) {
  return (
    <p className={classes.delivery} data-state={state} data-testid="delivery" role="status">
      {state === "retrying" ? (
        <>
          Not sent yet, trying again.{" "}
          <Anchor component="button" type="button" inherit onClick={onRetry}>
            Try now
          </Anchor>
        </>
      ) : (
        <span className={classes.late}>Sending …</span>
      )}
    </p>
  );
}
