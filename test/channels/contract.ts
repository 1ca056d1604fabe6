import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sitesOf } from "../../src/conversations/files.ts";
import { playerOn } from "../../src/conversations/player.ts";
import type { Script, Turn } from "../../src/conversations/schema.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { packDir, realBrain } from "../support/real.ts";

/** One person and the bot on a channel, everything real but the platform. */
export interface ChannelRig {
  /** Resolves when the bot has answered, or will not. */
  say(text: string): Promise<void>;
  /** Presses the option with that id where the bot shows it; `message`: on that message of the bot, from 0. */
  choose(option: string, message?: number): Promise<void>;
  /** The platform delivers the last thing once more. */
  repeat(): Promise<void>;
  /** The person changes their last words. */
  edit(text: string): Promise<void>;
  events(): Promise<readonly DialogEvent[]>;
  /** The messages of the bot as the person has them before them, oldest first. */
  shown(): Promise<readonly Shown[]>;
  stop(): Promise<void>;
}

export interface Shown {
  readonly words: string;
  /** Ids of the options that can still be pressed. */
  readonly options: readonly string[];
}

const topics = {
  scripts: "the conversations of the pack give the events they give without a channel, and every word of them is shown",
  repeated: "what is delivered again changes nothing",
  twice: "a button pressed twice is one answer",
  retired: "only what waits can be pressed, where the channel can take the rest away",
  stale: "a press on an older question is met by the present one",
  edited: "an edit of the last words takes back what they had set going",
} as const;
type Topic = keyof typeof topics;

/** `skips`: what the channel cannot do, and why. */
export function channelContract(
  name: string,
  open: () => Promise<ChannelRig>,
  skips: Readonly<Partial<Record<Topic, string>>> = {},
): void {
  describe(`the channel ${name}`, async () => {
    const scripts = (await sitesOf(packDir)).sites.flatMap(({ script }) => (isWhole(script) ? [script] : []));
    let rig: ChannelRig;
    beforeAll(async () => {
      await realBrain();
    });
    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.stop());

    const covers = (topic: Topic, test: () => Promise<void>): void => {
      const reason = skips[topic];
      if (reason === undefined) it(topics[topic], test);
      else it.skip(`${topics[topic]} (not here: ${reason})`);
    };
    const ask = () => rig.say("mi buds 4 pro wont connect to my pixel, light is off");
    const typesFrom = async (at: number) => (await rig.events()).slice(at).map(({ type }) => type);

    covers("scripts", async () => {
      expect(scripts.length).toBeGreaterThan(20);
      for (const script of scripts) {
        const own = await open();
        for (const turn of script.turns ?? []) await play(own, turn);
        const [events, wanted] = [await own.events(), await withoutChannel(script)];
        expect(plain(events), script.name).toEqual(plain(wanted));
        const shown = await own.shown();
        const said = events.flatMap((event) => (event.type === "BotReplied" ? [event.message] : []));
        expect(shown, script.name).toHaveLength(said.length);
        for (const [i, { text, question }] of said.entries())
          for (const words of [...text, question?.text ?? ""]) expect(shown[i]?.words, script.name).toContain(words);
        await own.stop();
      }
    });

    covers("repeated", async () => {
      await ask();
      const before = await rig.events();
      await rig.repeat();
      expect(await rig.events()).toEqual(before);
      expect(await rig.shown()).toHaveLength(1);
    });

    covers("twice", async () => {
      await ask();
      await rig.choose("no");
      const { length } = await rig.events();
      await rig.choose("no", 0);
      expect(await typesFrom(length)).toEqual(["ChoiceMade"]);
      expect(await rig.shown()).toHaveLength(2);
    });

    covers("retired", async () => {
      await ask();
      await rig.choose("no");
      await rig.say("not sure");
      const options = (await rig.shown()).map((one) => one.options.length > 0);
      expect(options).toEqual([false, false, true]);
    });

    covers("stale", async () => {
      await ask();
      await rig.choose("no");
      const { length } = await rig.events();
      await rig.choose("yes", 0);
      expect(await typesFrom(length)).toEqual(["ChoiceMade", "BotReplied"]);
    });

    covers("edited", async () => {
      await ask();
      await rig.say("yes there is light");
      const { length } = await rig.events();
      await rig.edit("still no light");
      expect(await typesFrom(length)).toContain("Undone");
    });
  });
}

/** What was told before, and time, reach no channel. */
const isWhole = ({ start, turns, each }: Script): boolean =>
  start === undefined && each === undefined && turns?.every((turn) => !("wait" in turn)) === true;

async function play(rig: ChannelRig, turn: Turn): Promise<void> {
  if ("say" in turn) await rig.say(turn.say);
  else if ("choose" in turn) await rig.choose(turn.choose);
}

async function withoutChannel(script: Script): Promise<readonly DialogEvent[]> {
  const player = await playerOn(await realBrain(), createMemoryStore(), []);
  for (const turn of script.turns ?? []) if (!("wait" in turn)) await player.take(turn);
  return player.events;
}

/** Who, when and under which id is the channel's business. */
const plain = (events: readonly DialogEvent[]): readonly unknown[] =>
  events.map((event) => ({
    ...event,
    at: 0,
    ...("due" in event ? { due: event.due === null ? null : 0 } : {}),
    ...("by" in event ? { by: null } : {}),
    ...("delivery" in event ? { delivery: null } : {}),
    ...("case" in event ? { case: event.case.replace(/^.*#/, "#") } : {}),
  }));
