import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Overloaded, type Store } from "../../src/dialog/ports.ts";
import { failing } from "./failing.ts";
import type { running } from "./running.ts";

/** The bot on a channel, and a platform that can be in trouble. */
export interface DeliveryRig {
  readonly bot: Pick<
    Awaited<ReturnType<typeof running>>,
    "store" | "faults" | "expected" | "later" | "settled" | "stop"
  >;
  /** Somebody tells a problem in the place of that number; the same delivery each time. */
  tell(place: number): Promise<Response>;
  /** Says there what the question is answered with. */
  answer(place: number): Promise<Response>;
  /** Presses the first button of the first message there. */
  press(place: number): Promise<Response>;
  /** The messages of the bot there, oldest first, with how often each was drawn anew. */
  said(place: number): readonly { readonly words: string; readonly edits: number }[];
  /** How often the platform was asked to take a message, or to draw one anew. */
  asked(what: "post" | "update"): number;
  /** The next time it is asked for that, it wants to be left alone for that long. */
  limit(what: "post" | "update", seconds: number): void;
  /** From now on nothing is drawn anew. */
  keepAsDrawn(): void;
  down(isDown: boolean): void;
}

/** `unstored`: what a platform is answered whose delivery could not be stored, so that it brings it again. */
export function deliveryContract(name: string, unstored: number, open: (store?: Store) => Promise<DeliveryRig>): void {
  describe(`${name} as any platform`, () => {
    let rig: DeliveryRig;
    const { later, settled, expected } = {
      later: (ms: number) => rig.bot.later(ms),
      settled: () => rig.bot.settled(),
      expected: (wanted: () => boolean) => rig.bot.expected(wanted),
    };
    const passing = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 5) await later(5_000);
    };
    const unsent = () => rig.bot.store.outbox.unsent(9);
    afterEach(async () => {
      await rig.bot.stop();
      expect(rig.bot.faults).toEqual([]);
    });

    describe("that", () => {
      beforeEach(async () => {
        rig = await open();
      });
      const told = async (): Promise<void> => {
        await rig.tell(0);
        await expected(() => rig.said(0).length === 1);
      };

      it("asks for patience gets it, and the message once", async () => {
        rig.limit("post", 30);
        await rig.tell(0);
        await expected(() => rig.asked("post") === 1);
        await settled();
        await later(29_000);
        expect(rig.asked("post")).toBe(1);
        await later(2_000);
        expect([rig.asked("post"), rig.said(0).length]).toEqual([2, 1]);
      });

      it("asks for patience with taking the buttons away gets the next message later, and once", async () => {
        await told();
        rig.limit("update", 10);
        await rig.press(0);
        await expected(() => rig.asked("update") === 1);
        await settled();
        expect(rig.said(0)).toHaveLength(1);
        await later(12_000);
        expect(rig.said(0).map(({ edits }) => edits)).toEqual([1, 0]);
      });

      it("never takes the buttons away gets the next message after a moment all the same, and it is told once", async () => {
        await told();
        rig.keepAsDrawn();
        await rig.press(0);
        await expected(() => rig.asked("update") === 1);
        await settled();
        expect(rig.said(0)).toHaveLength(1);
        for (let second = 0; second < 4; second++) await later(1_100);
        expect(rig.said(0).map(({ edits }) => edits)).toEqual([0, 0]);
        expect(await unsent()).toEqual([]);
        expect(rig.bot.faults.splice(0)).toHaveLength(1);
      });

      it("was down when an answer was given has its buttons taken away afterwards", async () => {
        await told();
        rig.down(true);
        await rig.press(0);
        await settled();
        await passing(30);
        rig.down(false);
        await passing(60);
        expect(rig.said(0).map(({ edits }) => edits)).toEqual([1, 0]);
        expect(rig.bot.faults.splice(0)).toHaveLength(1);
      });

      it("is down for a minute loses nothing, and gets everything in order", async () => {
        rig.down(true);
        const places = [0, 1, 2, 3, 4, 5, 6, 7];
        for (const place of places) expect((await rig.tell(place)).status).toBe(200);
        await rig.answer(0);
        await settled();
        await passing(60);
        expect(places.flatMap(rig.said)).toEqual([]);
        rig.down(false);
        await passing(120);
        expect(places.map((place) => rig.said(place).length)).toEqual([2, 1, 1, 1, 1, 1, 1, 1]);
        expect(rig.said(0).map(({ words }) => words.includes("lid"))).toEqual([false, true]);
        expect(await unsent()).toEqual([]);
      });

      it("brings many at once, each twice, has all of them acknowledged and answered, each once", async () => {
        const places = Array.from({ length: 40 }, (_, place) => place);
        const answers = await Promise.all([...places, ...places].map(rig.tell));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        await expected(() => places.every((place) => rig.said(place).length > 0));
        await settled();
        expect(places.map((place) => rig.said(place).length)).toEqual(places.map(() => 1));
      });
    });

    describe("with a delivery that cannot be stored", () => {
      it("gets no acknowledgement, and brings it again", async () => {
        let isFull = true;
        rig = await open(failing(() => (isFull ? new Error("disk full") : null)));
        expect((await rig.tell(0)).status).toBe(unstored);
        expect(rig.bot.faults.splice(0)).toHaveLength(1);
        isFull = false;
        expect((await rig.tell(0)).status).toBe(200);
        await expected(() => rig.said(0).length === 1);
      });

      it("because too much waits learns when to come again", async () => {
        rig = await open(failing(() => new Overloaded(5)));
        const response = await rig.tell(0);
        expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
        expect(rig.bot.faults.splice(0)).toMatchObject([{ name: "Overloaded" }]);
      });
    });
  });
}
