import { buttonsOf, slackBot } from "../slack/support/bot.ts";
import { type Posted, bot as self } from "../slack/support/fake.ts";
import { changed, direct, message } from "../slack/support/payloads.ts";
import { type ChannelRig, channelContract } from "./contract.ts";

const rigIn = (place: "thread" | "direct") => async (): Promise<ChannelRig> => {
  const bot = await slackBot();
  const root = "1700000001.000100";
  const [channel, thread] = place === "thread" ? ["C1", root] : ["D1", null];
  let count = 0;
  let words = { text: "", ts: "" };
  let last: () => Promise<Response> = () => Promise.reject(new Error("nothing was delivered"));
  const deliver = async (delivery: typeof last): Promise<void> => {
    last = delivery;
    const { status } = await delivery();
    if (status !== 200) throw new Error(`the bot answered ${status}`);
    await bot.settled();
  };
  const said = () => bot.fake.thread(channel ?? "", thread ?? null);
  const optionsOf = (one: Posted) =>
    buttonsOf(one).flatMap(({ value, options, press }) =>
      options.length > 0
        ? options.map((option) => ({ id: option.value, press: () => press("U1", option.value) }))
        : [{ id: value, press }],
    );
  /** As each message was when it was fresh: an old press comes from a page that has not been drawn anew. */
  const fresh: ReturnType<typeof optionsOf>[] = [];
  const look = (): void => {
    for (const one of said().slice(fresh.length)) fresh.push(optionsOf(one));
  };
  return {
    async say(text) {
      count++;
      const isRoot = count === 1 && place === "thread";
      const ts = isRoot ? root : `${1_700_000_001 + count}.000100`;
      words = { text, ts };
      // People type these, and Slack sends them so.
      const raw = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      const event =
        place === "direct"
          ? direct(raw, ts)
          : isRoot
            ? message(`<@${self.user}> ${raw}`, ts)
            : message(raw, ts, { thread_ts: root });
      await deliver(() => bot.event(event));
      look();
    },
    async choose(option, at = -1) {
      const asked = fresh.filter((options) => options.length > 0);
      const found = asked.at(at)?.find(({ id }) => id === option);
      if (found === undefined) throw new Error(`nothing to press for ${option}`);
      await deliver(() => bot.interaction(found.press()));
      look();
    },
    repeat: () => deliver(last),
    async edit(text) {
      const more = place === "thread" ? { thread_ts: root } : {};
      const event = changed(text, words.text, words.ts, more);
      await deliver(() => bot.event(place === "thread" ? event : { ...event, channel: "D1", channel_type: "im" }));
      look();
    },
    events: () => bot.events(place === "thread" ? `T1:C1:${root}` : "T1:D1"),
    shown: async () =>
      said().map((one) => ({
        words: one.text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
        options: optionsOf(one).map(({ id }) => id ?? ""),
      })),
    async stop() {
      await bot.stop();
      if (bot.faults.length > 0) throw bot.faults[0];
    },
  };
};

channelContract("Slack, in a thread", rigIn("thread"));
channelContract("Slack, in direct messages", rigIn("direct"));
