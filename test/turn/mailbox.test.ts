import { describe, expect, it } from "vitest";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import { createMailboxes, type Letter } from "../../src/mailbox.ts";

const c1 = conversationId("c1");

function boxes() {
  let now = 0;
  const failed: string[] = [];
  const mailboxes = createMailboxes(
    () => now,
    async () => {},
    (error) => failed.push(String(error)),
  );
  const opened: string[] = [];
  const letter = (name: string, fails = () => false): Letter => ({
    delivery: name === "tick" ? null : deliveryId(name),
    carryOut: async () => {
      if (fails()) throw new Error(name);
      opened.push(name);
    },
  });
  return {
    mailboxes,
    failed,
    opened,
    letter,
    wait(ms: number) {
      now += ms;
    },
  };
}

describe("a mailbox", () => {
  it("holds a delivery once, however often it is put there", async () => {
    const { mailboxes, opened, letter } = boxes();
    await Promise.all([1, 2, 3].map(() => mailboxes.put(c1, letter("d1"))));
    expect(opened).toEqual(["d1"]);
  });

  it("forgets the clock's letter when it fails, goes on, and does not rest any more", async () => {
    const { mailboxes, opened, failed, letter } = boxes();
    await Promise.all([
      mailboxes.put(
        c1,
        letter("tick", () => true),
      ),
      mailboxes.put(c1, letter("d1")),
    ]);
    expect([opened, failed]).toEqual([["d1"], ["Error: tick"]]);
    expect([mailboxes.isFree(c1), mailboxes.busy()]).toEqual([true, 0]);
  });

  it("rests longer each time in a row with a delivery: five minutes at most, because somebody waits", async () => {
    const { mailboxes, failed, letter, wait } = boxes();
    await mailboxes.put(
      c1,
      letter("d1", () => true),
    );
    const rests: number[] = [];
    for (let told = 1; told < 12; told++) {
      let rest = 0;
      for (; failed.length === told; rest++) {
        await mailboxes.wake();
        if (failed.length === told) wait(1000);
      }
      rests.push(rest - 1);
    }
    expect(rests).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  });

  it("rests longer each time in a row after the clock's letter: from a minute to an hour", async () => {
    const { mailboxes, letter, wait } = boxes();
    const rests: number[] = [];
    for (let failure = 0; failure < 8; failure++) {
      await mailboxes.put(
        c1,
        letter("tick", () => true),
      );
      let rest = 0;
      for (; !mailboxes.isFree(c1); rest++) wait(60_000);
      rests.push(rest);
    }
    expect(rests).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it("is not free while something waits in it, however long it has rested", async () => {
    const { mailboxes, letter, wait } = boxes();
    await mailboxes.put(
      c1,
      letter("d1", () => true),
    );
    wait(1_000_000);
    expect(mailboxes.isFree(c1)).toBe(false);
  });

  it("is empty once it is idle", async () => {
    const { mailboxes, opened, letter } = boxes();
    for (const name of ["d1", "d2", "d3"]) void mailboxes.put(c1, letter(name));
    await mailboxes.idle();
    expect(opened).toEqual(["d1", "d2", "d3"]);
    expect(mailboxes.busy()).toBe(0);
  });
});
