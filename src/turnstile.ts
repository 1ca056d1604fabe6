/** Resolves when it is one's turn. */
export type Turnstile = () => Promise<void>;

/** Deciding takes about half as long: at worst it has a third of the processor, milliseconds. */
const longestHold = 50;
/** Milliseconds. */
const look = 2;
/** What deciding may take of a round of the event loop, milliseconds. */
const share = 10;

/**
 * Lets them through in the order they came, in each round of the event loop as many as are decided within `share`.
 * Deciding keeps the processor: very many in a row would keep deliveries waiting that only have to be stored, and
 * platforms give up on those after seconds; one at a time would give each a transaction of its own. While `isPressed`
 * deliveries go first, for a moment.
 * @param now milliseconds of a clock that only goes forward
 */
export function createTurnstile(
  isPressed: () => boolean = () => false,
  now: () => number = () => performance.now(),
): Turnstile {
  const waiting: (() => void)[] = [];
  let isOpen = false;

  function arm(): void {
    isOpen = true;
    const since = now();
    setImmediate(() => begin(since));
  }
  function begin(since: number): void {
    if (isPressed() && now() - since < longestHold) setTimeout(() => begin(since), look);
    else next(now() + share);
  }
  function next(until: number): void {
    waiting.shift()?.();
    // Whoever has just been let through decides before this.
    queueMicrotask(() => {
      if (waiting.length === 0) isOpen = false;
      else if (now() < until && !isPressed()) next(until);
      else arm();
    });
  }
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (!isOpen) arm();
    });
}
