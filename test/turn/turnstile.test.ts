import { describe, expect, it } from "vitest";
import { createTurnstile } from "../../src/turnstile.ts";

const round = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("the turnstile", () => {
  it("lets through in the order they came, as many a round of the event loop as are decided in its share", async () => {
    let now = 0;
    const turnstile = createTurnstile(
      () => false,
      () => now,
    );
    const through: number[] = [];
    const all = [1, 2, 3, 4, 5].map((n) =>
      turnstile().then(() => {
        through.push(n);
        now += 6;
      }),
    );
    expect(through).toEqual([]);
    for (const expected of [
      [1, 2],
      [1, 2, 3, 4],
      [1, 2, 3, 4, 5],
    ]) {
      await round();
      expect(through).toEqual(expected);
    }
    await Promise.all(all);
    await turnstile();
  });

  it("holds back while something more urgent is under way, and goes on when it is not", async () => {
    let isPressed = true;
    const turnstile = createTurnstile(() => isPressed);
    let isThrough = false;
    const pass = turnstile().then(() => {
      isThrough = true;
    });
    await round();
    expect(isThrough).toBe(false);
    isPressed = false;
    await pass;
  });

  it("lets through in the end, however urgent the rest is", async () => {
    const turnstile = createTurnstile(() => true);
    await Promise.all([turnstile(), turnstile()]);
  });
});
