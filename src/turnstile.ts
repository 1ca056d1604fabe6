/** Resolves when it is one's turn. */
export type Turnstile = () => Promise<void>;

/** Deciding takes about half as long: at worst it has a third of the processor, milliseconds. */
const longestHold = 50;
/** Milliseconds. */
const look = 2;

/**
 * Lets one through a round of the event loop, in the order they came. Deciding keeps the processor for some milliseconds:
 * many in a row would keep deliveries waiting that only have to be stored, and platforms give up on those after seconds.
 * While `isPressed` they go first, for a moment.
 */
export function createTurnstile(isPressed: () => boolean = () => false): Turnstile {
  const waiting: (() => void)[] = [];
  let since = 0;

  function arm(): void {
    since = performance.now();
    setImmediate(next);
  }
  function next(): void {
    if (isPressed() && performance.now() - since < longestHold) {
      setTimeout(next, look);
      return;
    }
    waiting.shift()?.();
    if (waiting.length > 0) arm();
  }
  return () =>
    new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) arm();
    });
}
