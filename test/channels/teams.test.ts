import type { Json, Posted } from "../teams/support/app.ts";
import { cardOf, optionsOf, teamsBot, wordsOf } from "../teams/support/bot.ts";
import { edited, group, mention, message, personal, thread } from "../teams/support/payloads.ts";
import { type ChannelRig, channelContract } from "./contract.ts";

const root = "1700000001000";

const rigIn = (place: string, pressing: "execute" | "submit") => async (): Promise<ChannelRig> => {
  const bot = await teamsBot();
  let isFirst = true;
  let words: Json = {};
  let last: Json = {};
  /** As each message was when it was fresh: an old press comes from a client that has not been told of the update. */
  const fresh: Posted[] = [];
  const deliver = async (activity: Json): Promise<void> => {
    last = activity;
    const { status } = await bot.deliver(activity);
    if (status !== 200) throw new Error(`the bot answered ${status}`);
    await bot.settled();
    fresh.push(...bot.microsoft.said(place).slice(fresh.length));
  };
  /** Everywhere but in a chat of two the bot is called first. */
  const say = (text: string): Json => {
    if (place === personal || !isFirst) return message(text, place);
    return mention(text, place, place === group ? {} : { id: root });
  };
  return {
    async say(text) {
      words = say(text);
      isFirst = false;
      await deliver(words);
    },
    async choose(option, at = -1) {
      const asked = fresh.map(optionsOf).filter((options) => options.length > 0);
      const found = asked.at(at)?.find((one) => one.option === option);
      if (found === undefined) throw new Error(`nothing to press for ${option}`);
      await deliver(found[pressing]());
    },
    repeat: () => deliver(last),
    edit: (text) => deliver(edited(words, text)),
    events: () => bot.events(place),
    shown: async () =>
      bot.microsoft.said(place).map((one) => ({
        words: wordsOf(one),
        options: cardOf(one) === null ? [] : optionsOf(one).map(({ option }) => option),
      })),
    async stop() {
      await bot.stop();
      if (bot.faults.length > 0) throw bot.faults[0];
    },
  };
};

channelContract("Teams, in a chat of two", rigIn(personal, "execute"));
channelContract("Teams, in the thread of a channel", rigIn(thread(root), "submit"));
channelContract("Teams, in a group chat", rigIn(group, "execute"));
